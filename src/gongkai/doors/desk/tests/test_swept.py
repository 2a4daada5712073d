"""What the nightly search found stands on the desk, worst first, with what is to be done about it one click away."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY, withheld

from gongkai.engines.sweep import sweeping
from gongkai.engines.sweep.tests.test_beside import PLACES, keeper
from gongkai.ground.guard import actions as guard
from gongkai.kernel.records import withholding
from gongkai.pure.guard.wording import parse

from .conftest import CLEARED, do, through
from .test_outbox import text

NIGHT = noon("2026-03-03")
LEADERS = """
list: leaders
sort: title
name: 县领导职务
version: "1"
entries:
  - {name: 周启明, posts: [县长]}
"""


def found_at_night(desk, drafted):
    record = drafted(body="<p>副县长周启明到会，认真布署。</p>")
    through(desk, record, *CLEARED)
    do(desk("liu_qianfa"), record, "publish", channels=["website"], when="now")
    guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=NIGHT)
    sweeping.all_of_it(NIGHT)
    record.refresh_from_db()
    return record


def test_nothing_yet_is_said(desk, cast):
    page = desk("wang_bianji").get("/desk/guard/").content.decode()
    assert "还没有查过" in page and "公文常见错别字" in page and "随系统来的" in page


def test_what_was_found_is_listed_with_its_sorts(desk, drafted):
    record = found_at_night(desk, drafted)
    page = desk("wang_bianji").get("/desk/guard/?only=stops").content.decode()
    assert record.title in page and "领导职务1处" in page and "常见错别字1处" in page
    assert "上次2026年3月3日12:00查完，一共1条" in page and "县领导职务" in page
    assert record.title not in desk("sun_bianji").get("/desk/guard/").content.decode()


def test_one_press_begins_the_correction(desk, drafted):
    record, editor = found_at_night(desk, drafted), desk("wang_bianji")
    shown = editor.get(f"/desk/r/{record.pk}/").context["guard"].shown
    sent = {"seen": record.revision, "hit": [shown[0].hit.key]}
    page = editor.post(f"/desk/r/{record.pk}/guard/mask", sent, follow=True).content.decode()
    assert "旧版不再显示" in page and "县长周启明到会" in page
    assert "正在更正" in editor.get("/desk/guard/").content.decode()


def test_a_reason_takes_it_off_the_list_at_once(desk, drafted):
    record, reviewer = found_at_night(desk, drafted), desk("wu_baomi")
    key = reviewer.get(f"/desk/r/{record.pk}/").context["guard"].shown[0].hit.key
    sent = {"seen": record.revision, "usual": "own", "reason": "写的是当年的职务"}
    assert reviewer.post(f"/desk/r/{record.pk}/guard/{key}/", sent).status_code == 302
    assert record.title not in reviewer.get("/desk/guard/?only=stops").content.decode()
    assert "常见错别字1处" in reviewer.get("/desk/guard/").content.decode()


def test_an_address_that_leads_nowhere(desk, cast):
    assert desk("wang_bianji").get("/desk/guard/?only=nothing").status_code == 404
    assert desk("wang_bianji").get("/desk/guard/?after=x").status_code == 200


@pytest.mark.parametrize("family", PLACES)
def test_what_is_said_beside_the_records_is_led_to_where_it_is_changed(cast, home, desk, family):
    PLACES[family](cast)
    guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=NIGHT)
    sweeping.all_of_it(NIGHT)
    client = desk(keeper(family))
    page = client.get("/desk/guard/?only=stops")
    (line,) = page.context["texts"]
    assert "领导职务1处" in text(page) and line.place in text(page)
    if family == "unit":  # changed by a command alone
        assert not line.url and "gongkai unit change" in line.place
    else:
        assert f'href="{line.url}"' in text(page) and client.get(line.url).status_code == 200
    assert line.place not in text(desk("sun_bianji").get("/desk/guard/")).partition("<table")[2]


def test_what_was_found_beside_the_records_is_covered(cast, home, desk, monkeypatch):
    """Somebody's number that came in before anything looked at it."""
    monkeypatch.setattr(withholding, "check_sentence", lambda *_: None)
    said = {"title": "张某某990123199003071235", "ground": "16-1", "reason": "请打手机13812345678"}
    withholding.change(item=withheld(cast), by=cast.actor("liu_qianfa"), at=DAY, **said)
    sweeping.all_of_it(NIGHT)
    page = text(desk("liu_qianfa").get("/desk/guard/"))
    assert "身份证号1处" in page and "私人电话1处" in page and "990123199003071235" not in page
