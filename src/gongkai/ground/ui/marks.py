"""Small pieces of HTML: icons, lights, phrases. They escape what they are given; Jinja2 takes their result as markup.

`sprite` is the address of lib/icons.svg: the Django tags fill it in, the static site gives its own.
"""

from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.ground.ui import words
from gongkai.pure.clock import Light, Reading


def icon(name: str, sprite: str, css: str = "i") -> SafeString:
    """A drawing of the sprite, hidden from screen readers: the word stands beside it."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, sprite, name)


def seal(sprite: str) -> SafeString:
    return icon("seal", sprite, css="seal")


def light(value: Light | str | Reading, sprite: str, text: str = "", pill: bool = False) -> SafeString:
    """Shape, word, colour. A reading says its days left; a bare light says 正常 … 已办结 unless `text` is given."""
    if isinstance(value, Reading):
        text = text or words.days_left(value)
        value = value.light
    value = Light(value)
    return format_html(
        '<span class="{}" data-light="{}">{}{}</span>',
        "light light--pill" if pill else "light",
        value.value,
        icon(f"light-{value.value}", sprite, css="lamp-shape"),
        text or words.light_words(value),
    )


def phrases(title: str) -> SafeString:
    """A title whose phrases do not break inside."""
    return mark_safe("".join(f'<span class="ph">{escape(phrase)}</span>' for phrase in words.phrases(title)))
