"""Histories of what is published: steps that are lived on the cast, one after another."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from tests.plugins.cast import SETUP, noon

from gongkai.engines.site import build, corrections, data, listings, pages, queries, reader
from gongkai.engines.site.reader import ANNUAL_TYPE
from gongkai.ground.units import actions as units
from gongkai.kernel.records import actions, catalogue, ticker, validity
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import standing_section
from gongkai.procedures.foi.tests.scenes import answered, submitted

from .helpers import ADMIN, SIGNATORY, Office

RECORDS = (
    ["publish"] * 8
    + ["correct", "hide", "withdraw", "withhold", "move", "repeal", "day", "month", "erase", "apply", "answer"]
    + ["build"] * 4
)
NAMES = [
    "rename",
    "section",
    "merge",
]  # what calls for a new generation; told apart, or it would hide what the small steps do


def steps(*names: str) -> st.SearchStrategy:
    return st.lists(st.tuples(st.sampled_from(names), st.integers(0, 7), st.integers(0, 1)), min_size=4, max_size=20)


SECTIONS = ("policy", "notices", "annual")


def standing(key: str) -> str:
    section = standing_section(key)
    assert section is not None
    return section.key


class History:
    """Lives steps on the cast; what a step cannot be applied to, it leaves. Annual reports stand in a section below another."""

    def __init__(self, office: Office) -> None:
        self.office, self.day = office, date(2026, 3, 2)
        place_section(
            key="annual",
            name="年度报告",
            parent_key="notices",
            column_type=ANNUAL_TYPE,
            position=3,
            by=SETUP,
            at=noon(self.today),
        )

    @property
    def today(self) -> str:
        return self.day.isoformat()

    def live(self, step: str, n: int, m: int) -> None:
        records = list(Record.objects.order_by("published_on", "pk"))
        record = records[n % len(records)] if records else None
        if step == "publish":
            validity = {
                "effective_on": (self.day + timedelta(n)).isoformat(),
                "expires_on": (self.day + timedelta(n + 5)).isoformat(),
            }
            self.office.publish(
                self.today, unit=("zjj", "wjw")[m], section=standing(SECTIONS[n % 3]), kind=("policy", "notice")[m],
                title=f"第{len(records)}号文件", **({} if m else validity),
            )  # fmt: skip
        elif step in ("day", "month", "build"):
            if step == "build":
                build.catch_up()
            self.day += timedelta({"day": 1, "month": 150, "build": 0}[step])
            ticker.tick(noon(self.today))
        elif step == "rename":
            units.change_unit(
                unit=self.office.cast.units["zjj"],
                name=f"明川县建设局{n}",
                short_name=f"建设局{n}",
                at=noon(self.today),
                by=SETUP,
            )
        elif step == "section":
            place_section(key="notices", name=f"公告{n}", parent_key=("", "policy")[m], by=SETUP, at=noon(self.today))
        elif step == "merge":
            self._merge_or_open_again(("notices", "policy")[m])
        elif step == "apply":
            submitted(self.office.cast, self.today)
        elif step == "answer":
            answered(self.office.cast, self.today, self.today, ("3_1", "3_2")[m])
        elif record is not None:
            self._on_a_record(step, record, n, m)

    def _merge_or_open_again(self, into: str) -> None:
        """The column of annual reports goes into another one, or comes back, empty."""
        by, at = self.office.cast.actor("gao_gongkai"), noon(self.today)
        annual = Section.objects.get(pk="annual")
        if annual.closed_on:
            catalogue.reopen(section=annual, by=by, at=at)
        else:
            catalogue.merge(section=annual, into=Section.objects.get(pk=into), by=by, at=at)

    def _on_a_record(self, step: str, record: Record, n: int, m: int) -> None:
        if step == "move" and record.state in actions.MOVABLE:
            self.office.move(record, standing(SECTIONS[(n + m + 1) % 3]), self.today)
        elif not record.live:
            return
        elif step in ("correct", "hide"):
            self.office.correct(record, self.today, hide_old=step == "hide", title=f"{record.title}（更正）")
        elif step in ("withdraw", "withhold"):
            self.office.withdraw(record, self.today, keep_title=step == "withdraw")
        elif step == "repeal" and record.validity not in ("", "repealed"):
            validity.repeal(
                record=record, because="任务已经完成", by=self.office.actors[SIGNATORY], at=noon(self.today)
            )
        elif step == "erase" and (record.published or 0) > 1:
            actions.erase_version(record=record, number=1, by=self.office.actors[ADMIN], at=noon(self.today))


def make_pages_small(patch: pytest.MonkeyPatch) -> None:
    """Two lines make a page, so that few records make lists of several."""
    for module in (reader, listings, pages, corrections):
        patch.setattr(module, "PER_PAGE", 2)
    for module in (reader, listings, data, corrections):
        patch.setattr(module, "HEAD", 3)
    for module in (queries, data):
        patch.setattr(module, "SPAN", 8)
