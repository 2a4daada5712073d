"""The whole file of a case as one PDF: cover, index, what was asked, what happened, how its term was counted, every paper in its order, the
proof from the ledger. It names the applicant, so that making it is a fact with its digest.

It goes to the reviewing organ and to court, where the applicant reads it: what 条例第16条第2款 lets an organ keep to itself (what its people wrote down
for each other, letters between organs) is bound in only where that is chosen. The archives get all of it.
"""

import base64
from datetime import date
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime

from gongkai.doors.desk.cases import PARTY_LABELS, case_of, drawer_of
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.timeline import NOT_ACTS, STORED
from gongkai.ground.documents import binding
from gongkai.ground.documents.binding import Bound, NotBound, Piece
from gongkai.ground.documents.letter import letter
from gongkai.ground.documents.letter import pdf as set_letter
from gongkai.ground.documents.queries import data_of, enclosed_with, notices_of, papers, pdf_of
from gongkai.ground.documents.redacting import JPEG, PNG, NotRedacted, as_pdf
from gongkai.ground.documents.typesetting import typeset
from gongkai.ground.files.kinds import PDF
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of as file_names
from gongkai.ground.files.queries import of_owner, read_bytes
from gongkai.ground.files.serving import download
from gongkai.ground.ledger import log
from gongkai.ground.parties import vault
from gongkai.ground.ui.words import zh_date, zh_size
from gongkai.ground.units.queries import names_of
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.actions import note_bundle
from gongkai.kernel.cases.calculation import calculation
from gongkai.kernel.cases.models import Case
from gongkai.pure import declare
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, label_of
from gongkai.pure.tlog import merkle

MOST_BYTES = 200 * 1024**2
PICTURES = (PNG, JPEG)
WITHHELD = "机关之间的磋商信函（条例第16条第2款），没有装订"
UNSEALED = "还没有封存，等下一个检查点"


@desk(methods=("POST",))
def bundle(request: HttpRequest, reference: str) -> HttpResponse:
    """The file, for whoever handles the case at its lead unit."""
    case = case_of(request, reference)
    if not cases.may_bundle(request.scope, case):
        raise Http404
    if vault.is_erased(case.ref):
        messages.warning(request, "这一件申请人的信息已经清除，没有可以装订的了。")
        return redirect(f"/desk/c/{case.reference}/")
    internal = "internal" in request.POST
    try:
        made = whole_file(case, request.today, drawer_of(case).face("desk"), internal=internal)
    except NotBound as refusal:
        messages.warning(request, f"{refusal}。")
        return redirect(f"/desk/c/{case.reference}/")
    note_bundle(
        case=case, pages=made.pages, digest=sha256(made.pdf).hexdigest(), by=request.scope.actor(), at=request.at,
        internal=internal,
    )  # fmt: skip
    return download(made.pdf, f"{case.reference}全卷.pdf", "application/pdf")


def whole_file(case: Case, today: date, face: Any, *, internal: bool) -> Bound:
    """The bound file as of a day; ``internal``: with what the office keeps to itself."""
    procedure, sealed = declare.procedure(case.procedure), vault.unseal_all(case.ref)
    subject = sealed.get("subject", cases.ERASED)
    facts = [
        ("编号", case.reference),
        ("程序", procedure.name),
        ("主办单位", case.unit.name),
        ("收到日期", zh_date(case.received_on) if case.received_on else "还没有确认"),
        ("环节", procedure.states[case.state].label),
        ("装订日期", zh_date(today)),
    ]
    front = {"title": "办件全卷", "subject": subject, "facts": facts}
    pieces = [
        _asked(case, face, sealed, today, internal),
        _story(case, sealed, internal),
        *_term(case, today),
        *_papers(case, face, internal),
    ]
    return binding.bind(front, pieces, _proof(case))


def _text(title: str, on: str, lines: list[tuple[str, str]], facts: list[tuple[str, str]] | None = None) -> Piece:
    values = {"part": "text", "title": title, "facts": facts or [], "lines": lines}
    return Piece(title, on, typeset(binding.TEMPLATE, values))


def _asked(case: Case, face: Any, sealed: dict[str, Any], today: date, internal: bool) -> Piece:
    party = sealed.get("party", {})
    facts = [(label, party[name]) for name, (label, _) in PARTY_LABELS.items() if party.get(name)]
    facts += [("类别", label_of(APPLICANT_TYPES, case.party_type)), ("来件方式", label_of(CHANNELS, case.channel))]
    return _text(
        "申请内容和结果",
        case.registered_on.isoformat(),
        face.told(case, today, watching=not internal),
        facts + face.facts(case),
    )


