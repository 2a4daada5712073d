"""What a drawer's desk face says of its duties: ``DUTIES`` and ``WAITS``, both optional, both by the duty's kind."""

from types import ModuleType

from gongkai.kernel.flow.models import Duty
from gongkai.pure import declare

RESTS = ("已暂停", "等的日子过了", 0)


def face_of(procedure: str) -> ModuleType | None:
    """The desk face of a procedure's drawer; None for kinds of record."""
    drawer = next((d for d in declare.procedures() if d.code == procedure), None)
    return drawer.face("desk") if drawer else None


def asked_for(duty: Duty) -> str:
    """The words for a duty that is not simply the next step of its case: an opinion that is awaited from somebody."""
    return getattr(face_of(duty.procedure), "DUTIES", {}).get(duty.kind, "")


def waits_for(duty: Duty) -> tuple[str, str, int]:
    """Of a duty that rests while somebody outside is to move: what we wait for, what is said when their day has passed,
    and how many empty days the ruler shows because the term starts anew afterwards (0: no ruler)."""
    return getattr(face_of(duty.procedure), "WAITS", {}).get(duty.kind, RESTS)
