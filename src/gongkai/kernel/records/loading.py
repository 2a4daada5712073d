"""Loading a template of the catalogue: first what it would do, section by section, then doing it as one act.

A template never deletes and never takes back what the office has decided: a value follows a newer version only where it still is
what the version before had said; what is closed stays closed.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.kernel.records import facts
from gongkai.kernel.records.catalogue import WORDS, owe
from gongkai.kernel.records.models import LoadedTemplate, Section
from gongkai.pure.guard.sentences import first_personal
from gongkai.pure.law.catalogue_file import SectionSpec, Template, version_order

ADD, CHANGE, SAME, LEFT = "add", "change", "same", "left"
"""What happens to a section: it is new; it changes; it is so already; it is left as it is, for a reason."""


@dataclass(frozen=True)
class Planned:
    """What happens to one section of a file (or, with line 0, to one that an earlier version had). ``told`` says which columns, or why not."""

    key: str
    name: str
    line: int
    what: str
    told: str = ""


@dataclass(frozen=True)
class Plan:
    """What loading a template does. ``changes`` are the columns to set, by section in order."""

    template: Template
    steps: list[Planned]
    changes: dict[str, dict[str, Any]]
    known: LoadedTemplate | None

    @property
    def idle(self) -> bool:
        """Is there nothing to do: the same version, and every section as it should be?"""
        return not self.changes and self.known is not None and version_order(self.known.version) == self.template.order

    def count(self, what: str) -> int:
        return sum(step.what == what for step in self.steps)


class LoadRefused(ValueError):
    """A template that cannot be loaded; the message is English, ``line`` 0 where none is to blame."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {message}" if line else message)


def plan(template: Template, wanted: Collection[str] = ()) -> Plan:
    """What loading would do; ``wanted`` names the optional sections to take. Raises LoadRefused."""
    known = LoadedTemplate.objects.filter(pk=template.key).first()
    before: dict[str, dict[str, Any]] = json.loads(known.content) if known else {}
    if known and template.order < version_order(known.version):
        raise LoadRefused(f"version {known.version} of {template.key} is loaded; {template.version} is older")
    if known and template.order == version_order(known.version) and template.content() != before:
        raise LoadRefused(
            f"version {known.version} of {template.key} is loaded and says something else; give this file a higher version"
        )
    optional = {spec.key for spec in template.sections if spec.optional}
    if strange := set(wanted) - optional:
        raise LoadRefused(
            f"{', '.join(sorted(strange))}: no optional section; those of this file: {', '.join(sorted(optional)) or 'none'}"
        )
    return _Planning(template, known, before, set(wanted)).plan()


class _Planning:
    def __init__(
        self, template: Template, known: LoadedTemplate | None, before: dict[str, dict[str, Any]], wanted: set[str]
    ) -> None:
        self.template, self.known, self.before, self.wanted = template, known, before, wanted
        self.sections = {section.pk: section for section in Section.objects.all()}
        self.last = max((section.position for section in self.sections.values()), default=0)
        self.steps: list[Planned] = []
        self.changes: dict[str, dict[str, Any]] = {}

    def plan(self) -> Plan:
        for spec in self.template.sections:
            what, told = self._one(spec)
            self.steps.append(Planned(spec.key, spec.values["name"], spec.line, what, told))
        here = {spec.key for spec in self.template.sections}
        for key in self.before:
            if key not in here and key in self.sections:
                self.steps.append(
                    Planned(key, self.sections[key].name, 0, LEFT, "no longer in the template; it stays as it is")
                )
        return Plan(self.template, self.steps, self.changes, self.known)

    def _one(self, spec: SectionSpec) -> tuple[str, str]:
        section = self.sections.get(spec.key)
        if section is None:
            return self._new(spec)
        if section.closed_on:
            into = f" into {section.merged_into}" if section.merged_into else ""
            return LEFT, f"closed{into} by the office"
        return self._known(spec, section)

    def _new(self, spec: SectionSpec) -> tuple[str, str]:
        if spec.optional and spec.key not in self.wanted:
            return LEFT, f"optional; take it with --with {spec.key}"
        self.last += 1
        values = spec.values | {"parent_key": self._parent(spec), "position": self.last, "template": self.template.key}
        self.changes[spec.key] = values
        self.sections[spec.key] = Section(key=spec.key, **values)
        return ADD, f"below {values['parent_key']}" if values["parent_key"] else "at the top"

    def _parent(self, spec: SectionSpec) -> str:
        """The key of the section above as it stands now. Raises LoadRefused where there is none."""
        key: str = spec.values["parent_key"]
        while key:
            above = self.sections.get(key)
            if above is None:
                raise LoadRefused(
                    f"{spec.key} stands below {key}, which was left out; take it with --with {key}", spec.line
                )
            if not above.closed_on:
                return key
            if not above.merged_into:
                raise LoadRefused(
                    f"{spec.key} stands below {key}, which the office has closed; reopen it first", spec.line
                )
            key = above.merged_into
        return ""

    def _known(self, spec: SectionSpec, section: Section) -> tuple[str, str]:
        """A section that is there: what is empty, or still as the version before said, follows; the rest is the office's."""
        before, new, own = self.before.get(spec.key), {}, []
        for name, value in spec.values.items():
            now = getattr(section, name)
            if now == value:
                continue
            if name == "parent_key" and before is None:
                own.append(name)
            elif now == (before or {}).get(name, Section._meta.get_field(name).get_default()):
                new[name] = self._parent(spec) if name == "parent_key" else value
            else:
                own.append(name)
        kept = f"as the office has it: {', '.join(own)}" if own else ""
        if not new:
            return (LEFT, kept) if own else (SAME, "")
        self.changes[spec.key] = new
        return CHANGE, "; ".join(filter(None, (", ".join(new), f"left {kept}" if kept else "")))


def load(*, template: Template, by: str, at: datetime, wanted: Collection[str] = ()) -> Plan:
    """Load a template as one act; nothing is done, and no fact recorded, where there is nothing to do. Raises LoadRefused."""
    planned = plan(template, wanted)
    for key, values in planned.changes.items():
        name, _ = first_personal(values, WORDS, localdate(at))
        if name:
            raise LoadRefused(f"{key}: its {name} would be public, and tells somebody's personal data; take that out")
    if not planned.idle:
        enter(planned=planned, by=by, at=at)
    return planned


@acting
def enter(*, planned: Plan, by: str, at: datetime) -> None:
    """Do what was planned."""
    template = planned.template
    known = {section.pk: section for section in Section.objects.filter(pk__in=planned.changes)}
    rows: list[Any] = []
    for key, values in planned.changes.items():
        section = known.get(key) or Section(key=key)
        for name, value in values.items():
            setattr(section, name, value)
        owe(section, localdate(at))
        section.save()
        rows.append(section)
    loaded = planned.known or LoadedTemplate(key=template.key)
    loaded.name, loaded.version, loaded.basis, loaded.loaded_on = (
        template.name,
        template.version,
        template.basis,
        localdate(at),
    )
    loaded.content = json.dumps(template.content(), ensure_ascii=False, sort_keys=True)
    loaded.save()
    told = facts.CatalogueLoaded(
        template.key, template.name, template.version, planned.count(ADD), planned.count(CHANGE)
    )
    record_fact(told, ref=f"catalogue:{template.key}", by=by, at=at, rows=[*rows, loaded], touches=["sections"])
