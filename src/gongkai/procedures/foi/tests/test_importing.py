"""Old registers come in as they were counted then: each row looked at first, taken once, without a clock, in the tables of its year."""

from datetime import date
from types import SimpleNamespace

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.reporting.fill import fill
from gongkai.ground.documents.models import Notice
from gongkai.ground.ledger.models import Fact
from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.models import Clock, Duty, StepTaken
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, correcting, importing, mending
from gongkai.procedures.foi.receive_forms import MendForm
from gongkai.procedures.foi.tests.scenes import answered
from gongkai.pure.law.tables import TABLES

AT = noon("2026-03-02")
FIRST = {
    "number": "1", "received_on": "2018-03-02", "channel": "信函", "party_type": "自然人", "party": "张三", "wanted": "危房补助名单",
    "closed_on": "2018-03-09", "outcome": "同意公开",
}  # fmt: skip


@pytest.fixture
def plan(cast):
    """``plan({"number": "1"}, …)``: what becomes of rows that say that beside what the first one says."""

    def read(*changes, unit="zjj"):
        rows = [SimpleNamespace(number=n, cells=[], values=FIRST | more) for n, more in enumerate(changes, start=2)]
        return importing.plan(rows=rows, unit=cast.units[unit], at=AT)

    return read


@pytest.fixture
def take(cast, plan):
    def take_in(*changes, by="liu_qianfa"):
        rows = plan(*changes)
        assert not any(row.wrong for row in rows), [row.wrong for row in rows]
        importing.take_in_part(rows=rows, by=cast.actor(by), at=AT)
        return list(Case.objects.order_by("-id")[: len(rows)])[::-1]

    return take_in


def test_it_is_a_closed_case_of_its_year_without_a_clock_a_duty_or_a_paper(take):
    (case,) = take({})
    assert (case.reference, case.state, case.outcome, case.law) == ("2018-0001", Foi.ANSWERED.code, "c32", "foi-2008")
    assert (case.first_received_on, case.closed_on) == (date(2018, 3, 2), date(2018, 3, 9))
    assert (case.within_term, case.on_time, case.extended) == (True, True, False)
    assert not Clock.objects.exists() and not Duty.objects.exists() and not Notice.objects.exists()
    assert vault.unseal_all(case.ref)["party"] == {"name": "张三"} and vault.unseal(case.ref, "old_number") == "1"
    assert StepTaken.objects.get(ref=case.ref).name == "bring_in"


def test_each_is_one_fact_in_which_nobody_is_named(take):
    before = Fact.objects.count()
    cases = take({}, {"number": "2", "party": "李四"})
    facts = list(Fact.objects.order_by("-idx")[: Fact.objects.count() - before])
    assert [fact.name for fact in facts] == ["foi.brought_in"] * 2 and {f.ref for f in facts} == {c.ref for c in cases}
    assert not [name for name in ("张三", "李四", "危房") for fact in facts if name in bytes(fact.body).decode()]


ENDS = [
    ({"received_on": "2020-03-02", "closed_on": "2020-03-20", "outcome": "予以公开"}, "3_1", Foi.ANSWERED, True),
    ({"received_on": "2020-03-02", "closed_on": "2020-03-20", "outcome": "（一）予以公开"}, "3_1", Foi.ANSWERED, True),
    ({"received_on": "2020-03-02", "closed_on": "2020-06-20", "outcome": "部分公开"}, "3_2", Foi.ANSWERED, False),
    ({"received_on": "2020-03-02", "closed_on": "2020-04-20", "outcome": "部分公开", "extended": "是"}, "3_2", Foi.ANSWERED, True),
    ({"received_on": "2020-03-02", "closed_on": "2020-06-20", "outcome": "部分公开", "on_time": "是"}, "3_2", Foi.ANSWERED, True),
    ({"received_on": "2020-03-02", "closed_on": "2020-03-20", "outcome": "申请人撤回"}, "3_6_3", Foi.RECALLED, None),
    ({"received_on": "2020-03-02", "closed_on": "2020-03-20", "outcome": "3_6_1"}, "3_6_1", Foi.LAPSED, None),
    ({"received_on": "2019-05-14", "closed_on": "2019-05-20", "outcome": "信息不存在数", "party_type": "公民", "channel": "当面申请"}, None, None, None),
    ({"received_on": "2019-05-14", "closed_on": "2019-05-20", "outcome": "申请信息不存在数", "channel": "网上"}, "c36", Foi.ANSWERED, True),
]  # fmt: skip


