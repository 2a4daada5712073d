"""What a form takes in is what its reader sees."""

import pytest
from django import forms

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.legible import legible


@pytest.mark.parametrize(
    "typed",
    ["\u200b", "\u202e", "\ufeff", "\u2066\u2069", "\x01", "\x00", "\u3164", "\u2800", "\u00ad", "\u200d", "\ufe0f", "\U000e0041", " \u200b\n"],
)  # fmt: skip
def test_what_cannot_be_seen_is_nothing(typed):
    assert legible(typed) == ""
    assert legible(f"欧阳{typed.strip()}慕白") in ("欧阳慕白", "欧阳\ufe0f慕白")


@pytest.mark.parametrize(
    "text",
    ["欧阳慕白", "葛\U000e0100飾", "می‌خواهم", "क्‍ष", "👩‍👧", "é", "ᠮᠣᠩᠭᠣᠯ", "\ue1a5某", "第一行\n\t第二行", "，。“”《》"],
)  # fmt: skip
def test_what_is_part_of_a_word_stays(text):
    assert legible(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_end_of_a_line_is_one_line_feed(end):
    assert legible(f"上{end}下") == "上\n下"
    assert legible(f"上{end}下", lines=False) == "上 下"


class Asking(UiForm):
    name = forms.CharField(label="姓名", max_length=4)
    text = forms.CharField(label="内容", widget=forms.Textarea, required=False)
    word = forms.CharField(label="密码", widget=forms.PasswordInput, required=False)


def test_a_field_takes_in_what_is_seen_and_counts_only_that():
    form = Asking({"name": "\u202e欧阳\u200b慕\x01白", "text": "一\x0b二", "word": "a\u200bb"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "欧阳慕白", "text": "一\n二", "word": "a\u200bb"}


def test_a_name_that_nobody_sees_is_asked_for():
    assert Asking({"name": "\u200b"}).errors == {"name": ["请填写姓名"]}
