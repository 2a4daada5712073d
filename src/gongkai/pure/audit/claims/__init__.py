"""The rules, one module a kind of claim: report and last year's report in, findings out. None names a place or a figure."""

from collections.abc import Callable, Iterator

from gongkai.pure.audit.claims.annexes import annexes
from gongkai.pure.audit.claims.balance import balance
from gongkai.pure.audit.claims.bounds import bounds
from gongkai.pure.audit.claims.changes import changes
from gongkai.pure.audit.claims.cross import cross
from gongkai.pure.audit.claims.differences import differences
from gongkai.pure.audit.claims.elsewhere import elsewhere
from gongkai.pure.audit.claims.led import led
from gongkai.pure.audit.claims.listed import listed
from gongkai.pure.audit.claims.ownrates import own_rates
from gongkai.pure.audit.claims.owntables import own_tables
from gongkai.pure.audit.claims.quotients import quotients
from gongkai.pure.audit.claims.ranks import ranks
from gongkai.pure.audit.claims.readings import considered
from gongkai.pure.audit.claims.remainders import remainders
from gongkai.pure.audit.claims.shares import percentages
from gongkai.pure.audit.claims.stock import stocks
from gongkai.pure.audit.claims.sums import sums
from gongkai.pure.audit.claims.tablesaid import said_of_tables
from gongkai.pure.audit.claims.wording import wording
from gongkai.pure.audit.claims.years import against_last_year
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.report import Report

Rule = Callable[[Report, Report | None], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    sums,
    listed,
    annexes,
    balance,
    led,
    considered(percentages, quotients),
    bounds,
    differences,
    stocks,
    remainders,
    ranks,
    changes,
    elsewhere,
    against_last_year,
    cross,
    wording,
    own_tables,
    own_rates,
    said_of_tables,
)
