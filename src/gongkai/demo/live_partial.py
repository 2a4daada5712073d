"""A paper that is given away in part: set from the county's own words, what is people's own marked and burned out."""

from datetime import date, datetime
from random import Random

from gongkai.demo.content.places import towns
from gongkai.ground.documents import redacting
from gongkai.ground.documents.typesetting import typeset
from gongkai.ground.files.fields import Upload
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import releasing
from gongkai.procedures.foi.releasing import Box

NAMES = ("王丽华", "李建军", "张桂英", "刘志强", "陈秀兰")
_FAMILIES = {name[0] for name in NAMES}
_NOT_OF_ANYBODY = "99012319500101"
"""A division that does not exist and a day: with a number behind it, no citizen's."""


def redacted_copy(rng: Random, case: Case, subject: str, by: Actor, at: datetime) -> str:
    """Add a list to a case, mark in it who is named, and make the copy; the copy's file. The tools that make pages run within this process: what
    they read is our own."""
    pdf = typeset(
        redacting.TEMPLATE, {"blocks": [f"{subject}（摘录）", _table(rng), "联系人：王丽华。以上由经办人核对。"]}
    )
    upload = Upload(f"{subject[:20]}（摘录）.pdf", pdf)
    (material,) = releasing._add(case=case, made=[(upload, pdf, 1)], by=by, at=at)
    seen = redacting.look_here(pdf, date(at.year, at.month, at.day), NAMES)
    boxes = [
        Box(redacting.Rect(*rect), releasing.usual_ground(case))
        for sort, said, rects in seen["finds"]
        if sort != redacting.NAME or said[0] in _FAMILIES  # a town's name may look like somebody's
        for rect in rects
    ]
    releasing.mark(material=material, boxes=boxes, by=by, at=at)
    burned = redacting.burn_here(
        pdf,
        [[*box.stored()[:5], str(n)] for n, box in enumerate(releasing.boxes_of(material), 1)],
        *redacting.FINENESS[0],
    )
    told = releasing.listed(material, at.date())
    return releasing._redact(material=material, copy=burned, told=told, by=by, at=at).file_id


def _table(rng: Random) -> list[list[str]]:
    places = list(towns())
    rows = [["序号", "姓名", "证件号码", "乡镇（街道）", "金额（元）"]]
    for n, name in enumerate(NAMES, start=1):
        number = f"{_NOT_OF_ANYBODY}{rng.randrange(1000, 9999)}"
        rows.append([str(n), name, number, places[n % len(places)], str(rng.randrange(6, 30) * 500)])
    return rows
