"""What a visitor wishes to be told of, as forms and addresses say it. Nothing of it is kept here."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from gongkai.engines.channels.wishes import LONGEST_WORD, MOST_SECTIONS, MOST_WORDS, words_of
from gongkai.engines.site import addresses
from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.ui.forms import Ticks, UiForm
from gongkai.kernel.records.models import Section
from gongkai.kernel.records.queries import sections, standing_section

NOTHING = "请选一个栏目，或者写一个词"


class WishForm(UiForm):
    """Sections and words."""

    sections = forms.MultipleChoiceField(
        label="栏目", required=False, widget=Ticks, help_text="选了上一级，下面的都算在内"
    )
    words = forms.CharField(
        label="词", required=False, max_length=MOST_WORDS * (LONGEST_WORD + 1),
        help_text=f"标题或者正文里有这个词的就告诉您。几个词之间空一格，最多{MOST_WORDS}个，例如：公租房 学区",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = _choices()

    def clean_sections(self) -> tuple[str, ...]:
        chosen = tuple(self.cleaned_data["sections"])
        if len(chosen) > MOST_SECTIONS:
            raise forms.ValidationError(f"最多选{MOST_SECTIONS}个栏目，请选上一级")
        return chosen

    def clean_words(self) -> tuple[str, ...]:
        words = words_of(self.cleaned_data["words"])
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"最多{MOST_WORDS}个词，现在有{len(words)}个")
        for word in words:
            if not 2 <= len(word) <= LONGEST_WORD:
                raise forms.ValidationError(f"每个词2到{LONGEST_WORD}个字，“{word[:LONGEST_WORD]}”请改一改")
        return words

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and not (values["sections"] or values["words"]):
            self.add_error("words", NOTHING)
        return values

    @property
    def wish(self) -> Wish:
        return Wish("", self.cleaned_data["sections"], self.cleaned_data["words"])


def wish_of(asked: Any) -> Wish:
    """What an address asks for: ``s`` sections, ``w`` words. What there is not is passed over; a merged section stands for its successor."""
    keys = [found.key for key in asked.getlist("s")[:MOST_SECTIONS] if (found := standing_section(key[:40]))]
    words = [word for word in words_of(" ".join(asked.getlist("w"))[:400]) if 2 <= len(word) <= LONGEST_WORD]
    return Wish("", tuple(dict.fromkeys(keys)), tuple(words[:MOST_WORDS]))


def standing(wish: Wish) -> list[str]:
    """Its sections as the catalogue has them now."""
    return list(dict.fromkeys(found.key for key in wish.sections if (found := standing_section(key))))


def query_of(wish: Wish) -> str:
    return urlencode([*(("s", key) for key in wish.sections), *(("w", word) for word in wish.words)])


def follow_url(wish: Wish) -> str:
    return f"{addresses.FOLLOW}?{query_of(wish)}"


def subscribe_url(wish: Wish) -> str:
    return f"{addresses.SUBSCRIBE}?{query_of(wish)}"


def _choices() -> list[tuple[str, str]]:
    """The catalogue as a list: what lies below something stands behind it."""
    found = sections()
    below: dict[str, list[Section]] = {}
    for section in found:
        below.setdefault(section.parent_key, []).append(section)

    def walk(parent: str, above: str) -> list[tuple[str, str]]:
        lines = []
        for section in below.get(parent, ()):
            name = f"{above}{section.name}"
            lines += [(section.key, name), *walk(section.key, f"{name}：")]
        return lines

    return walk("", "")
