"""Texts that no person wrote: however long a sentence, a paragraph or a list, the time stays bounded."""

import time

import pytest

from gongkai.pure.audit import audit, read
from gongkai.pure.audit.as_json import as_data

TITLE = "某县2017年政府信息公开年度报告\n"
LIST = "全年公开信息1286条，其中动态类836条、公告类212条、政策类238条"
TEXTS = {
    "a sentence of lists": f"{LIST}；" * 2000,
    "a paragraph of sentences": f"{LIST}。" * 2000,
    "digits with blanks between": "共" + " ".join("1234567890" * 8),
    "shares": "，".join(f"公开{n % 97 + 2}条，占{n % 89 + 1}.3%" for n in range(400)),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_bounded(text):
    document = read((TITLE + text + "。").encode(), "a.txt")
    start = time.process_time()
    audit(document)
    assert time.process_time() - start < 4


@pytest.mark.parametrize("name", ["a sentence of lists", "a paragraph of sentences", "shares"])
def test_what_could_not_be_looked_at_whole_is_told(name):
    document = read((TITLE + TEXTS[name] + "。").encode(), "a.txt")
    found = audit(document)
    assert [note.code for note in found.notes] == ["too-long"]
    assert as_data("a.txt", document, found)["notes"][0]["code"] == "too-long"


def test_of_a_text_of_usual_length_nothing_is_told():
    document = read((TITLE + f"{LIST}。" * 20).encode(), "a.txt")
    assert audit(document).notes == ()
