"""What a drawer's desk face says of its duties: ``DUTIES`` and ``WAITS``, both optional, both by the duty's kind.

The face of a kind of record may also define ``acts()``, its own acts by name, each with ``roles`` and ``fits(record)``; and
``panels(record, scope, today)``, what stands beside a record's page.
"""

from datetime import date
from types import ModuleType
from typing import Any

from gongkai.doors.desk import demanding, rating
from gongkai.ground.ui.parts import Panel
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records.models import Record
from gongkai.pure import declare

RESTS = ("已暂停", "等的日子过了", 0)


def face_of(procedure: str) -> ModuleType | None:
    """The desk face of the drawer that a duty belongs to: of a procedure ("foi") or a kind of record ("record:policy")."""
    family, _, kind = procedure.partition(":")
    shelf, code = (declare.kinds(), kind) if kind else (declare.procedures(), family)
    drawer = next((d for d in shelf if d.code == code), None)
    return drawer.face("desk") if drawer else None


def acts_of_kind(kind: str) -> dict[str, Any]:
    """The acts that a kind's drawer adds to those of every record."""
    face = face_of(f"{Record.SUBJECT}:{kind}")
    return face.acts() if hasattr(face, "acts") else {}


def panels(record: Record, scope: Scope, today: date) -> list[Panel]:
    """What a kind's drawer tells of a record."""
    face = face_of(f"{Record.SUBJECT}:{record.kind}")
    return face.panels(record, scope, today) if hasattr(face, "panels") else []


def asked_for(duty: Duty) -> str:
    """The words for a duty that is not simply the next step of its case: an opinion that is awaited from somebody."""
    return (demanding.DUTIES | rating.DUTIES | getattr(face_of(duty.procedure), "DUTIES", {})).get(duty.kind, "")


def waits_for(duty: Duty) -> tuple[str, str, int]:
    """Of a duty that rests while somebody outside is to move: what we wait for, what is said when their day has passed,
    and how many empty days the ruler shows because the term starts anew afterwards (0: no ruler)."""
    return getattr(face_of(duty.procedure), "WAITS", {}).get(duty.kind, RESTS)
