"""The clocks of reconsideration and lawsuits about what an organ did, as the respondent has to keep or to expect them."""

from datetime import date

from gongkai.pure.clock.rules import ClockRule, Counting, Term

OLD_RECONSIDERATION = date(1999, 10, 1)  # 行政复议法 (1999; amended in 2009 and 2017) comes into force
NEW_RECONSIDERATION = date(2024, 1, 1)  # 行政复议法 (revised in 2023)
OLD_LITIGATION = date(1990, 10, 1)  # 行政诉讼法 (1989)
NEW_LITIGATION = date(2015, 5, 1)  # 行政诉讼法 (amended in 2014; 2017 changed none of these terms)

COPY, COMPLAINT, TAKEN_UP, FILED = "收到行政复议申请书副本", "收到起诉状副本", "行政复议申请受理", "立案"


def _rule(
    code: str, name: str, days: int, counting: Counting, article: str, starts_with: str, since: date,
    until: date | None = None, extension: int = 0,
) -> ClockRule:  # fmt: skip
    term = Term(days, counting, article)
    more = Term(extension, counting, article)
    return ClockRule(code, name, since, until, term, extension=more, starts_with=starts_with, start_article=article)


WORKING, CALENDAR, MONTH = Counting.WORKING, Counting.CALENDAR, Counting.MONTH
_BEFORE_2024, _BEFORE_2015 = date(2023, 12, 31), date(2015, 4, 30)

# The law of 1999 means working days by 5 and 7 days alone (art. 40 ¶2), that of 2023 by 3, 5, 7 and 10 days (art. 88 ¶2).
# The terms of 行政诉讼法 (1989), art. 43, 57 and 60, are from memory.
REMEDY_RULES: dict[str, ClockRule] = {
    rule.code: rule
    for rule in (
        _rule("reply-1999", "行政复议答复期限（1999年法）", 10, CALENDAR, "行政复议法（1999）第23条", COPY, OLD_RECONSIDERATION, _BEFORE_2024),
        _rule("reply-2024", "行政复议答复期限（普通程序）", 10, WORKING, "行政复议法第48条", COPY, NEW_RECONSIDERATION),
        _rule("reply-simple", "行政复议答复期限（简易程序）", 5, WORKING, "行政复议法第54条", COPY, NEW_RECONSIDERATION),
        _rule("decision-1999", "行政复议审理期限（1999年法）", 60, CALENDAR, "行政复议法（1999）第31条", TAKEN_UP, OLD_RECONSIDERATION, _BEFORE_2024, 30),
        _rule("decision-2024", "行政复议审理期限（普通程序）", 60, CALENDAR, "行政复议法第62条", TAKEN_UP, NEW_RECONSIDERATION, None, 30),
        _rule("decision-simple", "行政复议审理期限（简易程序）", 30, CALENDAR, "行政复议法第62条", TAKEN_UP, NEW_RECONSIDERATION),
        _rule("defence-1990", "行政诉讼答辩举证期限（1989年法）", 10, CALENDAR, "行政诉讼法（1989）第43条", COMPLAINT, OLD_LITIGATION, _BEFORE_2015),
        _rule("defence-2015", "行政诉讼答辩举证期限", 15, CALENDAR, "行政诉讼法第67条", COMPLAINT, NEW_LITIGATION),
        _rule("judgment-1990", "第一审审理期限（1989年法）", 3, MONTH, "行政诉讼法（1989）第57条", FILED, OLD_LITIGATION, _BEFORE_2015),
        _rule("judgment-2015", "第一审审理期限（普通程序）", 6, MONTH, "行政诉讼法第81条", FILED, NEW_LITIGATION),
        _rule("judgment-simple", "第一审审理期限（简易程序）", 45, CALENDAR, "行政诉讼法第83条", FILED, NEW_LITIGATION),
        # The same 15 days in 1989 (art. 58); for a ruling 10.
        _rule("appeal", "判决上诉期限", 15, CALENDAR, "行政诉讼法第85条", "判决书送达", OLD_LITIGATION),
        _rule("appeal-ruling", "裁定上诉期限", 10, CALENDAR, "行政诉讼法第85条", "裁定书送达", OLD_LITIGATION),
        # 民事诉讼法 (2023) art. 174, by 行政诉讼法 art. 101; from memory.
        _rule("appeal-reply", "二审答辩期限", 15, CALENDAR, "民事诉讼法第174条", "收到上诉状副本", OLD_LITIGATION),
        _rule("second-1990", "第二审审理期限（1989年法）", 2, MONTH, "行政诉讼法（1989）第60条", "法院收到上诉状", OLD_LITIGATION, _BEFORE_2015),
        _rule("second-2015", "第二审审理期限", 3, MONTH, "行政诉讼法第88条", "法院收到上诉状", NEW_LITIGATION),
    )
}  # fmt: skip
