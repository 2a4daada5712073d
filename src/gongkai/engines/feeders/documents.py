"""From a record to what is indexed of it, for the public and for the desk: by its kind's declared fields, so that a new kind is found too."""

import html
import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from gongkai.engines.feeders import queries
from gongkai.engines.feeders.queries import Row, SectionNames, UnitNames
from gongkai.ground.search import texts
from gongkai.ground.search.index import Document
from gongkai.ground.search.places import DESK, PUBLIC
from gongkai.pure import declare

_TAG = r"[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>"
_WITHIN_WORDS = re.compile(rf"</?(?:strong|em|u|a|span|sub|sup)\b{_TAG}")
_ANY = re.compile(rf"<[/a-z]{_TAG}")
NOT_IN_FORCE = ("expired", "repealed", "closed")


def words_of(body: str) -> str:
    """A cleaned HTML text without its tags; a block's end is a line's end."""
    return html.unescape(_ANY.sub("\n", _WITHIN_WORDS.sub("", body)))


class Teller:
    """Tells documents of records. It reads units and sections once; make a new one for each round."""

    @cached_property
    def units(self) -> dict[int, UnitNames]:
        return queries.units()

    @cached_property
    def sections(self) -> dict[str, SectionNames]:
        return queries.sections()

    def path(self, key: str) -> list[SectionNames]:
        """From the top down to the section itself."""
        found: list[SectionNames] = []
        while key in self.sections and self.sections[key] not in found:
            found.insert(0, self.sections[key])
            key = self.sections[key].parent_key
        return found

    def documents(self, ids: Collection[str]) -> dict[str, dict[str, Document]]:
        """By door, and by id, what is indexed of these records there. Their attachments are asked for; those not read yet come later."""
        shown, all_of_them = queries.public_rows(ids), queries.desk_rows(ids)
        known = queries.files(
            self._files_in(all_of_them.values())
            | {f["id"] for row in shown.values() for f in row.content["attachments"]}
        )
        hanging: dict[str, set[str]] = {each: set() for each in ids}
        for file in known.values():
            owner = file.owner.partition(":")[2]
            if file.media_type in texts.READABLE and owner in hanging:
                hanging[owner].add(file.public_id)
        read = texts.hang_on(hanging)
        scopes = queries.units_with_duties(ids)
        public = {
            key: self._document(row, [(f["id"], f["name"]) for f in row.content["attachments"]], read)
            for key, row in shown.items()
        }
        desk = {}
        for key, row in all_of_them.items():
            attached = [(each, known[each].name) for each in row.content.get("attachments") or () if each in known]
            desk[key] = self._document(row, attached, read, scope={row.unit_id} | scopes.get(key, set()))
        return {PUBLIC: public, DESK: desk}

    @staticmethod
    def _files_in(rows: Iterable[Row]) -> set[str]:
        return {each for row in rows for each in row.content.get("attachments") or ()}

    def _document(
        self, row: Row, attached: list[tuple[str, str]], read: dict[str, str], scope: set[int] | None = None
    ) -> Document:
        unit, path = self.units[row.unit_id], self.path(row.section_id)
        kind, day = declare.kind(row.kind), (row.published_on if scope is None else None) or row.formed_on
        said = [words for _, words in spoken(kind, row.content, public=scope is None)]
        said += [name for _, name in attached] + [read[file] for file, _ in attached if file in read]
        names = [unit.name, unit.short_name, kind.name, *(section.name for section in path)]
        if scope is None:
            names.append(row.content["unit"]["name"])  # as it was called then
        facets = {
            "unit": (unit.code,), "kind": (row.kind,), "section": tuple(section.pk for section in path), "year": (str(day.year),),
            "validity": (row.validity,) if row.validity else (),
            "subject": (row.content["subject"],) if row.content.get("subject") else (),
            "audience": tuple(self._audience(path)),
            "state": (row.state,) if scope is not None else (),
        }  # fmt: skip
        return Document(
            key=row.key, title=row.content.get("title") or "", texts=tuple(said), names=tuple(dict.fromkeys(names)),
            numbers=tuple(n for n in (row.document_number, row.index_number) if n), facets=facets, day=day.toordinal(), year=day.year,
            in_force=row.validity not in NOT_IN_FORCE, standing=kind.standing, scope=tuple(sorted(scope or ())),
        )  # fmt: skip

    @staticmethod
    def _audience(path: list[SectionNames]) -> list[str]:
        """Whom a section is for, of the nearest that says so."""
        said = next((section.audience for section in reversed(path) if section.audience), "")
        return [word for word in re.split(r"[、,，;；\s]+", said) if word]


def spoken(kind: type[declare.Kind], content: dict[str, Any], *, public: bool) -> list[tuple[str, str]]:
    """The values of a content that are words, without the title: pairs of a field's label and what it says. The text comes first. What many
    say alike, since it was offered to them, tells nothing of this one.
    """
    found = []
    for spec in reversed(kind.all_fields()):
        value = content.get(spec.name)
        if spec.name == "title" or value in (None, "", [], False, True) or (public and not spec.public) or spec.offers:
            continue
        if spec.type == "html":
            found.append((spec.label, words_of(str(value))))
        elif spec.type == "words":
            found.append((spec.label, "；".join(value)))
        elif spec.type == "choice":
            found.append((spec.label, dict(spec.choices).get(value, str(value))))
        elif spec.grid:
            found.append((spec.label, "\n".join(" ".join(filter(None, row.values())) for row in value)))
        elif spec.type in ("line", "text"):
            found.append((spec.label, str(value)))
    return found
