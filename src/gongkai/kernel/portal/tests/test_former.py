"""Addresses of an earlier website: what is taken, and that each leads somewhere that is there."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import draft, office, through

from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.portal import former
from gongkai.kernel.portal.queries import former_addresses


def test_lines_are_taken_as_people_have_them(cast):
    record = through(cast, draft(cast), "published")
    text = f"""
    http://www.old.gov.example/art/2015/3/2/art_1.html\t/s/policy/
    /show.aspx?id=3,https://www.mingchuan.gov.example/u/zjj
    /公告/1.html {record.index_number}
    /list.html /r/{record.pk}/
    /old /catalogue/
    """
    assert former.lead_on(text=text, **office(cast)) == 5
    assert former_addresses() == [
        ("/%E5%85%AC%E5%91%8A/1.html", f"/r/{record.pk}/"),
        ("/art/2015/3/2/art_1.html", "/s/policy/"),
        ("/list.html", f"/r/{record.pk}/"),
        ("/old", "/catalogue/"),
        ("/show.aspx?id=3", "/u/zjj/"),
    ]
    assert former.lead_on(text="/old /units/\n/list.html /units/", **office(cast)) == 2
    with pytest.raises(StepRefused, match="没有要改的"):
        former.lead_on(text="/old /units/", **office(cast))


@pytest.mark.parametrize(
    "line, why",
    [
        ("/a", "要写两个"),
        ("/a /b /c", "要写两个"),
        ("a.html /units/", "要从“/”"),
        ("javascript:alert(1) /units/", "要从“/”"),
        ("/r/2n /units/", "是本站现在的网址"),
        ("/desk/x /units/", "是本站现在的网址"),
        ("/ /units/", "是本站现在的网址"),
        (f"/{'a' * 300} /units/", "最多300"),
        ("/a /s/no-such-section/", "找不到现在的网址"),
        ("/a /r/zzzz/", "找不到现在的网址"),
        ("/a https://elsewhere.example/units/", "找不到现在的网址"),
        ("/a /topics/none/", "找不到现在的网址"),
        ("/a MB1A2B3CX/2026-99999", "找不到现在的网址"),
        ("/a /units/\n/a /catalogue/", "第2行的旧网址前面已经写过"),
    ],
)
def test_one_wrong_line_and_none_is_taken(cast, line, why):
    with pytest.raises(StepRefused, match=why):
        former.lead_on(text=f"{line}\n/fine /units/", **office(cast))
    assert former_addresses() == []


def test_nothing_too_much_and_nobody_else(cast):
    with pytest.raises(StepRefused, match="还没有写旧网址"):
        former.lead_on(text=" \n ", **office(cast))
    with pytest.raises(StepRefused, match="一次最多"):
        former.lead_on(text="/a /units/\n" * (former.MOST + 1), **office(cast))
    with pytest.raises(NotAllowed):
        former.lead_on(text="/a /units/", by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))
