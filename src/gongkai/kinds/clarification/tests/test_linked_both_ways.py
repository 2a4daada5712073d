"""A clarification and what it corrects lead to each other, on the desk and on the site."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import draft, through

from gongkai.engines.site import build, tree
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import relations
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import relations_of

DAY = noon("2026-03-02")
SAID = {"title": "关于公租房轮候的澄清", "formed_on": "2026-03-02", "body": "<p>轮候不收费。</p>", "claim": "公租房轮候要交钱", "verdict": "misread", "truth": "公租房轮候不收任何费用"}  # fmt: skip


@pytest.fixture
def clarified(cast) -> tuple[Record, Record]:
    notice = through(cast, draft(cast), "published")
    by, section = cast.actor("wang_bianji"), Section.objects.get(pk="notices")
    made = records.draft(kind="clarification", unit=cast.units["zjj"], section=section, content=SAID, by=by, at=DAY)
    relations.relate(record=made, kind="clarifies", target=notice, by=by, at=DAY)
    return notice, made


def page(record: Record) -> str:
    return (tree.current() / "r" / record.pk / "index.html").read_text("utf-8")


def test_the_pages_lead_to_each_other_once_both_are_public(cast, clarified, home):
    notice, made = clarified
    build.full()
    assert made.title not in page(notice)
    through(cast, made, "published")
    build.catch_up()
    assert "对本件的澄清" in page(notice) and f"/r/{made.pk}/" in page(notice)
    assert "澄清的信息" in page(made) and f"/r/{notice.pk}/" in page(made)
    assert "公租房轮候不收任何费用" in page(made) and "是误读" in page(made)


def test_only_a_clarification_clarifies(cast, clarified):
    notice, made = clarified
    other = draft(cast)
    with pytest.raises(StepRefused):
        relations.relate(record=other, kind="clarifies", target=notice, by=cast.actor("wang_bianji"), at=DAY)
    assert next(code for code, _ in relations.kinds_of(made)) == "clarifies"
    assert "clarifies" not in dict(relations.kinds_of(other))
    assert [each.kind for each in relations_of(notice)] == ["clarifies"]
