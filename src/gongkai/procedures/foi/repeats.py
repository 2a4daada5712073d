"""Earlier applications of the same applicant: shown to the officer, never judged by the machine (条例第35条, 第36条第6项; 国办函〔2020〕109号第4条).

No mark of who applied is kept for this: the sealed data of the unit's latest applications is opened, compared and forgotten.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import before
from gongkai.procedures.foi import Foi

LOOKED_AT = 300
"""How many of the unit's applications before a case are looked at, newest first."""
SHOWN = 5
ALIKE = 0.5
"""From this share of common pairs of characters on, two texts are told to be alike."""
CONTACTS = ("phone", "email", "address")


@dataclass(frozen=True)
class Earlier:
    """An application of the same applicant, before this one. ``alike``: how much its words are those of this one, 0 to 1."""

    case: Case
    subject: str
    alike: float


def earlier(case: Case) -> list[Earlier]:
    """The earlier applications of the same applicant to the same unit, the most alike first; none once the case's data is erased."""
    mine = vault.unseal_all(case.ref)
    party = mine.get("party") or {}
    if not party:
        return []
    candidates = before(case, LOOKED_AT)
    sealed = vault.unseal_some([each.ref for each in candidates], "party", "subject", "wanted")
    words = pairs_of(f"{mine.get('subject', '')}{mine.get('wanted', '')}")
    found = []
    for each in candidates:
        if same_applicant(party, sealed["party"].get(each.ref) or {}):
            subject = sealed["subject"].get(each.ref, "")
            theirs = pairs_of(f"{subject}{sealed['wanted'].get(each.ref, '')}")
            found.append(Earlier(each, subject, share(words, theirs)))
    return sorted(found, key=lambda each: (-round(each.alike, 2), -each.case.pk))


def in_month(case: Case, found: list[Earlier]) -> int:
    """How many of them were received in the same calendar month."""
    day = case.first_received_on
    received = [each.case.first_received_on for each in found]
    return sum(bool(day and on and (on.year, on.month) == (day.year, day.month)) for on in received)


def same_applicant(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Is it most likely the same? By the number of the document, else by name or organisation and a way to reach them."""
    ids = (_bare(one.get("id_number")), _bare(other.get("id_number")))
    if all(ids):
        return ids[0] == ids[1]
    who = [name for name in ("organisation", "name") if _bare(one.get(name))][:1]
    if not who or _bare(one[who[0]]) != _bare(other.get(who[0])):
        return False
    return any(_bare(one.get(way)) and _bare(one.get(way)) == _bare(other.get(way)) for way in CONTACTS)


def _bare(text: Any) -> str:
    return "".join(normalize("NFKC", str(text or "")).split()).casefold()


def pairs_of(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text."""
    bare = "".join(char for char in _bare(text) if char.isalnum())
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def share(one: set[str], other: set[str]) -> float:
    """How much two texts have in common, by their pairs: 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def told(case: Case, today: date) -> list[tuple[str, str]]:
    """What the officer is shown of them beside a form; nothing where there are none."""
    found = earlier(case)
    if not found:
        return []
    lines = [_line(each) for each in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"另有{len(found) - SHOWN}件")
    this_month = in_month(case, found)
    month = f"，同一个自然月收到{this_month}件" if this_month else ""
    heading = f"很可能是同一申请人以前的申请：{len(found)}件{month}"
    return [(heading, "\n".join([*lines, "是不是重复申请、是不是明显超过合理范围，由经办人判断。"]))]


def _line(each: Earlier) -> str:
    state = Foi.states[each.case.state].label
    alike = "，内容相近" if each.alike >= ALIKE else ""
    closed = f"，{each.case.closed_on:%Y-%m-%d}" if each.case.closed_on else ""
    return f"{each.case.reference}（{state}{closed}{alike}）：{each.subject}"
