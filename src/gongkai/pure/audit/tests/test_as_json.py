"""The shape of the JSON, its offsets in the text, and what is left out unless it is asked for."""

import json
from dataclasses import replace

import pytest

from gongkai.pure.audit.as_json import as_data, as_error
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.tests.composed import AUDIT, DOCUMENT, NOTHING, SHARE, STAFF, SUM


def test_a_file_has_what_was_agreed_and_no_more():
    data = json.loads(json.dumps(as_data("a.txt", DOCUMENT, AUDIT)))
    assert list(data) == ["file", "read", "checked", "findings", "unchecked", "notes"]
    assert (data["file"], data["read"], data["checked"]) == ("a.txt", 13, 10)
    assert [set(each) for each in data["findings"]] == [
        {
            "kind",
            "verdict",
            "holds",
            "quote",
            "start",
            "end",
            "figures",
            "stated",
            "expected",
            "detail",
            "confidence",
            "cause",
        }
    ] * 3
    assert data["findings"][0] | {"figures": [], "detail": ""} == {
        "kind": "sum", "verdict": "contradicts", "holds": False, "quote": "政府信息3601条，其中网站公开2199条，微博公开1502条。",
        "start": 36, "end": 68, "figures": [], "stated": "3601", "expected": "3701", "detail": "", "confidence": 1.0, "cause": 1,
    }  # fmt: skip
    assert data["findings"][0]["figures"][0] == {
        "text": "3601条",
        "value": "3601",
        "unit": "条",
        "start": 40,
        "end": 45,
    }
    assert "2199+1502=3701≠3601" in data["findings"][0]["detail"]
    assert [each["text"] for each in data["unchecked"]] == ["100.0%", "3期", "46件"]
    assert data["notes"] == [{"code": "lost", "message": "有2个<字>没读出来。"}]


@pytest.mark.parametrize(
    ("everything", "verdicts", "holds"),
    [
        (False, ["contradicts", "rounding", "contradicts"], [False, True, False]),
        (True, ["contradicts", "holds", "rounding", "unclear", "contradicts"], [False, True, True, None, False]),
    ],
)
def test_what_holds_is_told_when_asked_for(everything, verdicts, holds):
    found = as_data("a.txt", DOCUMENT, AUDIT, everything=everything)["findings"]
    assert ([each["verdict"] for each in found], [each["holds"] for each in found]) == (verdicts, holds)


def test_offsets_count_in_the_text_that_is_told():
    data = as_data("a.txt", DOCUMENT, AUDIT, everything=True, text=True)
    text = data["text"]
    for each in data["findings"]:
        assert text[each["start"] : each["end"]] == each["quote"]
        assert all(text[f["start"] : f["end"]] == f["text"] for f in each["figures"])


def test_a_text_without_figures():
    data = as_data("a.txt", DOCUMENT, NOTHING, lang="en")
    assert (data["read"], data["checked"], data["findings"], data["unchecked"]) == (0, 0, [], [])
    assert data["notes"][0]["message"] == "Two signs <were> lost."


@pytest.mark.parametrize(("lang", "message"), [("zh", "有密码"), ("en", "It is encrypted")])
def test_a_file_that_could_not_be_read_says_why(lang, message):
    assert as_error("a.pdf", Unreadable("encrypted", "有密码", "It is encrypted"), lang) == {
        "file": "a.pdf", "read": 0, "checked": 0, "findings": [], "error": {"code": "encrypted", "message": message},
    }  # fmt: skip


def test_contradictions_of_one_cause_share_its_number():
    other = replace(STAFF, repair=SUM.repair)
    found = as_data("a.txt", DOCUMENT, replace(AUDIT, findings=(SUM, SHARE, other)), everything=True)["findings"]
    assert [each["cause"] for each in found] == [1, None, 1]
