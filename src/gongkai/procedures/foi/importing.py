"""Old registers: applications that were answered before the system was come in as they were counted then. No clock runs, no paper goes out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.rows import insert
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import late_by, term_of
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.actions import Ended, Opening, tell
from gongkai.kernel.cases.codes import new_code
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import OLD_NUMBER, tokens_among
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, facts
from gongkai.procedures.foi.actions import rule_of
from gongkai.procedures.foi.models import Application
from gongkai.pure.declare import Role, State
from gongkai.pure.declare.sheets import Column
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, NATURAL, as_choices
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, RULES, Outcome, outcomes_for

BY = (Role.OFFICE_HEAD, Role.OPENNESS_OFFICE)
"""Who brings in the old register of a unit: the head of its openness office, or the office above."""
NAME = "旧申请台账"
LAWS = {FOI_2019: "2019年条例", FOI_2008: "2008年条例"}
YES_NO = ("是", "否")
COLUMNS = (
    Column("number", "登记号", "旧台账里的号，同一个单位里不能重复；凭它认得已经导入的", heads=("编号", "序号", "受理编号", "申请编号")),
    Column("received_on", "收到日期", "首次收到的日期", heads=("受理日期", "申请日期", "收件日期", "登记日期", "收到时间"), day=True),
    Column("channel", "方式", "申请是怎么来的", heads=("来件方式", "申请方式", "提交方式", "申请渠道"), choices=tuple(label for _, label in as_choices(CHANNELS))),
    Column("party_type", "申请人类别", "自然人，或者五种单位里的一种", heads=("申请人类型", "申请主体"), choices=tuple(label for _, label in as_choices(APPLICANT_TYPES))),
    Column("party", "申请人", "姓名或者单位名称；加密保存，只给办件的人看", heads=("姓名", "申请人姓名", "申请人名称", "姓名或单位")),
    Column("wanted", "申请内容", "申请公开什么；加密保存", heads=("内容", "申请事项", "申请公开的内容", "申请公开内容"), width=48),
    Column("closed_on", "办结日期", "答复发出，或者终结的日期", heads=("答复日期", "答复时间", "办结时间"), day=True),
    Column("outcome", "结果", "按收到那天的条例，写年度报告表格里的名称", heads=("办理结果", "答复结果", "答复类型", "处理结果"), width=36),
    Column("extended", "延期", "不填就是没有延期", required=False, heads=("是否延期", "延期答复"), choices=YES_NO),
    Column("on_time", "按期", "不填就按收到和办结的日期算", required=False, heads=("是否按期", "是否按时", "按时办结"), choices=YES_NO),
)  # fmt: skip
SAID = {
    "channel": {"当面": "counter", "当面提交": "counter", "现场": "counter", "窗口": "counter", "网络": "web", "网上": "web", "网站": "web", "在线": "web", "信函": "letter", "邮寄": "letter", "信件": "letter", "挂号信": "letter", "传真": "fax"},
    "party_type": {"自然人": "natural", "公民": "natural", "个人": "natural", "商业企业": "business", "企业": "business", "科研机构": "research", "社会公益组织": "welfare", "法律服务机构": "legal", "律师事务所": "legal", "其他": "other"},
}  # fmt: skip
SAID_YES, SAID_NO = ("是", "有", "√", "已延期"), ("否", "无", "不是", "×", "没有", "未延期")
_NUMBERING = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[.．、])+")
_ASIDE = re.compile(r"[（(].*?[)）]|[\s“”\"'：:，,。、·]|数$")
MOST = {"number": 40, "party": 80, "wanted": 5000}
RECALLED = "撤回"


@dataclass(frozen=True)
class Old:
    """An application as its register tells it."""

    number: str
    received_on: date
    channel: str
    party_type: str
    party: str
    wanted: str
    closed_on: date
    outcome: str
    state: State
    extended: bool
    within_term: bool | None
    on_time: bool | None


@dataclass
class Planned:
    """A row of the sheet and what becomes of it: ``wrong`` by the label of its column, ``doubt`` "" or what it is to be looked at again
    for; ``known``: it is in already; ``told``: what it becomes, in words."""

    number: int
    cells: list[str]
    title: str = ""
    unit: Unit | None = None
    wrong: dict[str, str] = field(default_factory=dict)
    doubt: str = ""
    known: bool = False
    old: Old | None = None
    told: str = ""


def explained() -> list[tuple[str, str]]:
    """What can stand in the column of outcomes, by the Regulation of the day of receipt, for the sheet that explains the columns."""
    return [(f"结果（{LAWS[law]}）", "、".join(each.short for each in outcomes_for(law))) for law in RULES[::-1]]


def token_of(unit: Unit, number: str) -> str:
    """By what a row is known again: brought in twice it makes one case."""
    return sha256(f"old register {unit.code} {number}".encode()).hexdigest()


def plan(*, rows: Sequence[Any], unit: Unit, at: datetime) -> list[Planned]:
    """What each row would become; nothing is written. A row has ``number``, ``cells`` and ``values`` by the key of its column."""
    planned, seen = [], {}
    for row in rows:
        each = _planned(row, unit, localdate(at))
        number = " ".join(row.values.get("number", "").split())
        if number and number in seen:
            each.wrong["登记号"] = f"和第{seen[number]}行的登记号一样，请改成各自的号"
        seen.setdefault(number, row.number)
        planned.append(each)
    tokens = {token_of(unit, each.old.number): each for each in planned if each.old and not each.wrong}
    found: set[str] = set()
    keys = list(tokens)
    for start in range(0, len(keys), 500):
        found |= tokens_among(keys[start : start + 500])
    for token in found:
        tokens[token].known = True
    return planned


def _planned(row: Any, unit: Unit, today: date) -> Planned:
    values, wrong = dict(row.values), {}
    planned = Planned(row.number, list(row.cells), unit=unit, wrong=wrong)
    planned.title = (values.get("wanted") or values.get("number") or "（没有登记号）")[:60]
    for column in COLUMNS:
        said = " ".join(str(values.get(column.key, "")).split())
        values[column.key] = said
        if column.required and not said:
            wrong[column.label] = f"请写{column.label}"
        elif len(said) > MOST.get(column.key, 100):
            wrong[column.label] = f"最多{MOST.get(column.key, 100)}个字，请写短一些"
    received, closed = (
        _day(values[key], label, wrong) for key, label in (("received_on", "收到日期"), ("closed_on", "办结日期"))
    )
    if received and (refused := _refused(received, today)):
        wrong["收到日期"], received = refused, None
    if closed and closed > today:
        wrong["办结日期"] = "不能晚于今天；没有办结的不导入，请登记来件"
    elif received and closed and closed < received:
        wrong["办结日期"] = "早于收到日期，请再看看是哪一个写错了"
    chosen = {
        key: _chosen(key, label, values[key], wrong)
        for key, label in (("channel", "方式"), ("party_type", "申请人类别"))
    }
    extended, on_time = (_yes(values[key], label, wrong) for key, label in (("extended", "延期"), ("on_time", "按期")))
    outcome = _outcome(values["outcome"], received, wrong) if received and values["outcome"] else None
    if wrong or outcome is None:
        return planned
    state = state_of(outcome, recalled=RECALLED in values["outcome"])
    within, in_time, planned.doubt = (
        kept(received, closed, bool(extended), on_time) if state is Foi.ANSWERED else (None, None, "")
    )
    planned.old = Old(
        values["number"], received, chosen["channel"], chosen["party_type"], values["party"], str(row.values["wanted"]).strip(), closed,
        outcome.code, state, bool(extended), within, in_time,
    )  # fmt: skip
    term = "" if in_time is None else "，按期" if in_time else "，超期"
    planned.told = f"{received.year}年收到，{closed.isoformat()}{state.label}：{outcome.short}{term}"
    return planned


def _day(said: str, label: str, wrong: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        wrong[label] = f"“{said[:20]}”不是日期，请写成2018-03-02这样"
        return None


def _refused(received: date, today: date) -> str:
    try:
        rule_of(received, today)
    except StepRefused as refusal:
        return str(refusal)
    return ""


def _chosen(key: str, label: str, said: str, wrong: dict[str, str]) -> str:
    found = SAID[key].get(said.removesuffix("申请"), "")
    if said and not found:
        labels = "、".join(next(c.choices for c in COLUMNS if c.key == key))
        wrong[label] = f"“{said[:20]}”认不出来，请写这几种里的一种：{labels}"
    return found


def _yes(said: str, label: str, wrong: dict[str, str]) -> bool | None:
    if said in SAID_YES:
        return True
    if said and said not in SAID_NO:
        wrong[label] = f"“{said[:20]}”认不出来，请写“是”或“否”"
    return False if said else None


def _plain(text: str) -> str:
    return _ASIDE.sub("", _NUMBERING.sub("", unicodedata.normalize("NFKC", text).strip()))


def names_of(found: Outcome) -> set[str]:
    """How an outcome may stand in a register: its code, its name in the form, and the short one."""
    return {found.code, _plain(found.label), _plain(found.short), found.short}


def _outcome(said: str, received: date, wrong: dict[str, str]) -> Outcome | None:
    law = rules.law_of(rules.rule_key(Foi.rule_family, received))
    asked = {said, _plain(said)}
    for found in outcomes_for(law):
        if asked & names_of(found):
            return found
    if RECALLED in said and law == FOI_2019:
        return next(each for each in outcomes_for(law) if each.code == "3_6_3")
    wrong["结果"] = f"“{said[:20]}”不是{LAWS[law]}的办理结果，请照模板里“填写说明”那一页写"
    return None


def state_of(outcome: Outcome, *, recalled: bool) -> State:
    """In which state a case ended like that; what ended otherwise than by an answer is void only where the register says how."""
    if outcome.by == "withdrawal or other":
        return Foi.RECALLED if recalled else Foi.ANSWERED
    return {"lapse": Foi.LAPSED, "fee": Foi.UNPAID}.get(outcome.by, Foi.ANSWERED)


def kept(received: date, closed: date, extended: bool, on_time: bool | None) -> tuple[bool, bool, str]:
    """(within the term not extended, within the term, what is to be looked at again). By the days alone, where the register does not say."""
    if on_time is not None:
        return on_time and not extended, on_time, ""
    plain = term_of(Foi.rule_family, received).last_on
    last = plain
    rule = rules.clock_rule(rules.rule_key(Foi.rule_family, received))
    if extended and rule.extension.days:
        last = rules.calendar().expected_working_day(plain, rule.extension.days)
    if closed <= last:
        return closed <= plain and not extended, True, ""
    days = late_by(last, closed)
    by = f"{days}个工作日" if days else ""
    return False, False, f"按日期算超期{by}。征求意见、补正的日子旧台账里没有，没有算；确实按期的，请在“按期”写“是”"


@acting
def take_in_part(*, rows: Sequence[Planned], by: Actor, at: datetime) -> int:
    """Take in some rows of a plan, all or none; how many. Raises NotAllowed, StepRefused."""
    for row in rows:
        try:
            take_in(old=row.old, unit=row.unit, by=by, at=at)
        except StepRefused as refusal:
            raise type(refusal)(f"第{row.number}行：{refusal}") from refusal
    return len(rows)


@acting
def take_in(*, old: Old, unit: Unit, by: Actor, at: datetime) -> Case:
    """An application that was answered before the system was, as its register tells it. It is counted in the tables of its years; no
    clock starts, nobody owes anything, nothing goes out. Raises NotAllowed, StepRefused where it is in already.
    """
    if not by.holds_any(BY, unit.pk):
        raise NotAllowed("导入旧台账要由公开机构负责人或政务公开办来办")
    rule_of(old.received_on, localdate(at))
    if not old.received_on <= old.closed_on <= localdate(at):
        raise StepRefused("办结日期要在收到日期以后，不能晚于今天")
    token = token_of(unit, old.number)
    if tokens_among([token]):
        raise StepRefused(f"登记号{old.number}已经导入过")
    name = "name" if old.party_type == NATURAL.key else "organisation"
    opening = Opening(
        procedure=Foi.code, unit=unit, state=old.state, channel=old.channel, party_type=old.party_type, query_code=new_code(), form_token=token,
        sealed={"party": {name: old.party}, "subject": old.wanted[:80], "wanted": old.wanted, OLD_NUMBER: old.number},
        received_on=old.received_on, ended=Ended(old.outcome, old.closed_on, old.within_term, old.on_time, old.extended),
    )  # fmt: skip
    try:
        case, rows = cases.open_case(opening, by=by, at=at)
    except IntegrityError as error:
        raise StepRefused(f"登记号{old.number}已经导入过") from error
    rows.append(insert(Application(case=case, form_wanted="", delivery="")))
    label = Foi.outcomes.get(old.outcome, "")
    told = facts.FoiBroughtIn(case.reference, old.received_on.isoformat(), old.closed_on.isoformat(), label)
    tell(told, case, by=by, at=at, rows=rows)
    return case
