"""The clocks of 举报投诉 about how information is published and given, which the Regulation (条例第51条) leaves to the rules on petitions."""

from datetime import date

from gongkai.pure.clock.rules import ClockRule, Counting, Term

OLD_RULES = date(2005, 5, 1)  # 信访条例 (2005) comes into force
NEW_RULES = date(2022, 5, 1)  # 信访工作条例 (2022)
_BEFORE_2022 = date(2022, 4, 30)
ACCEPT_WITHIN, HANDLE_WITHIN, LONGER_BY = 15, 60, 30


def _rule(code: str, name: str, days: int, article: str, starts_with: str, since: date, until: date | None, longer: int = 0) -> ClockRule:  # fmt: skip
    term, more = Term(days, Counting.CALENDAR, article), Term(longer, Counting.CALENDAR, article)
    return ClockRule(code, name, since, until, term, extension=more, starts_with=starts_with, start_article=article)


# The articles are from memory; both rules know the same days.
PETITION_RULES: dict[str, ClockRule] = {
    rule.code: rule
    for rule in (
        _rule("complaint-accept-2005", "投诉举报受理期限（2005年条例）", ACCEPT_WITHIN, "信访条例（2005）第22条", "收到投诉举报", OLD_RULES, _BEFORE_2022),
        _rule("complaint-accept-2022", "投诉举报受理期限", ACCEPT_WITHIN, "信访工作条例第23条", "收到投诉举报", NEW_RULES, None),
        _rule("complaint-2005", "投诉举报办理期限（2005年条例）", HANDLE_WITHIN, "信访条例（2005）第33条", "受理投诉举报", OLD_RULES, _BEFORE_2022, LONGER_BY),
        _rule("complaint-2022", "投诉举报办理期限", HANDLE_WITHIN, "信访工作条例第34条", "受理投诉举报", NEW_RULES, None, LONGER_BY),
    )
}  # fmt: skip
