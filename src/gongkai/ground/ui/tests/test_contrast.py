"""The contrast table of the look, computed from tokens.css: WCAG 2.2, https://www.w3.org/TR/WCAG22/#contrast-minimum."""

import re

import pytest

from gongkai.ground.ui.tests.gallery import STATIC

TOKENS = re.sub(r"/\*.*?\*/", "", (STATIC / "ui/tokens.css").read_text(encoding="utf-8"), flags=re.S)
DARK = re.compile(r":root:not\(:has\(#theme-light:checked, #theme-contrast:checked\)\) \{(.*?)\}", re.S)
DARK_CHOSEN = re.compile(r":root:has\(#theme-dark:checked\) \{(.*?)\}", re.S)
CONTRAST_CHOSEN = re.compile(r":root:has\(#theme-contrast:checked\) \{(.*?)\}", re.S)
LIGHT = re.compile(r":root \{(.*?)\}", re.S)

# (words, ground): the least ratio in light, dark and high contrast, as the look promises it.
TABLE = {
    ("text", "bg"): (16.3, 15.2, 21),
    ("text-2", "bg"): (6.9, 9.6, 17),
    ("text-3", "bg"): (5.1, 6.9, 17),
    ("text-3", "bg-sunken"): (4.7, 6.9, 17),
    ("link", "bg"): (8.1, 8.9, 11.5),
    ("action-text", "action"): (8.1, 8.1, 11.5),
    ("line-control", "bg"): (3.6, 4.4, 21),
    ("focus", "bg"): (6.4, 12.7, 6.4),
    ("light-green-text", "light-green-bg"): (6.0, 7.0, 9.6),
    ("light-yellow-text", "light-yellow-bg"): (6.0, 7.0, 9.6),
    ("light-red-text", "light-red-bg"): (6.0, 7.0, 9.6),
    ("light-pause-text", "light-pause-bg"): (6.0, 7.0, 9.6),
    ("light-done-text", "light-done-bg"): (4.5, 4.5, 9.6),
    ("selected-text", "selected"): (4.5, 4.5, 7),
    ("danger-text", "bg"): (4.5, 4.5, 7),
    ("text-2", "light-red-bg"): (4.5, 4.5, 7),
    ("text-on-strong", "bg-strong"): (7, 7, 7),
    ("light-mark", "light-green"): (3, 3, 3),
    ("light-mark", "light-red"): (3, 3, 3),
    ("light-mark", "light-pause"): (3, 3, 3),
    ("light-mark-on-yellow", "light-yellow"): (3, 3, 3),
}


def declared(block: re.Pattern) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block.search(TOKENS)[1]))


def theme(*blocks: re.Pattern) -> dict[str, str]:
    found = {}
    for block in blocks:
        found |= declared(block)
    return found


THEMES = {"light": theme(LIGHT), "dark": theme(LIGHT, DARK), "contrast": theme(LIGHT, CONTRAST_CHOSEN)}


def colour(roles: dict[str, str], name: str) -> str:
    value = roles[name].strip()
    while value.startswith("var("):
        value = roles[value[6:-1]].strip()
    return value


def luminance(value: str) -> float:
    digits = value.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_ratio_of_black_and_white_is_21():
    assert ratio("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("pair", TABLE, ids="-on-".join)
@pytest.mark.parametrize("place, name", list(enumerate(THEMES)))
def test_words_stand_out_from_their_ground(pair, place, name):
    found = ratio(*(colour(THEMES[name], role) for role in pair))
    assert round(found, 1) >= TABLE[pair][place]


def test_dark_by_system_and_dark_by_choice_are_the_same():
    assert declared(DARK) == declared(DARK_CHOSEN)


def test_components_use_roles_and_never_a_pigment():
    pigments = [
        name for name in declared(LIGHT) if re.fullmatch(r"(ink|azurite|cinnabar|malachite|gamboge|wisteria)-\d+", name)
    ]
    assert pigments
    for sheet in (STATIC / "ui").glob("*.css"):
        if sheet.name != "tokens.css":
            text = sheet.read_text(encoding="utf-8")
            assert not [name for name in pigments if f"var(--{name})" in text], sheet.name
