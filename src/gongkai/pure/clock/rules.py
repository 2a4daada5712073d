"""Terms and clock rules as dated values: what runs, for how long, by which article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Counting(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"
    MONTH = "month"

    @property
    def unit_zh(self) -> str:
        return {Counting.WORKING: "个工作日", Counting.CALENDAR: "日", Counting.MONTH: "个月"}[self]

    @property
    def day_zh(self) -> str:
        """The unit in which its days are counted: those of a term in months are calendar days."""
        return "个工作日" if self is Counting.WORKING else "日"


@dataclass(frozen=True)
class Term:
    """days: length, ≥ 0 (0 only where nothing is granted). authority: the article, as quoted in an explanation."""

    days: int
    counting: Counting = Counting.WORKING
    authority: str = ""

    def values(self) -> dict[str, Any]:
        return {"days": self.days, "counting": self.counting.value, "authority": self.authority}

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Term:
        """A term from JSON values. Raises ValueError."""
        counting = _given(values, "counting", str)
        if counting not in [each.value for each in Counting]:
            raise ValueError(f"counting is {' or '.join(each.value for each in Counting)}, not {counting}")
        return cls(_given(values, "days", int), Counting(counting), _given(values, "authority", str, ""))


@dataclass(frozen=True)
class Warn:
    """Yellow when `days` or fewer are left, or a `share`-th of the term (rounded up) if that is less."""

    days: int = 3
    share: int = 4

    def left(self, term: Term) -> int:
        """The number of days left at which the light turns yellow, in the term's own counting."""
        return min(self.days, -(-term.days // self.share))


@dataclass(frozen=True)
class ClockRule:
    """One clock as the law of a time has it.

    in_force_from, in_force_to: the start days (of receipt, of formation …) that it fits; to is inclusive, None = open.
    extension: the most that may be granted, once; 0 days = none. delay_article: by which a delayed term may be set whose
    length the law leaves to reason, renewal_article: by which a payment in full starts the term anew; "" = there is none.
    starts_with, start_article: what starts it.
    pause_article: why the days of a consultation do not count. correction_request, third_party, joint_organ: the terms
    that hang on this clock, each read as a clock of its own.
    """

    code: str
    name: str
    in_force_from: date
    in_force_to: date | None
    term: Term
    extension: Term = Term(0)
    restart_allowed: bool = False
    correction_request: Term | None = None
    third_party: Term | None = None
    joint_organ: Term | None = None
    warn: Warn = Warn()
    starts_with: str = "收到申请"
    start_article: str = ""
    pause_article: str = ""
    restart_article: str = ""
    delay_article: str = ""
    renewal_article: str = ""

    def fits(self, day: date) -> bool:
        """Whether a clock that starts on `day` runs by this rule."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def values(self) -> dict[str, Any]:
        """The rule as JSON values; `from_values` gives it back."""
        return {
            "code": self.code,
            "name": self.name,
            "in_force_from": self.in_force_from.isoformat(),
            "in_force_to": self.in_force_to and self.in_force_to.isoformat(),
            "term": self.term.values(),
            "extension": self.extension.values(),
            "restart_allowed": self.restart_allowed,
            "correction_request": self.correction_request and self.correction_request.values(),
            "third_party": self.third_party and self.third_party.values(),
            "joint_organ": self.joint_organ and self.joint_organ.values(),
            "warn": {"days": self.warn.days, "share": self.warn.share},
            "starts_with": self.starts_with,
            "start_article": self.start_article,
            "pause_article": self.pause_article,
            "restart_article": self.restart_article,
            "delay_article": self.delay_article,
            "renewal_article": self.renewal_article,
        }

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> ClockRule:
        """A rule from JSON values, as the database keeps an administrator's dated change.

        Raises ValueError, with one English sentence, for a value that is missing, of another kind or out of range.
        """

        def term(key: str) -> Term | None:
            return Term.from_values(_given(values, key, dict)) if values.get(key) else None

        def text(key: str, default: str | None = "") -> str:
            return _given(values, key, str, default)

        warn = _given(values, "warn", dict, {})
        # A version that was entered before the code knew of these articles has them as its law does.
        own = RULES.get(values.get("code", ""))
        rule = cls(
            code=text("code", None),
            name=text("name", None),
            in_force_from=_day("in_force_from", text("in_force_from", None)),
            in_force_to=_day("in_force_to", text("in_force_to")) if values.get("in_force_to") else None,
            term=Term.from_values(_given(values, "term", dict)),
            extension=term("extension") or Term(0),
            restart_allowed=_given(values, "restart_allowed", bool, False),
            correction_request=term("correction_request"),
            third_party=term("third_party"),
            joint_organ=term("joint_organ"),
            warn=Warn(_given(warn, "days", int, Warn.days), _given(warn, "share", int, Warn.share)),
            starts_with=text("starts_with", "收到申请"),
            start_article=text("start_article"),
            pause_article=text("pause_article"),
            restart_article=text("restart_article"),
            delay_article=text("delay_article", own.delay_article if own else ""),
            renewal_article=text("renewal_article", own.renewal_article if own else ""),
        )
        if rule.term.days < 1 or rule.extension.days < 0 or rule.warn.days < 0 or rule.warn.share < 1:
            raise ValueError(f"Rule {rule.code}: a term is at least one day, an extension and a warning not negative.")
        return rule


_KINDS = {str: "text in quotes", int: "a whole number", bool: "true or false", dict: "an object in braces"}


def _given(values: dict[str, Any], key: str, kind: type, default: Any = None) -> Any:
    """The value of a key; raises ValueError if it is missing and has no default, or is of another kind."""
    if key not in values and default is not None:
        return default
    if key not in values:
        raise ValueError(f"{key} is missing")
    if type(values[key]) is not kind:
        raise ValueError(f"{key} must be {_KINDS[kind]}")
    return values[key]


def _day(key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{key} must be a day like 2027-02-05, not {text}") from None


NEW_REGULATION = date(2019, 5, 15)  # 国务院令第711号 comes into force; what came in before keeps the version of 2008
OLD_REGULATION = date(2008, 5, 1)  # 国务院令第492号
FEES_FROM = date(2021, 1, 1)  # 国办函〔2020〕109号; the day from memory

# 条例（2019）第30条: within 7 working days of receipt, once.
_CORRECTION_REQUEST = Term(7, authority="条例（2019）第30条")
# 条例（2019）第32条: the third party answers within 15 working days of receiving the letter.
_THIRD_PARTY = Term(15, authority="条例（2019）第32条")
# 条例（2019）第34条: the other organ answers within 15 working days; silence is consent.
_JOINT_ORGAN = Term(15, authority="条例（2019）第34条")

# 条例（2008）第24条: on the spot, else within 15 working days; at most 15 more; consultation is not counted.
# 更改、补充 (第21条第4项) is itself a reply and closes the case, so nothing restarts.
FOI_2008 = ClockRule(
    code="foi-2008",
    name="《政府信息公开条例》（2008年）依申请公开答复期限",
    in_force_from=OLD_REGULATION,
    in_force_to=date(2019, 5, 14),
    term=Term(15, authority="条例（2008）第24条"),
    extension=Term(15, authority="条例（2008）第24条"),
    start_article="条例（2008）第24条",
    pause_article="条例（2008）第24条第3款",
)

# 条例（2019）第31条 (receipt), 第33条 (20 working days, at most 20 more, consultation not counted), 第30条 (correction), 第35条 (reasonable,
# but too much for 第33条: a reasonable delayed term); 国办函〔2020〕109号第6条: the term is counted anew from the day after payment in full.
FOI_2019 = ClockRule(
    code="foi-2019",
    name="《政府信息公开条例》（2019年修订）依申请公开答复期限",
    in_force_from=NEW_REGULATION,
    in_force_to=None,
    term=Term(20, authority="条例（2019）第33条"),
    extension=Term(20, authority="条例（2019）第33条"),
    restart_allowed=True,
    correction_request=_CORRECTION_REQUEST,
    third_party=_THIRD_PARTY,
    joint_organ=_JOINT_ORGAN,
    start_article="条例（2019）第31条",
    pause_article="条例（2019）第33条",
    restart_article="条例（2019）第30条",
    delay_article="条例（2019）第35条",
    renewal_article="信息处理费管理办法第6条",
)

# 条例（2019）第26条, and 第18条 of the version of 2008, from memory: within 20 working days of formation or change.
PUBLISH = ClockRule(
    code="publish",
    name="主动公开期限",
    in_force_from=OLD_REGULATION,
    in_force_to=None,
    term=Term(20, authority="条例第26条（2008年条例第18条）"),
    starts_with="政府信息形成或者变更",
    start_article="条例第26条（2008年条例第18条）",
)

CORRECTION_REQUEST = ClockRule(
    code="correction-request",
    name="一次性告知补正期限",
    in_force_from=NEW_REGULATION,
    in_force_to=None,
    term=_CORRECTION_REQUEST,
    start_article="条例（2019）第31条",
)

THIRD_PARTY = ClockRule(
    code="third-party",
    name="第三方答复期限",
    in_force_from=NEW_REGULATION,
    in_force_to=None,
    term=_THIRD_PARTY,
    starts_with="第三方收到征求意见书",
    start_article="条例（2019）第32条",
)

JOINT_ORGAN = ClockRule(
    code="joint-organ",
    name="其他机关答复期限",
    in_force_from=NEW_REGULATION,
    in_force_to=None,
    term=_JOINT_ORGAN,
    starts_with="其他机关收到征求意见函",
    start_article="条例（2019）第34条",
)

# 国办函〔2020〕109号第6条: within 20 working days from the day after the notice came.
FEE_PAYMENT = ClockRule(
    code="fee-payment",
    name="信息处理费缴费期限",
    in_force_from=FEES_FROM,
    in_force_to=None,
    term=Term(20, authority="信息处理费管理办法第6条"),
    starts_with="申请人收到收费通知",
    start_article="信息处理费管理办法第6条",
)

# 条例（2019）第41条, （2008）第25条 set no term; ours, so that nobody is left waiting.
RECTIFICATION = ClockRule(
    code="rectification",
    name="本人信息更正办理期限",
    in_force_from=OLD_REGULATION,
    in_force_to=None,
    term=Term(20, authority="条例第41条没有规定期限，参照第33条"),
    starts_with="收到更正申请",
    start_article="条例第41条（2008年条例第25条）",
)

# 国办发〔2018〕37号, from memory, with the provinces' rules on filing: within 15 days of publication, weekends and holidays counted.
FILING = ClockRule(
    code="filing",
    name="行政规范性文件备案期限",
    in_force_from=date(2018, 5, 16),
    in_force_to=None,
    term=Term(15, Counting.CALENDAR, authority="国办发〔2018〕37号和本省的备案规定"),
    starts_with="文件公布",
    start_article="国办发〔2018〕37号",
)

RULES: dict[str, ClockRule] = {
    rule.code: rule
    for rule in (
        FOI_2008,
        FOI_2019,
        PUBLISH,
        CORRECTION_REQUEST,
        THIRD_PARTY,
        JOINT_ORGAN,
        FEE_PAYMENT,
        RECTIFICATION,
        FILING,
    )
}


def foi_rule_on(received_on: date) -> ClockRule:
    """The rule by which an application received on that day is answered. LookupError before 2008-05-01."""
    for rule in (FOI_2019, FOI_2008):
        if rule.fits(received_on):
            return rule
    raise LookupError(f"No disclosure regulation was in force on {received_on}.")