def test_an_outcome_is_read_by_the_regulation_of_its_day(plan):
    found = [(row.old and (row.old.outcome, row.old.state, row.old.on_time)) for row in plan(*({"number": str(n)} | more for n, (more, *_) in enumerate(ENDS)))]  # fmt: skip
    assert found == [(code, state, kept) if code else None for _, code, state, kept in ENDS]


@pytest.mark.parametrize(
    "changes, label, said",
    [
        ({"number": ""}, "登记号", "请写登记号"), ({"received_on": "三月二日"}, "收到日期", "不是日期"), ({"received_on": "2007-01-01"}, "收到日期", "2008年5月1日"),
        ({"received_on": "2026-03-03", "closed_on": "2026-03-02"}, "收到日期", "不能晚于今天"), ({"closed_on": "2018-03-01"}, "办结日期", "早于收到日期"),
        ({"closed_on": "2026-03-03"}, "办结日期", "请登记来件"), ({"closed_on": ""}, "办结日期", "请写办结日期"), ({"channel": "飞鸽"}, "方式", "当面、传真、网络、信函"),
        ({"party_type": "法人"}, "申请人类别", "商业企业"), ({"outcome": "不公开"}, "结果", "2008年条例"), ({"outcome": "予以公开"}, "结果", "填写说明"),
        ({"extended": "也许"}, "延期", "“是”或“否”"), ({"on_time": "大概"}, "按期", "“是”或“否”"), ({"party": "甲" * 81}, "申请人", "最多80个字"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_column_with_what_to_do(plan, changes, label, said):
    (row,) = plan(changes)
    assert list(row.wrong) == [label] and said in row.wrong[label] and row.old is None


def test_by_the_days_alone_late_is_asked_about(plan):
    (row,) = plan({"closed_on": "2018-05-09"})
    assert row.old.on_time is False and "超期" in row.doubt and "征求意见、补正的日子" in row.doubt
    (sure,) = plan({"closed_on": "2018-05-09", "on_time": "否"})
    assert not sure.doubt and sure.old.on_time is False


def test_the_same_number_comes_in_once_a_unit(cast, plan, take):
    twice = plan({}, {})
    assert not twice[0].wrong and "第2行" in twice[1].wrong["登记号"]
    take({})
    assert plan({})[0].known and not plan({}, unit="wjw")[0].known
    with pytest.raises(StepRefused, match="第2行：登记号1已经导入过"):
        importing.take_in_part(rows=twice[:1], by=cast.actor("liu_qianfa"), at=AT)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("username", ["zhou_jingban", "ma_qianfa", "chen_chuangkou"])
def test_it_is_for_the_head_of_the_units_office_or_the_office_above(cast, plan, username):
    rows = plan({})
    with pytest.raises(NotAllowed):
        importing.take_in(old=rows[0].old, unit=rows[0].unit, by=cast.actor(username), at=AT)
    assert importing.take_in(old=rows[0].old, unit=rows[0].unit, by=cast.actor("gao_gongkai"), at=AT).closed


def test_it_is_counted_in_the_tables_of_its_years(cast, take, monkeypatch):
    from gongkai.engines.measures import queries

    monkeypatch.setattr(queries, "SNAPSHOT", "default")
    new = {"received_on": "2021-12-30", "closed_on": "2022-01-05", "outcome": "予以公开"}
    take({}, {"number": "2"} | new, {"number": "3", "closed_on": "2018-05-09"})
    sheets.catch_up()

    def figures(key: str, year: int) -> dict[str, int]:
        found = fill(TABLES[key], year, cast.units["zjj"])
        assert not found.broken
        return {
            row.key: figure for row in found.table.rows if (figure := found.figure(row, found.table.columns[-1].key))
        }

    assert figures("2021-3", 2021)["r1"] == 1 and figures("2021-3", 2022)["r3_1"] == 1
    assert figures("2014", 2018)["c32"] == 2


def test_its_receipt_is_not_corrected_here(cast, take):
    (case,) = take({})
    with pytest.raises(StepRefused, match="旧台账导入"):
        correcting.correct_receipt(
            case=case, received_on=date(2018, 3, 1), reason="写错", by=cast.actor("zhou_jingban"), at=AT
        )


RIGHT = {"received_on": date(2018, 3, 2), "closed_on": date(2018, 3, 9), "channel": "letter", "party_type": "natural", "outcome": "c32"}  # fmt: skip


def mended(cast, case, by: str = "liu_qianfa", reason: str = "旧台账抄错了", **changes):
    said = mending.Mended(**RIGHT | changes)
    return mending.mend(case=case, mended=said, reason=reason, by=cast.actor(by), at=AT)


def test_a_mistake_is_mended_with_a_reason_and_counted_in_its_right_year(cast, take, monkeypatch):
    from gongkai.engines.measures import queries

    monkeypatch.setattr(queries, "SNAPSHOT", "default")
    (case,) = take({})
    mended(cast, case, received_on=date(2017, 12, 28), closed_on=date(2018, 3, 9), channel="fax")
    case.refresh_from_db()
    assert (case.first_received_on, case.channel, case.on_time) == (date(2017, 12, 28), "fax", False)
    fact = Fact.objects.get(ref=case.ref, name="foi.import_mended")
    body = bytes(fact.body).decode()
    assert "2018-03-02收到，信函" in body and "2017-12-28收到，传真" in body and "抄错" not in body
    assert vault.unseal(case.ref, f"step:{case.revision}") == "旧台账抄错了"
    sheets.catch_up()
    found = [fill(TABLES["2014"], year, cast.units["zjj"]) for year in (2017, 2018)]
    received = next(row for row in found[0].table.rows if row.key == "c1")
    assert [each.figure(received, each.table.columns[-1].key) for each in found] == [1, 0]


def test_another_law_and_another_end_go_with_another_day(cast, take):
    (case,) = take({})
    with pytest.raises(StepRefused, match="结果要按2019年条例选"):
        mended(cast, case, received_on=date(2020, 3, 2), closed_on=date(2020, 3, 20))
    mended(cast, case, received_on=date(2020, 3, 2), closed_on=date(2020, 3, 20), outcome="3_6_3", recalled=True)
    case.refresh_from_db()
    assert (case.state, case.phase, case.law, case.on_time) == ("recalled", "void", "foi-2019", None)


@pytest.mark.parametrize(
    "more, said",
    [
        ({"reason": " "}, "请写为什么更正"),
        ({}, "和现在的一样"),
        ({"closed_on": date(2018, 3, 1)}, "办结日期要在收到日期以后"),
        ({"closed_on": date(2026, 3, 3)}, "不能晚于今天"),
        ({"received_on": date(2008, 4, 30)}, "自2008年5月1日起施行"),
    ],
)
def test_what_cannot_be_is_not_mended(cast, take, more, said):
    (case,) = take({})
    with pytest.raises(StepRefused, match=said):
        mended(cast, case, **more)


def test_only_who_may_bring_in_mends_and_nothing_that_ran_here(cast, take):
    (case,) = take({})
    for by in ("zhou_jingban", "chen_chuangkou", "he_jiancha"):
        with pytest.raises(NotAllowed):
            mended(cast, case, by=by, channel="fax")
    with pytest.raises(StepRefused, match="只有从旧台账导入的"):
        mended(cast, answered(cast, "2026-02-10", "2026-02-20"), channel="fax")


@pytest.mark.parametrize("said, starts", [("", ""), ("是", "yes")])
def test_whether_it_was_in_time_follows_from_the_mended_days_unless_the_register_said_so(cast, take, said, starts):
    (case,) = take({"closed_on": "2018-05-09" if said else "2018-03-09", "on_time": said})
    assert MendForm(case, AT.date()).initial["on_time"] == starts