def _story(case: Case, sealed: dict[str, Any], internal: bool) -> Piece:
    """What happened, the first first; the notes of those who handled it as far as the applicant is told of their step, or all of them."""
    known = declare.procedure(case.procedure).steps
    steps = {step.ledger_name(): step for step in cases.steps_of(case)}
    told = [each for each in cases.ledger_of(case.ref)[::-1] if each[1].name not in (*NOT_ACTS, STORED)]
    rows, names = cases.rows_of(case.ref), names_of({fact.actor for _, fact, _ in told})
    lines = []
    for idx, fact, sentence in told:
        taken = next((steps[name] for name in rows.get(idx, ()) if name in steps), None)
        shown = taken and (internal or (taken.name in known and known[taken.name].public))
        note = sealed.get(f"step:{taken.seq}", "") if shown else ""
        when = localtime(fact.at).strftime("%Y-%m-%d %H:%M")
        text = f"{when}，{names.get(fact.actor, fact.actor)}，台账{idx}"
        lines.append((sentence, f"{text}\n{note}" if note else text))
    return _text("办理经过", case.registered_on.isoformat(), lines)


def _term(case: Case, today: date) -> list[Piece]:
    """How its term was counted, day by day."""
    made = calculation(case, today)
    return [Piece("办理期限计算单", today.isoformat(), made)] if made else []


def _papers(case: Case, face: Any, internal: bool) -> list[Piece]:
    """Notices with what went out with them, and all that came with the case, each where the ledger has it; what must not go out as it is,
    of which the drawer knows, is listed and not bound in."""
    notices, at = notices_of(case.ref), cases.recorded_at(case.ref)
    enclosed, placed = enclosed_with([each.notice for each in notices]), []
    gone = papers(case.ref) | {each.file.public_id for files in enclosed.values() for each in files}
    inner = {each.code for each in declare.procedure(case.procedure).notices if each.internal}
    for view in notices:
        if view.notice.kind in inner and not internal:
            place = at.get(view.notice.ledger_name(), 0)
            said = f"{view.notice.number}，{WITHHELD}"
            placed.append((place, Piece(view.title, view.notice.dated_on.isoformat(), None, said)))
            continue
        data = data_of(view.notice)
        made = pdf_of(view.notice) or set_letter(letter(view.notice.kind, data))
        place = at.get(view.notice.ledger_name(), 0)
        placed.append((place, Piece(view.title, view.notice.dated_on.isoformat(), made, view.notice.number)))
        for each in enclosed.get(view.notice.pk, ()):
            placed.append((place, _file(each.file, each.name, view.notice.dated_on.isoformat(), f"{view.title}的附件")))
    rest = [file for file in of_owner(case.ref) if file.public_id not in gone]
    kept = face.unbound(case) if hasattr(face, "unbound") else {}
    bound = [file for file in rest if file.public_id not in kept]
    check_size([*bound, *(each.file for files in enclosed.values() for each in files)])
    names = file_names(bound)
    for file in rest:
        title, why = kept.get(file.public_id, ("", ""))
        piece = Piece(title, "", None, why) if title else _file(file, names[file.public_id], "", "")
        placed.append((at.get(file.ledger_name(), 0), piece))
    return [piece for _, piece in sorted(placed, key=lambda each: each[0])]


def check_size(files: list[File]) -> None:
    """Raise NotBound before more is read than one request may hold."""
    size = sum(file.size for file in files)
    if size > MOST_BYTES:
        raise NotBound(f"材料一共{zh_size(size)}，超过{zh_size(MOST_BYTES)}，不能装订成一份，请分别下载")


def _file(file: File, name: str, on: str, said: str) -> Piece:
    """A PDF is bound in, and a picture on a page of its own; of anything else the digest stands in the index."""
    try:
        data = read_bytes(file)
    except (vault.Erased, OSError):
        return Piece(name, on, None, "文件已经没有了")
    if file.media_type == PDF.media_type:
        return Piece(name, on, data, said)
    digest = f"SHA-256 {sha256(data).hexdigest()}"
    page = _pictured(data, file.media_type)
    told = f"由图片转成，图片的{digest}" if page else f"没有装订，{digest}"
    return Piece(name, on, page, f"{said}，{told}" if said else told)


def _pictured(data: bytes, media_type: str) -> bytes | None:
    """A scan or photo as a page; None for what is no picture or cannot be opened."""
    if media_type not in PICTURES:
        return None
    try:
        return as_pdf(data, media_type)[0]
    except NotRedacted:
        return None


def _proof(case: Case) -> dict[str, Any]:
    """The leaves of the case's facts, and the checkpoint that covers them."""
    told = cases.ledger_of(case.ref)[::-1]
    entries, head = log.leaves([idx for idx, _, _ in told]), log.published()
    size = head.size if head else 0
    leaves = [
        (
            str(idx),
            localtime(fact.at).strftime("%Y-%m-%d %H:%M"),
            sentence,
            merkle.leaf_hash(entries[idx]).hex()
            if idx < size
            else f"{merkle.leaf_hash(entries[idx]).hex()}（{UNSEALED}）",
        )
        for idx, fact, sentence in told
    ]
    words = [
        "这一件的每一步都在台账里占一条，台账是一份公开的透明日志，事后不能改、不能删。下面是各条的序号和叶子的摘要。"
    ]
    if head:
        root = base64.b64encode(head.root).decode()
        words.append(f"日志{head.origin}的检查点：共{head.size}条，根{root}。序号小于{head.size}的，都在这个检查点里。")
    else:
        words.append("日志还没有发布检查点。")
    return {"title": "台账证明", "words": words, "leaves": leaves}
