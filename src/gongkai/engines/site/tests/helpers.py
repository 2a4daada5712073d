"""What the site's tests share: people who can publish for both units, and a look at the tree."""

from datetime import date
from pathlib import Path

from tests.plugins.cast import SETUP, Cast, noon
from tests.plugins.scenes import lawful, passed

from gongkai.engines.site import tree
from gongkai.ground.units import actions as units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records import actions
from gongkai.kernel.records.models import Record, Section
from gongkai.pure.declare import Role

EDITOR, REVIEWER, SECRECY, SIGNATORY, ADMIN = "wang_bianji", "li_shenhe", "wu_baomi", "liu_qianfa", "lin_guanli"
_ROLES = {EDITOR: Role.EDITOR, REVIEWER: Role.REVIEWER, SECRECY: Role.SECRECY_REVIEWER, SIGNATORY: Role.SIGNATORY}

WHY_NOT = {"no_interpretation": "内容单一"}
"""What a policy document says that goes out without an interpretation; other kinds pass over it."""


class Office:
    """Acts on records for any unit of the cast, in the fewest words."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        for username, role in _ROLES.items():
            units.appoint(
                person=cast.people[username], unit=cast.units["wjw"], role=role, at=noon("2025-01-03"), by=SETUP, from_on=date(2000, 1, 1)
            )  # fmt: skip
        self.actors: dict[str, Actor] = {name: cast.actor(name) for name in (*_ROLES, ADMIN)}

    def draft(
        self, day: str, *, unit: str = "zjj", section: str = "policy", kind: str = "policy", title: str = "办法", **more
    ) -> Record:
        content = {"title": title, "formed_on": day, "body": f"<p>{title}的正文。</p>"} | WHY_NOT | more
        return actions.draft(
            kind=kind, unit=self.cast.units[unit], section=Section.objects.get(pk=section), content=content,
            by=self.actors[EDITOR], at=noon(day),
        )  # fmt: skip

    def publish(self, day: str, **what) -> Record:
        return self.through_the_gates(self.draft(day, **what), day)

    def through_the_gates(self, record: Record, day: str) -> Record:
        at = noon(day)
        if record.normative and not record.published_on:
            lawful(self.cast, record, at=at)
            passed(self.cast, record, at=at)
        actions.submit(record=record, by=self.actors[EDITOR], at=at)
        actions.pass_review(record=record, by=self.actors[REVIEWER], at=at)
        actions.clear(record=record, by=self.actors[SECRECY], at=at)
        return actions.publish(record=record, by=self.actors[SIGNATORY], at=at)

    def correct(self, record: Record, day: str, *, hide_old: bool = False, **what) -> Record:
        actions.revise(record=record, reason="更正错字", hide_old=hide_old, by=self.actors[EDITOR], at=noon(day))
        self.save(record, day, **({"body": "<p>更正后的正文。</p>"} | what))
        return self.through_the_gates(record, day)

    def save(self, record: Record, day: str, **what) -> None:
        content = {"title": record.title, "formed_on": record.formed_on.isoformat()} | WHY_NOT | what
        actions.save(record=record, content=content, by=self.actors[EDITOR], at=noon(day))

    def withdraw(self, record: Record, day: str, *, keep_title: bool = True) -> Record:
        return actions.withdraw(
            record=record, ground="条例第十五条", keep_title=keep_title, by=self.actors[SIGNATORY], at=noon(day)
        )

    def move(self, record: Record, section: str, day: str) -> Record:
        return actions.move(
            record=record, section=Section.objects.get(pk=section), by=self.actors[EDITOR], at=noon(day)
        )


def files(root: Path | None = None) -> dict[str, bytes]:
    """All files of the current tree but what the signer lays there."""
    root = root or tree.current()
    assert root is not None
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {path: content for path, content in found.items() if path not in SIGNERS and not path.endswith("/proof")}


SIGNERS = ("site-manifest/manifest", "site-manifest/vkey", "site-manifest/policy", ".proofs")


def page(path: str) -> str:
    root = tree.current()
    assert root is not None
    return (root / path).read_text("utf-8")
