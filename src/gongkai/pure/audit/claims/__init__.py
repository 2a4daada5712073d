"""The rules, one module a kind of claim: report and last year's report in, findings out. None names a place or a figure."""

from collections.abc import Callable, Iterator

from gongkai.pure.audit.claims.apart.cross import cross
from gongkai.pure.audit.claims.apart.elsewhere import elsewhere
from gongkai.pure.audit.claims.apart.newmedia import new_media
from gongkai.pure.audit.claims.apart.tablesaid import said_of_tables
from gongkai.pure.audit.claims.apart.years import against_last_year
from gongkai.pure.audit.claims.moves.balance import balance
from gongkai.pure.audit.claims.moves.beside import beside
from gongkai.pure.audit.claims.moves.changes import changes
from gongkai.pure.audit.claims.moves.differences import differences
from gongkai.pure.audit.claims.moves.quarterly import quarterly
from gongkai.pure.audit.claims.moves.ranks import ranks
from gongkai.pure.audit.claims.moves.stock import stocks
from gongkai.pure.audit.claims.moves.taken import taken
from gongkai.pure.audit.claims.parts.below import below_nothing
from gongkai.pure.audit.claims.parts.bounds import bounds
from gongkai.pure.audit.claims.parts.finished import finished
from gongkai.pure.audit.claims.parts.halves import halves
from gongkai.pure.audit.claims.parts.led import led
from gongkai.pure.audit.claims.parts.listed import listed
from gongkai.pure.audit.claims.parts.remainders import remainders
from gongkai.pure.audit.claims.parts.restofbefore import rest_of_before
from gongkai.pure.audit.claims.parts.restofrate import rest_of_rate
from gongkai.pure.audit.claims.parts.sums import sums
from gongkai.pure.audit.claims.rates.fractions import fractions
from gongkai.pure.audit.claims.rates.quotients import quotients
from gongkai.pure.audit.claims.rates.readings import considered
from gongkai.pure.audit.claims.rates.shares import percentages
from gongkai.pure.audit.claims.tables.annexes import annexes
from gongkai.pure.audit.claims.tables.flowtables import flow_tables
from gongkai.pure.audit.claims.tables.ownrates import own_rates
from gongkai.pure.audit.claims.tables.owntables import own_tables
from gongkai.pure.audit.claims.words.wording import wording
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.report import Report

Rule = Callable[[Report, Report | None], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    sums,
    listed,
    annexes,
    balance,
    led,
    halves,
    considered(percentages, quotients),
    fractions,
    bounds,
    below_nothing,
    differences,
    beside,
    taken,
    stocks,
    remainders,
    finished,
    rest_of_before,
    rest_of_rate,
    ranks,
    quarterly,
    changes,
    elsewhere,
    against_last_year,
    cross,
    new_media,
    wording,
    own_tables,
    own_rates,
    flow_tables,
    said_of_tables,
)
