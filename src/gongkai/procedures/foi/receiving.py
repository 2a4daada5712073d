"""Who brings an application, for whom, and in what manner: agents, guardians, the oral, several together, what another organ passed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from gongkai.ground.files.actions import put
from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.parties import vault
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import facts
from gongkai.procedures.foi.models import Application

GROWN_UP = 18
"""民法典第17条: who is younger applies through a guardian, or has one agree."""
MOST_APPLICANTS, MOST_PAPERS = 50, 20


@dataclass(frozen=True)
class Request:
    """What an applicant asks. ``party``: name, organisation, id_number, phone, email, address; all personal. With them who acts for them
    (``stand_in``, ``stand_in_id``, ``stand_in_phone``) and who applies with them (``others``, one a line).
    """

    party_type: str
    party: dict[str, str]
    subject: str
    wanted: str
    form_wanted: str
    delivery: str


@dataclass(frozen=True)
class Manner:
    """``stands``: agent or guardian, with ``authority`` filed or seen; ``oral``: said and taken down, read back and confirmed; ``applicants``: how
    many, of whom the first is served (the tables count the application once, by their kind); ``scans``: of what came.
    """

    COLUMNS: ClassVar = ("stands", "authority", "oral", "applicants", "passed_on_by", "tell_by")

    stands: str = ""
    authority: str = ""
    oral: bool = False
    applicants: int = 1
    passed_on_by: str = ""
    tell_by: str = ""
    scans: Sequence[Upload] = ()


AS_ASKED = Manner()


def name_of(wanted: str, subject: str = "") -> str:
    """What an application is called: the name it was given, or the beginning of its text, at most thirty signs."""
    line = (wanted.strip().splitlines() or [""])[0]
    return subject or (line if len(line) <= 30 else f"{line[:29]}…")


def takes_email(unit: Unit) -> bool:
    """Does a unit's guide offer to apply by e-mail? It does where it names a mailbox (条例第12、28条)."""
    return bool(unit.email)


def check(manner: Manner, request: Request, channel: str, unit: Unit, received_on: date | None) -> None:
    """Raises StepRefused for a manner that does not go with what is asked."""
    if channel == "email" and not takes_email(unit):
        raise StepRefused(f"{unit.name}的公开指南没有提供电子邮件申请，请选别的方式", "channel")
    if (channel == "transfer") is not bool(manner.passed_on_by.strip()):
        said = "请写是哪个机关转来的" if channel == "transfer" else "其他机关转来的，来件方式请选“其他机关转送”"
        raise StepRefused(said, "passed_on_by")
    if channel == "transfer" and received_on is None:
        raise StepRefused("请写收到转送函那天：期限从第二天起算", "received_on")
    if manner.oral and channel != "counter":
        raise StepRefused("口头申请由申请人当面说，来件方式请选“当面”（条例第29条）", "channel")
    if manner.stands not in ("", *dict(Application.STANDS)):
        raise StepRefused("请选谁代为申请", "stands")
    if bool(manner.stands) is not bool(request.party.get("stand_in")):
        raise StepRefused("有人代为申请的，选是代理人还是监护人，并写他的姓名", "stand_in")
    # Through the web no paper is shown: the officer asks for it where they need it.
    if channel != "web" and manner.stands and manner.authority not in dict(Application.AUTHORITY):
        raise StepRefused("请写明代为申请的证明（委托书、户口簿等）是附上了，还是查验过", "authority")
    if not 1 <= manner.applicants <= MOST_APPLICANTS:
        raise StepRefused(f"共同申请的最多写{MOST_APPLICANTS}人", "others")


def file_scans(case: Case, scans: Sequence[Upload]) -> list[Ledgered]:
    """Keep what came with an application, sealed like the rest of it; the rows are for the caller's fact."""
    if not scans:
        return []
    if len(scans) > MOST_PAPERS:
        raise StepRefused(f"一次最多附{MOST_PAPERS}份，这次有{len(scans)}份，请分几次附", "scans")
    stored = [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in scans]
    seq = vault.next_seq(case.ref, "papers")
    return [*stored, vault.seal(case.ref, "papers", [each.public_id for each in stored], seq=seq)]


@acting
def file_papers(
    *, case: Case, scans: Sequence[Upload], by: Actor, at: datetime, what: str = "", seen: int | None = None
) -> Case:
    """Add what belongs to the application itself, once it is registered. Raises StepRefused."""
    if not scans:
        raise StepRefused("请选要附的文件", "scans")
    if vault.is_erased(case.ref):
        raise StepRefused("这一件申请人的信息已经清除，不能再附材料")
    rows = step(case, "file_papers", by=by, at=at, seen=seen, note=what.strip())
    rows += file_scans(case, scans)
    tell(facts.FoiPapersFiled(case.reference, len(scans)), case, by=by, at=at, rows=rows)
    return case
