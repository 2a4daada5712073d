"""One report read, audited and told in one format: what a process of a batch does, and what its line in the league says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from gongkai.pure.audit import audit, read, say
from gongkai.pure.audit.as_json import TOLD, as_data
from gongkai.pure.audit.document import Document
from gongkai.pure.audit.finding import Audit
from gongkai.pure.audit.page import page, sheet

Form = Literal["text", "json", "html", "sheet"]


@dataclass(frozen=True)
class Task:
    """name: as the person knows it. previous: last year's report of the same body. mark: what stands around a figure in text."""

    name: str
    source: Path | bytes
    form: Form = "text"
    lang: say.Lang = "zh"
    everything: bool = False
    text: bool = False
    previous: Document | None = None
    mark: tuple[str, str] = ("**", "**")


@dataclass(frozen=True)
class Told:
    """What a report was told as, and its counts. claims: those judged, unclear ones left out. contradictions: of one cause as one."""

    name: str
    read: int
    checked: int
    claims: int
    contradictions: int
    roundings: int
    shown: Any

    @property
    def rank(self) -> tuple[int, int, str]:
        """Most contradictions first."""
        return -self.contradictions, -self.roundings, self.name


def load() -> None:
    """Load all rules and their wordings, which ``tell`` else does when it is first asked: before a process forks those that are to tell,
    so that each finds them there.
    """
    from gongkai.pure.audit import auditing  # noqa: F401

    say.reasons()


def tell(task: Task) -> Told:
    """Raises Unreadable."""
    document = read(task.source, task.name)
    found = audit(document, task.previous)
    by_verdict = [each.verdict for each in found.findings]
    return Told(
        task.name, len(found.figures), len(found.figures) - len(found.unchecked), sum(v != "unclear" for v in by_verdict),
        len(found.causes), by_verdict.count("rounding"), _shown(task, document, found),
    )  # fmt: skip


def read_alone(source: Path) -> Document:
    """Raises Unreadable."""
    return read(source, source.name)


def _shown(task: Task, document: Document, found: Audit) -> Any:
    if task.form == "json":
        return as_data(task.name, document, found, everything=task.everything, text=task.text, lang=task.lang)
    if task.form == "text":
        return "\n".join(_lines(task, document, found))
    return (page if task.form == "html" else sheet)(task.name, document, found, task.lang)


def _lines(task: Task, document: Document, found: Audit) -> list[str]:
    name = say.oneline(task.name)
    lines = [document.text, ""] if task.text else []
    lines += [f"{name}: {say.pick((note.zh, note.en), task.lang)}" for note in (*document.notes, *found.notes)]
    for group in found.by_cause:
        if task.everything or group[0].verdict in TOLD:
            line = say.line(name, document, group[0], task.lang, task.mark)
            lines.append(line + say.others(group, task.lang))
    stop = "。" if task.lang == "zh" else "."
    lines.append(f"{name}: {say.counts(found, task.lang)}{stop}")
    if found.figures:
        lines[-1] += f"{'' if task.lang == 'zh' else ' '}{say.verdicts(found, task.lang)}{stop}"
    return lines
