"""Fonts that the office puts into its home: the PDF of a report is set in them, each in its part; one that is none is named."""

import re

import pytest

from gongkai.engines.exchange import accounts
from gongkai.ground.documents.office_fonts import BadFont, office_fonts
from gongkai.ground.documents.typesetting import FONTS
from gongkai.pure import declare

SANS = (FONTS / "NotoSansSC-Regular.ttf").read_bytes()
CONTENT = {"title": "年度报告", "body": "<h2>一、概述</h2><p>本年公开信息。㐀</p>"}


def called(family: str) -> bytes:
    """A font by another name of as many signs as Noto Sans SC has."""
    found = SANS
    for old in ("Noto Sans SC", "NotoSansSC-R"):
        found = found.replace(old.encode("utf-16-be"), family.encode("utf-16-be"))
    return found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    (tmp_path / "fonts").mkdir()
    return tmp_path / "fonts"


def set_in(made: bytes) -> set[str]:
    return {each.decode() for each in re.findall(rb"/FontName ?/[A-Z]+\+([^ /\r\n]+)", made)}


def test_each_font_is_used_for_its_part_by_any_of_its_names(folder):
    plain = accounts.as_pdf(declare.kind("news"), CONTENT)
    assert "NotoSerifSC-Regular" in set_in(plain), "without any it is set in ours"
    for name, family in (("a.TTF", "FangSong_Dem"), ("b.otf", "方正小标宋简体的样子啊啊"), ("c.ttf", "Unused Types")):
        (folder / name).write_bytes(called(family))
    (folder / "读我.txt").write_text("许可")
    assert {part: family[:8] for part, family in office_fonts().items()} == {
        "body": "FangSong",
        "title": "方正小标宋简体的",
    }
    own = set_in(accounts.as_pdf(declare.kind("news"), CONTENT))
    assert len(own) == 3 and any(each.startswith("FangSong_Dem") for each in own), "heads are ours still"
    assert not any("Serif" in each for each in own), own


@pytest.mark.parametrize("size", [0, 4, 2_000, len(SANS) * 9 // 10])
def test_a_broken_font_is_named_and_no_report_is_set_in_another(folder, size):
    (folder / "仿宋.ttf").write_bytes(SANS[:size])
    with pytest.raises(BadFont, match=r"“仿宋\.ttf”坏了.*从fonts文件夹里拿走"):
        accounts.as_pdf(declare.kind("news"), CONTENT)


def test_a_collection_is_refused_with_what_to_do(folder):
    (folder / "simsun.ttc").write_bytes(b"ttcf")
    with pytest.raises(BadFont, match="只认TTF和OTF"):
        office_fonts()
