"""修改后全文: begin the draft of a document's text as it stands once it was amended. The draft goes through the gates like any other."""

import re
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import relations
from gongkai.kernel.records.models import ENDED, Record
from gongkai.kernel.records.queries import published_contents, sources_of, standing_section
from gongkai.pure.declare import Role

KIND = "consolidated"
_ATTACHED = re.compile(r"<img\b[^>]*>|</?a\b[^>]*>")


def amended_on(record: Record) -> date | None:
    """From which day on the latest public amendment of a document holds; None if there is none."""
    by = [each for each in sources_of(record, "amends") if each.live]
    return max((each.effective_on or each.published_on for each in by), default=None)


def is_due(record: Record) -> bool:
    """Does it stand on the site, not over, amended by a document that does too?"""
    return record.live and record.validity not in ENDED and amended_on(record) is not None


@acting
def begin(*, record: Record, as_of: date, by: Actor, at: datetime, record_id: str | None = None) -> Record:
    """Draft the text of a document as of a day, from its latest text there is, to be written on. Raises StepRefused, NotAllowed."""
    if not by.holds(Role.EDITOR, record.unit_id):
        raise NotAllowed("修改后全文要由该单位的信息编辑来整理")
    if record.validity in ENDED:
        raise StepRefused("这一件已经废止或者失效，不用再整理修改后全文")
    amended = amended_on(record) if record.live else None
    if amended is None:
        raise StepRefused("还没有已经公开的文件修改过这一件，不用整理")
    known = [each for each in sources_of(record, "consolidates") if each.withdrawn_on is None and each.phase != "void"]
    if any(not each.live for each in known):
        raise StepRefused("这一件已经有一份修改后全文的草稿，请在“关联文件”里打开它接着写")
    contents = published_contents([record.pk, *(each.pk for each in known)])
    latest = max(known, key=lambda each: contents[each.pk]["as_of"], default=record)
    content = {
        "title": f"{record.title}（{zh_date(as_of)}文本）", "formed_on": localdate(at).isoformat(), "as_of": as_of.isoformat(),
        # Its pictures and links to attachments belong to the document it is taken from.
        "body": _ATTACHED.sub("", contents[latest.pk]["body"]),
    }  # fmt: skip
    section = standing_section(record.section_id) or record.section
    made = records.draft(
        kind=KIND, unit=record.unit, section=section, content=content, by=by, at=at, record_id=record_id
    )
    relations.relate(record=made, kind="consolidates", target=record, by=by, at=at)
    return made
