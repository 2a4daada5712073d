"""What an issue says, and where its contents lead."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import policy, reworded, through

from gongkai.engines.site import build, tree
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Relation, Section
from gongkai.kinds.gazette import Gazette
from gongkai.kinds.gazette.faces import site
from gongkai.pure.declare.kinds import FieldErrors

DAY = noon("2026-03-02")
ISSUE = {
    "title": "县住建局公报2026年第1期", "formed_on": "2026-03-02", "body": "<p>本期共2篇。</p>", "year": "2026年", "issue": "第1期", "running": "37", "issued_on": "2026-03-01",
    "contents": "文件名称｜文号｜栏目｜页码\n危房改造办法｜明建[2026]2号｜部门文件｜3\n大事记｜｜大事｜9",
}  # fmt: skip


def wrong(**changes) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        Gazette.clean(ISSUE | changes)
    return refused.value.errors


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_it_is_printed_before_it_is_told_of(day, fits):
    assert Gazette.clean(ISSUE | {"issued_on": day}) if fits else set(wrong(issued_on=day)) == {"issued_on"}


def test_its_contents_name_each_document_once():
    assert set(wrong(contents="")) == {"contents"} and set(wrong(issue="零期")) == {"issue"}
    assert "写了两次" in wrong(contents=ISSUE["contents"] + "\n再一次｜明建[2026]2号｜｜12")["contents"]


def test_its_line_and_its_linked_data():
    view = Gazette.clean(ISSUE) | {"unit": {"name": "县住建局"}}
    assert site.line(view) == ["2026年第1期（总第37期）", "2篇"] and site.state(view)[1] == "2026年第1期"
    assert site.linked(view)["issueNumber"] == "1" and len(site.linked(view)["hasPart"]) == 2


def test_its_contents_lead_to_the_documents_and_back_until_they_are_withdrawn(cast, home):
    document, by = policy(cast), cast.actor("wang_bianji")
    through(cast, document, "published")
    issue = records.draft(
        kind="gazette", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=ISSUE, by=by, at=DAY
    )
    through(cast, issue, "published")
    assert [(each.kind, each.target_id) for each in Relation.objects.all()] == [("prints", document.pk)]
    build.full()
    page, back = (tree.current() / "r" / each.pk / "index.html" for each in (issue, document))
    assert f'<a href="/r/{document.pk}/">危房改造办法</a>' in page.read_text()
    assert "刊登本件的公报" in back.read_text() and f"/r/{issue.pk}/" in back.read_text()
    records.withdraw(
        record=document, ground="错发", keep_title=True, by=cast.actor("liu_qianfa"), at=noon("2026-03-04")
    )
    build.catch_up()
    assert f'href="/r/{document.pk}/"' not in page.read_text() and "危房改造办法" in page.read_text()


def test_a_correction_makes_no_relation_twice(cast, home):
    through(cast, policy(cast), "published")
    by = cast.actor("wang_bianji")
    issue = records.draft(
        kind="gazette", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=ISSUE, by=by, at=DAY
    )
    through(cast, issue, "published")
    records.revise(record=issue, reason="补目录", hide_old=False, by=by, at=DAY)
    reworded(cast, issue)
    through(cast, issue, "published")
    assert Relation.objects.count() == 1
