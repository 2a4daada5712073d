"""Relations on the desk: named by number, index number or address; shown both ways; and on both public pages."""

from tests.plugins.cast import SETUP, noon
from tests.plugins.scenes import DAY, policy, through

from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import page
from gongkai.ground.units import actions as units
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.queries import relations_of
from gongkai.pure.declare import Role

from .conftest import do


def two(cast):
    old = through(cast, policy(cast), "published")
    return old, policy(cast, title="危房改造办法（修订）", document_number="明建〔2026〕9号")


def test_named_by_number_index_number_or_address(cast, desk):
    old, new = two(cast)
    client = desk("wang_bianji")
    for kind, words in (
        ("repeals", "明建〔2026〕2号"),
        ("basis", old.index_number),
        ("answers", f"https://x.example/r/{old.pk}/"),
    ):
        assert do(client, new, "relate", kind=kind, target=words).status_code == 302, words
    shown = client.get(f"/desk/r/{new.pk}/").content.decode()
    assert "废止：危房改造办法" in shown and "依据：危房改造办法" in shown
    assert "被废止：危房改造办法（修订）" in client.get(f"/desk/r/{old.pk}/").content.decode()


def test_what_is_not_found_or_means_two_stays_on_the_form(cast, desk):
    _old, new = two(cast)
    through(cast, policy(cast), "published")
    client = desk("wang_bianji")
    for words, said in (
        ("明建〔2026〕77号", "没有找到"),
        ("明建〔2026〕2号", "有2件都叫这个"),
        ("", "请写关联的是哪一件"),
    ):
        refused = do(client, new, "relate", kind="repeals", target=words)
        assert refused.status_code == 422 and said in refused.content.decode(), words
    assert relations_of(new) == []


def test_a_draft_of_another_unit_cannot_be_named(cast, desk):
    _, new = two(cast)
    at = noon("2025-01-03")
    units.appoint(person=cast.people["sun_bianji"], unit=cast.units["wjw"], role=Role.SIGNATORY, at=at, by=SETUP)
    content = {"title": "外单位的草稿", "formed_on": "2026-03-02", "body": "<p>一</p>"}
    by = cast.actor("sun_bianji")
    theirs = records.draft(kind="policy", unit=cast.units["wjw"], section=new.section, content=content, by=by, at=DAY)
    for words in (theirs.pk, "外单位的草稿"):
        refused = do(desk("wang_bianji"), new, "relate", kind="basis", target=words)
        assert refused.status_code == 422 and "没有找到" in refused.content.decode()


def test_ended_on_the_desk(cast, desk):
    _old, new = two(cast)
    client = desk("wang_bianji")
    do(client, new, "relate", kind="basis", outside="《城乡规划法》")
    (relation,) = relations_of(new)
    assert "《城乡规划法》" in client.get(f"/desk/r/{new.pk}/").content.decode()
    assert do(client, new, "unrelate", which=str(relation.pk)).status_code == 302
    assert "《城乡规划法》" not in client.get(f"/desk/r/{new.pk}/").content.decode()
    assert client.get(f"/desk/r/{new.pk}/do/unrelate/").status_code == 302


def test_both_public_pages_tell_of_it_and_follow_each_other(cast, desk, home):
    old, new = two(cast)
    do(desk("wang_bianji"), new, "relate", kind="repeals", target="明建〔2026〕2号")
    build.catch_up()
    assert "修订" not in page(f"r/{old.pk}/index.html")
    through(cast, new, "published")
    build.catch_up()
    told = page(f"r/{old.pk}/index.html")
    assert "被废止" in told and f'href="/r/{new.pk}/"' in told and "已废止" in told
    assert f'href="/r/{old.pk}/"' in page(f"r/{new.pk}/index.html")
    records.revise(record=new, reason="题目", by=cast.actor("wang_bianji"), at=DAY)
    content = {
        "title": "危房改造新办法",
        "formed_on": "2026-03-02",
        "body": "<p>第一条</p>",
        "document_number": "明建〔2026〕9号",
        "no_interpretation": "内容单一",
    }
    records.save(record=new, content=content, by=cast.actor("wang_bianji"), at=DAY)
    through(cast, new, "published")
    build.catch_up()
    followed = page(f"r/{old.pk}/index.html")
    assert "危房改造新办法" in followed
    build.full()
    assert page(f"r/{old.pk}/index.html") == followed
    records.withdraw(record=new, ground="发错", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    build.catch_up()
    assert new.pk not in page(f"r/{old.pk}/index.html")
