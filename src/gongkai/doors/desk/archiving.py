"""归档 on the desk: which closed cases are kept how long, and the file of one as a package for the archives: bound papers, originals, and a
manifest with the digest of each and the case's proof from the ledger.
"""

import io
import json
import zipfile
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.timezone import localtime

from gongkai.doors.desk.bundling import check_size, whole_file
from gongkai.doors.desk.cases import case_of, drawer_of
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.shell import show
from gongkai.ground.documents.binding import NotBound
from gongkai.ground.files.queries import names_of as file_names
from gongkai.ground.files.queries import of_owner, read_bytes
from gongkai.ground.files.serving import download
from gongkai.ground.ledger import log
from gongkai.kernel.cases import archives
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import CLOSED, Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure import declare
from gongkai.pure.law.retention import table
from gongkai.pure.tlog import merkle

PAGE = 50
BASE = "/desk/archives/"
OPEN, IN = "open", "in"
MANIFEST, BOUND, PAPERS = "清单.json", "案卷.pdf", "材料"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""When a package's files were made: the same for all, so that the same file gives the same package."""


@desk()
def archives_page(request: HttpRequest) -> HttpResponse:
    """Closed cases, the last closed first: how long each is kept, and whether it is in the archives (``?which``); ``?after``: the last row's key."""
    which = asked(request, "which", (OPEN, IN))
    found = cases.led_in(request.scope).filter(phase__in=CLOSED).order_by("-closed_on", "-pk")
    if which:
        found = archives.among(found, handed_in=which == IN)
    found = _after(found, request.GET.get("after", ""))
    page = list(found[: PAGE + 1])
    shown, more = page[:PAGE], len(page) > PAGE
    terms, gone, subjects = archives.kept(shown), archives.handed_in(shown), cases.subjects_of(shown)
    return show(
        request,
        "desk/archives.html",
        "归档",
        source=table()["source"],
        lines=[_line(each, terms[each.ref], gone.get(each.pk), subjects[each.ref]) for each in shown],
        tabs=[
            {"label": label, "url": f"{BASE}?which={code}" if code else BASE, "current": code == which}
            for code, label in (("", "全部办结的"), (OPEN, "还没有移交"), (IN, "已经移交"))
        ],
        older_url=f"{BASE}?{urlencode({'which': which, 'after': _key(shown[-1])})}" if more else "",
        newer_url=f"{BASE}?{urlencode({'which': which})}" if request.GET.get("after") else "",
    )


def _key(case: Case) -> str:
    return f"{case.closed_on.isoformat()}.{case.pk}"


def _after(found: Any, key: str) -> Any:
    day, _, number = key.partition(".")
    try:
        return archives.closed_before(found, date.fromisoformat(day), int(number)) if number.isdecimal() else found
    except ValueError:
        return found


def _line(case: Case, term: Any, gone: Any, subject: str) -> dict[str, Any]:
    last = term.until(case.closed_on)
    return {
        "case": case, "subject": subject, "kept": term.label, "why": term.why, "until": last, "gone": gone, "url": f"/desk/c/{case.reference}/",
        "ended": declare.procedure(case.procedure).outcomes.get(case.outcome, ""),
    }  # fmt: skip


@desk(methods=("POST",))
def package(request: HttpRequest, reference: str) -> HttpResponse:
    """The file of a closed case as a package, for whoever handles it at its lead unit; that it went out is a fact."""
    case = case_of(request, reference)
    if not cases.may_bundle(request.scope, case):
        raise Http404
    try:
        if why := archives.not_yet(case):
            raise StepRefused(why)
        made, manifest, files = packed(case, request.today)
        digest = sha256(manifest).hexdigest()
        archives.hand_in(case=case, digest=digest, files=files, by=request.scope.actor(), at=request.at)
    except (NotBound, StepRefused) as refusal:
        messages.warning(request, f"{refusal}。")
        return redirect(f"/desk/c/{case.reference}/")
    return download(made, f"{case.reference}案卷.zip", "application/zip")


def packed(case: Case, today: date) -> tuple[bytes, bytes, int]:
    """The package, its manifest, and how many files are in it beside the manifest."""
    files = of_owner(case.ref)
    check_size(files)
    names = file_names(files)
    parts = {BOUND: whole_file(case, today, drawer_of(case).face("desk"), internal=True).pdf}
    for number, file in enumerate(files, start=1):
        parts[f"{PAPERS}/{number:03d}_{_safe(names[file.public_id])}"] = read_bytes(file)
    manifest = json.dumps(_manifest(case, parts, today), ensure_ascii=False, indent=1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in {MANIFEST: manifest, **parts}.items():
            made.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue(), manifest, len(parts)


def _safe(name: str) -> str:
    return "".join("_" if sign in '/\\:*?"<>|' else sign for sign in name)


def _manifest(case: Case, parts: dict[str, bytes], today: date) -> dict[str, Any]:
    procedure, term = declare.procedure(case.procedure), archives.kept([case])[case.ref]
    last, head = term.until(case.closed_on), log.published()
    told = cases.ledger_of(case.ref)[::-1]
    entries = log.leaves([idx for idx, _, _ in told])
    return {
        "编号": case.reference,
        "程序": procedure.name,
        "主办单位": case.unit.name,
        "收到日期": case.first_received_on.isoformat() if case.first_received_on else "",
        "办结日期": case.closed_on.isoformat(),
        "办理结果": procedure.outcomes.get(case.outcome, case.outcome),
        "保管期限": term.label,
        "保管到": last.isoformat() if last else "",
        "依据": f"{term.why}（{term.version}）",
        "移交日期": today.isoformat(),
        "文件": [
            {"名称": name, "字节": len(data), "SHA-256": sha256(data).hexdigest()} for name, data in parts.items()
        ],
        "台账": [
            {
                "序号": idx, "时间": localtime(fact.at).isoformat(timespec="seconds"), "内容": sentence,
                "叶子": merkle.leaf_hash(entries[idx]).hex(),
            }
            for idx, fact, sentence in told
        ],
        "检查点": {"来源": head.origin, "条数": head.size, "根": head.root.hex()} if head else None,
    }  # fmt: skip


archive_urls = [path("archives/", archives_page), path("c/<str:reference>/archive", package)]
