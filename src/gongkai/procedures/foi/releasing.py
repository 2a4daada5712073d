"""What is given away in part: papers are added to a case, what of them is not open is marked, and copies without it are made (条例第37条).

The original stays with the case, sealed, for whoever handles it. The applicant gets the copy, which goes out with the answer.
"""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.utils.timezone import localdate

from gongkai.ground.documents import redacting
from gongkai.ground.documents.redacting import NotRedacted, Rect, Seen
from gongkai.ground.documents.typesetting import typeset
from gongkai.ground.files.actions import put
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.kinds import PDF, kind_of
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids, names_of, read_bytes
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused, out_of_place
from gongkai.procedures.foi import Foi, release_facts, words
from gongkai.procedures.foi.models import Material, RedactedCopy
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import FOI_2008
from gongkai.pure.law.withholding import GROUNDS

LIST = Path(__file__).parent / "templates" / "foi" / "redactions.typ"
MOST_MATERIALS, MOST_BOXES, LEAST = 20, 1_000, 10
"""``LEAST``: tenths of a millimetre; what is narrower covers no letter."""

GROUNDS_2008 = {
    "08-1": "国家秘密（2008年条例第十四条第四款）",
    "08-2": "商业秘密（2008年条例第十四条第四款）",
    "08-3": "个人隐私（2008年条例第十四条第四款）",
    "08-4": "公开后可能危及国家安全、公共安全、经济安全、社会稳定（2008年条例第八条）",
}
SHORT = {
    "14-1": "第14条：国家秘密",
    "14-2": "第14条：法律禁止公开",
    "14-3": "第14条：三安全一稳定",
    "15": "第15条：第三方合法权益",
    "16-1": "第16条：内部事务",
    "16-2a": "第16条：过程性信息",
    "16-2b": "第16条：行政执法案卷",
    "08-1": "国家秘密",
    "08-2": "商业秘密",
    "08-3": "个人隐私",
    "08-4": "三安全一稳定",
}
"""The same in few words, for a narrow list; a test holds the two together."""
THIRD_PARTY = {FOI_2008: "08-3"}
STALE = "标出的内容后来又改过，请重新生成遮盖后的副本"


@dataclass(frozen=True)
class Box:
    """What is not open of a page: where, and why."""

    rect: Rect
    ground: str

    @classmethod
    def of(cls, stored: Sequence[int | str]) -> "Box":
        *rect, ground = stored
        return cls(Rect(*rect), ground)

    def stored(self) -> list[int | str]:
        return [*astuple(self.rect), self.ground]


def grounds_of(case: Case) -> dict[str, str]:
    """Why something of a paper may stay back, by the case's Regulation."""
    return GROUNDS_2008 if case.law == FOI_2008 else GROUNDS


def ground_choices(case: Case) -> dict[str, str]:
    """The same in few words."""
    return {key: SHORT[key] for key in grounds_of(case)}


def usual_ground(case: Case) -> str:
    """The ground of what is proposed: data of people who did not apply."""
    return THIRD_PARTY.get(case.law, "15")


def boxes_of(material: Material) -> list[Box]:
    """In the order in which they are numbered: page by page, from the top."""
    return [Box.of(each) for each in material.boxes]


def add(*, case: Case, files: Sequence[Upload], by: Actor, at: datetime, seen: int | None = None) -> list[Material]:
    """Add papers that may be given away. Raises StepRefused, FileRefused."""
    if not files:
        raise StepRefused("请选要加入的材料", "files")
    return _add(case=case, made=as_pages(files), by=by, at=at, seen=seen)


Paged = tuple[Upload, bytes, int]
"""A file, the PDF that is worked on, and how many pages it has."""


def as_pages(files: Sequence[Upload]) -> list[Paged]:
    """Files as PDFs: work that is done before the act. Raises StepRefused, FileRefused."""
    made = []
    for each in files:
        try:
            made.append((each, *redacting.as_pdf(each.data, kind_of(each.data, each.name).media_type)))
        except NotRedacted as refusal:
            raise StepRefused(f"“{each.name}”：{refusal}", "files") from refusal
    return made


