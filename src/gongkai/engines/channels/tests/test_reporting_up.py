"""Reported up: to the portal and to a government above, played by a server of this machine; adopted by hand; the rate."""

from datetime import date, timedelta

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import draft

from gongkai.engines.channels import mailing, reporting_up
from gongkai.engines.channels.tests.conftest import DAY
from gongkai.engines.channels.tests.servers import serving
from gongkai.engines.channels.tests.test_channels import drafted, publish, settle
from gongkai.engines.measures import queries as measures
from gongkai.engines.measures import sheets
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import secrets
from gongkai.ground.outbox.models import BY_HAND, DEAD, SENT, VOID, Delivery
from gongkai.ground.subscribers import actions as subscribers
from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.upward.models import ADOPTED, REPORTED, Submission
from gongkai.ground.upward.queries import one
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records


class City:
    """A portal above, as docs/channels.md describes it."""

    def __init__(self) -> None:
        self.items: dict[str, dict] = {}
        self.gone: list[str] = []
        self.refuses = 0

    def answer(self, path, query, body, media_type):
        import json

        if self.refuses:
            return self.refuses, {}
        told = json.loads(body) if body else {}
        if path == "/items/withdraw":
            self.gone.append(told["id"])
            return 200, {}
        if told:
            new = told["key"] not in self.items
            self.items.setdefault(told["key"], told)
            return (201 if new else 409), {"id": f"c-{told['key'][-4:]}"}
        return (200, {"id": f"c-{query['key'][-4:]}"}) if query["key"] in self.items else (404, {})


@pytest.fixture
def city(cast, home):
    with serving() as service:
        made = City()
        service.answer = made.answer
        outbox.connect(
            code="up-city", adapter="above", name="宁州市政府网站", address=service.address, by="lin_guanli", at=DAY
        )
        secrets.keep("up-city", {"token": "hush", "callback": "secret"})
        yield made


def up(cast, record, to="up-city", by="gao_gongkai", at=DAY) -> Submission:
    return reporting_up.report_up(record=record, destination=to, by=cast.actor(by), at=at)


def corrected(cast, record) -> None:
    by = cast.actor("wang_bianji")
    records.revise(record=record, reason="更正错字", by=by, at=DAY)
    content = {"title": record.title, "formed_on": "2026-03-02", "body": "<p>更正后的正文。</p>"}
    records.save(record=record, content=content, by=by, at=DAY)
    publish(cast, record)


def test_what_stands_on_the_site_goes_up_once_and_nothing_by_itself(cast, city):
    first, other = publish(cast, drafted(cast)), publish(cast, drafted(cast, "没有报送的"))
    up(cast, first)
    settle()
    settle()
    (told,) = city.items.values()
    assert told["url"] == f"https://www.mingchuan.gov.example/r/{first.pk}/" and told["record"]["title"] == first.title
    assert told["record"]["index_number"] == first.index_number and set(told) == {"key", "url", "record"}
    assert Delivery.objects.get().state == SENT and one(other.ref, "up-city") is None
    with pytest.raises(StepRefused, match="已经报送过了"):
        up(cast, first)


def test_what_it_has_already_is_not_sent_again(cast, city):
    record = publish(cast, drafted(cast))
    up(cast, record)
    city.items[f"up-city-post-{record.pk}"] = {}
    settle()
    assert Delivery.objects.get().state == SENT and city.items == {f"up-city-post-{record.pk}": {}}


def test_withdrawn_it_goes_from_there_and_corrected_somebody_is_asked(cast, city):
    record = publish(cast, drafted(cast))
    up(cast, record)
    settle()
    corrected(cast, record)
    settle()
    assert Delivery.objects.get(task="correct").state == BY_HAND
    records.withdraw(record=record, ground="条例第十五条", keep_title=True, by=cast.actor("liu_qianfa"), at=DAY)
    settle()
    assert city.gone == [Delivery.objects.get(task="post").remote]
    never = publish(cast, drafted(cast, "马上撤下的"))
    up(cast, never)
    records.withdraw(record=never, ground="条例第十五条", keep_title=True, by=cast.actor("liu_qianfa"), at=DAY)
    settle()
    assert Delivery.objects.get(ref=never.ref).state == VOID and len(city.items) == 1


@pytest.mark.parametrize("status, state", [(422, DEAD), (403, "waiting"), (500, "waiting")])
def test_a_refusal_is_a_dead_letter_and_trouble_is_tried_again(cast, city, status, state):
    record = publish(cast, drafted(cast))
    up(cast, record)
    city.refuses = status
    settle()
    assert Delivery.objects.get().state == state
    city.refuses = 0
    settle(DAY + timedelta(hours=2))
    assert len(city.items) == (state == "waiting")


