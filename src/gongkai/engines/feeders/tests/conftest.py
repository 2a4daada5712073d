"""What the tests of search have: records of two units that went through their gates, and an index."""

from datetime import datetime

import pytest
from django.core.cache import cache
from tests.plugins.cast import Cast, noon

from gongkai.engines.feeders import rebuilding
from gongkai.ground.files.actions import attach
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Section

DAY = noon("2026-03-02")
PEOPLE = {
    "zjj": ("wang_bianji", "li_shenhe", "wu_baomi", "liu_qianfa"),
    "wjw": ("sun_bianji", "ma_qianfa", "gao_gongkai", "ma_qianfa"),
}


class Office:
    """Drafts and publishes by the real acts, for the unit zjj."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def draft(
        self, title: str, body: str = "现予公布。", *, kind: str = "notice", files=(), at: datetime = DAY, **more
    ) -> Record:
        section = Section.objects.get(pk="policy" if kind == "policy" else "notices")
        key, by = records.new_id(), self.cast.actor("wang_bianji")
        stored = [
            attach(owner=f"record:{key}", name=name, data=data, by="wang_bianji", at=at).public_id
            for name, data in files
        ]
        content = {
            "title": title,
            "formed_on": at.date().isoformat(),
            "body": f"<p>{body}</p>",
            "attachments": stored,
            "no_interpretation": "内容单一",
            **more,
        }
        return records.draft(
            kind=kind, unit=self.cast.units["zjj"], section=section, content=content, by=by, at=at, record_id=key
        )

    def publish(self, title: str, body: str = "现予公布。", *, at: datetime = DAY, **more) -> Record:
        record = self.draft(title, body, at=at, **more)
        for verb, who in (
            ("submit", "wang_bianji"),
            ("pass_review", "li_shenhe"),
            ("clear", "wu_baomi"),
            ("publish", "liu_qianfa"),
        ):
            getattr(records, verb)(record=record, by=self.cast.actor(who), at=at)
        return record

    def withdraw(self, record: Record) -> None:
        records.withdraw(
            record=record, ground="third_party", keep_title=False, by=self.cast.actor("liu_qianfa"), at=DAY
        )


@pytest.fixture
def office(cast, home) -> Office:
    cache.clear()
    return Office(cast)


@pytest.fixture
def index(office):
    """An index of an office that has published nothing yet."""
    rebuilding.rebuild()