@acting
def _add(*, case: Case, made: Sequence[Paged], by: Actor, at: datetime, seen: int | None = None) -> list[Material]:
    found = []
    for each in made:
        rows = step(case, "add_material", by=by, at=at, seen=seen)
        seen = None
        found += keep(case, [each], by, at, rows)
    return found


def keep(case: Case, made: Sequence[Paged], by: Actor, at: datetime, rows: Sequence[Ledgered] = ()) -> list[Material]:
    """Keep papers with a case, sealed, each with a fact of its own, the first of which records ``rows`` as well; inside the caller's act."""
    before = Material.objects.filter(case=case).count()
    if before + len(made) > MOST_MATERIALS:
        raise StepRefused(f"一件最多加{MOST_MATERIALS}份材料，请把相近的合成一份", "files")
    found = []
    for seq, (upload, pdf, pages) in enumerate(made, start=before + 1):
        original = put(owner=case.ref, name=upload.name, data=upload.data, seal=True)
        files = [original]
        if original.media_type != PDF.media_type:
            files.append(put(owner=case.ref, name=f"{_stem(upload.name)}.pdf", data=pdf, seal=True))
        material = insert(
            Material(case=case, seq=seq, file_id=original.public_id, pdf_id=files[-1].public_id, pages=pages)
        )
        fact = release_facts.FoiMaterialAdded(case.reference, seq, pages, original.stored_sha256)
        tell(fact, case, by=by, at=at, rows=[*rows, *files, material])
        rows = ()
        found.append(material)
    return found


def told_name(material: Material, name: str, on: date) -> str:
    """How a paper is called to whoever gets its copy: as its file is, unless that tells of people."""
    return f"材料{material.seq}" if redacting.tells_of_people(_stem(name), on) else _stem(name)


def is_renamed(material: Material, name: str, on: date) -> str:
    """What a paper is called instead of its file's name; "" if that may stay."""
    told = told_name(material, name, on)
    return "" if told == _stem(name) else told


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


@acting
def mark(*, material: Material, boxes: Collection[Box], by: Actor, at: datetime, seen: int | None = None) -> Material:
    """Set what of a paper is not open; ``seen``: how often it had been marked when the page was shown. Raises StepRefused."""
    case = material.case
    if sentence := out_of_place(case, Foi.redact, Foi.states):
        raise StepRefused(sentence)
    if not by.holds_any((Role.CASE_OFFICER,), case.unit_id):
        raise NotAllowed("标出不公开的内容要由经办人来办")
    if len(boxes) > MOST_BOXES:
        raise StepRefused(f"一份材料最多标{MOST_BOXES}处，请把连在一起的并成一处")
    for box in boxes:
        _check(box, material)
    marked = material.marked if seen is None else seen
    ordered = sorted({(*astuple(each.rect), each.ground) for each in boxes}, key=lambda b: (b[0], b[2], b[1], *b[3:]))
    values = {"boxes": [list(each) for each in ordered], "marked": marked + 1}
    if not change(material, values, seen={"marked": marked}):
        raise Overtaken(own=False)
    fact = release_facts.FoiMaterialMarked(case.reference, material.seq, len(ordered))
    tell(fact, case, by=by, at=at, rows=[material])
    return material


def _check(box: Box, material: Material) -> None:
    rect = box.rect
    if box.ground not in grounds_of(material.case):
        raise StepRefused("请选不公开的依据", "ground")
    if not 1 <= rect.page <= material.pages:
        raise StepRefused(f"这份材料只有{material.pages}页，没有第{rect.page}页", "page")
    if min(rect.x, rect.y) < 0 or min(rect.w, rect.h) < LEAST:
        raise StepRefused("遮盖的框太小或者在页面外：长和宽至少1毫米，请重新框", "w")