def test_who_may_report_where(cast, city):
    record = publish(cast, drafted(cast))
    for to, by in (("up-city", "wang_bianji"), ("portal", "zhou_jingban"), ("portal", "sun_bianji")):
        with pytest.raises(NotAllowed):
            up(cast, record, to, by)
    with pytest.raises(StepRefused, match="没有接通"):
        up(cast, record, "up-province")
    with pytest.raises(StepRefused, match="公开了才能报送"):
        up(cast, draft(cast), "portal", "wang_bianji")
    assert [each.code for each in reporting_up.open_to(record, cast.actor("wang_bianji"))] == ["portal"]
    assert [each.code for each in reporting_up.open_to(record, cast.actor("gao_gongkai"))] == ["portal", "up-city"]
    up(cast, record, "portal", "wang_bianji")
    assert reporting_up.open_to(record, cast.actor("wang_bianji")) == []


@pytest.mark.parametrize(
    "day, said",
    [("2026-03-01", "不能早于报送"), ("2026-03-02", ""), ("2026-03-03", ""), ("2026-03-04", "不能晚于今天")],
)
def test_adopted_on_a_day_between_reporting_and_today(cast, city, day, said):
    made = up(cast, publish(cast, drafted(cast)), "portal")
    noted = {
        "submission": made,
        "on": date.fromisoformat(day),
        "by": cast.actor("gao_gongkai"),
        "at": noon("2026-03-03"),
    }
    if not said:
        assert reporting_up.adopted(**noted).state == ADOPTED
        return
    with pytest.raises(StepRefused, match=said):
        reporting_up.adopted(**noted)
    assert Submission.objects.get().state == REPORTED


def test_only_the_office_decides_and_what_was_declined_may_be_adopted_after_all(cast, city):
    made = up(cast, publish(cast, drafted(cast)), "portal")
    with pytest.raises(NotAllowed):
        reporting_up.declined(submission=made, because="重复", by=cast.actor("liu_qianfa"), at=DAY)
    office = {"by": cast.actor("gao_gongkai"), "at": DAY}
    with pytest.raises(StepRefused, match="请写明"):
        reporting_up.declined(submission=made, because=" ", **office)
    reporting_up.declined(submission=made, because="已有同类信息", **office)
    reporting_up.adopted(submission=made, on=DAY.date(), place="https://city.example/1", **office)
    assert (made.state, made.because) == (ADOPTED, "")
    with pytest.raises(StepRefused):
        reporting_up.declined(submission=made, because="又不要了", **office)


def test_the_rate_is_counted_of_what_was_reported_in_the_period(cast, city):
    unit = frozenset({cast.units["zjj"].pk})
    made = [up(cast, publish(cast, drafted(cast, f"第{n}条")), "portal") for n in range(3)]
    later = noon("2026-04-01")
    up(cast, publish(cast, drafted(cast, "下一季度的")), "portal", at=later)
    office = {"by": cast.actor("gao_gongkai"), "at": later}
    reporting_up.adopted(submission=made[0], on=later.date(), **office)
    reporting_up.adopted(submission=made[1], on=later.date(), **office)
    reporting_up.declined(submission=made[2], because="重复", **office)
    sheets.catch_up()
    first, second = (measures.Period(date(2026, m, 1), date(2026, m + 2, 30)) for m in (1, 4))
    counted = [
        [measures.by_unit(measures.measures()[f"submissions.{key}"], period, unit) for key in ("made", "adopted")]
        for period in (first, second)
    ]
    pk = cast.units["zjj"].pk
    assert counted == [[{pk: 3}, {pk: 2}], [{pk: 1}, {}]]
    published = measures.value(measures.measures()["records.published"], measures.year(2026), unit)
    assert published == 4, "what was reported is counted as published no oftener than it was"
    before = list(sheets.stored(sheets.SubmissionSheet).values_list("ref", "from_idx", "to_idx", "state"))
    sheets.rebuild()
    assert list(sheets.stored(sheets.SubmissionSheet).values_list("ref", "from_idx", "to_idx", "state")) == before


def test_one_record_everywhere_is_counted_once(cast, city):
    """On the site, on two other channels, in a mail, reported to two portals: one record; each channel and each portal counts its own."""
    outbox.connect(code="mail", adapter="smtp", name="明川公开", address="smtp://127.0.0.1:1", by="lin_guanli", at=DAY)
    reader = mailing.subscribe(wish=Wish("reader@example.cn", ("notices",)), rhythm="daily", at=DAY)
    subscribers.confirm(subscriber=reader, at=DAY)
    record = publish(cast, drafted(cast))
    for to in ("portal", "up-city"):
        up(cast, record, to)
    mailing.catch_up(DAY + timedelta(hours=6))
    corrected(cast, record)
    settle()
    sheets.catch_up()
    unit = frozenset({cast.units["zjj"].pk})
    counted = {
        key: measures.value(measures.measures()[key], measures.year(2026), unit)
        for key in ("records.published", "outlets.published", "submissions.made")
    }
    assert counted == {"records.published": 1, "outlets.published": 3, "submissions.made": 2}
    assert Delivery.objects.filter(channel="mail", task="post").count() == 2, "the letter and the mail"