def check_place(material: Material, box: Box) -> None:
    """Raise StepRefused for a box that somebody placed where there is no page; NotRedacted, vault.Erased."""
    _check(box, material)
    width, height = redacting.sizes(pdf_of(material))[box.rect.page - 1]
    if not redacting.lies_on(box.rect, (width, height)):
        raise StepRefused(
            f"这个框在页面以外：这一页宽{width / 10:g}毫米、高{height / 10:g}毫米，请照着改",
            "x" if box.rect.x >= width else "y",
        )


def look(material: Material, on: date, wanted: Sequence[str] = ()) -> Seen:
    """The paper's pages, and what may have to stay back. Raises NotRedacted, vault.Erased."""
    known = [told["whom"] for told in vault.unseal_all(material.case.ref, "consulted:").values() if told.get("whom")]
    return redacting.look(pdf_of(material), on, [*wanted, *known])


def pdf_of(material: Material) -> bytes:
    """The paper as PDF, nothing covered. Raises vault.Erased."""
    return read_bytes(_file(material.pdf_id))


def _file(public_id: str) -> File:
    return by_ids([public_id])[0]


def redact(*, material: Material, by: Actor, at: datetime, seen: int | None = None) -> RedactedCopy:
    """Make the copy without what is marked, and the list of what was covered. Raises StepRefused."""
    case = material.case
    if not material.boxes:
        raise StepRefused("还没有标出不公开的内容。全部公开的，不用遮盖，送签的时候直接附上")
    if sentence := out_of_place(case, Foi.redact, Foi.states):
        raise StepRefused(sentence)
    boxes = boxes_of(material)
    try:
        copy = redacting.burned(pdf_of(material), [(box.rect, str(n)) for n, box in enumerate(boxes, start=1)])
    except NotRedacted as refusal:
        raise StepRefused(str(refusal)) from refusal
    return _redact(material=material, copy=copy, told=listed(material, localdate(at)), by=by, at=at, seen=seen)


@acting
def _redact(
    *, material: Material, copy: bytes, told: bytes, by: Actor, at: datetime, seen: int | None = None
) -> RedactedCopy:
    case, digest = material.case, sha256(copy).hexdigest()
    now = Material.objects.get(pk=material.pk)
    if now.marked != material.marked:
        raise Overtaken(own=False)
    rows = step(case, "redact", by=by, at=at, seen=seen)
    stem = told_name(material, names_of([_file(material.file_id)])[material.file_id], localdate(at))
    files = [
        put(owner=case.ref, name=f"{stem}（部分公开）.pdf", data=copy, seal=True),
        put(owner=case.ref, name=f"{stem}（不公开内容清单）.pdf", data=told, seal=True),
    ]
    seq = RedactedCopy.objects.filter(material=material).count() + 1
    made = insert(
        RedactedCopy(
            material=material, seq=seq, of_marks=material.marked, boxes=len(material.boxes), file_id=files[0].public_id,
            list_id=files[1].public_id, digest=digest,
        )
    )  # fmt: skip
    fact = release_facts.FoiMaterialRedacted(
        case.reference, material.seq, seq, len(material.boxes), material.pages, digest
    )
    tell(fact, case, by=by, at=at, rows=[*rows, *files, made])
    return made


def listed(material: Material, on: date) -> bytes:
    """What was covered, for the applicant: page, ground, how many; nothing of what stood there."""
    case, grounds = material.case, grounds_of(material.case)
    counted: dict[tuple[int, str], list[int]] = {}
    for n, box in enumerate(boxes_of(material), start=1):
        counted.setdefault((box.rect.page, box.ground), []).append(n)
    rows = [
        [f"第{page}页", str(len(numbers)), "、".join(map(str, numbers)), grounds[ground]]
        for (page, ground), numbers in counted.items()
    ]
    name = told_name(material, names_of([_file(material.file_id)])[material.file_id], on)
    return typeset(
        LIST,
        {
            "unit": case.unit.name,
            "reference": case.reference,
            "name": name,
            "typeset": material.typeset,
            "pages": material.pages,
            "total": len(material.boxes),
            "rows": rows,
            "on": words.zh(on),
        },
    )
