"""Compose documents: believable, varied, never two that differ only in a number.

`Composer` remembers the skeleton of every title and body it has given (all numbers made one token) and
draws anew on a clash, so a year of records needs no later weeding. The same seed and calls give the same texts.
"""

import re
from bisect import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from random import Random

from gongkai.demo.content.context import Context, in_words, workday_before
from gongkai.demo.content.foi import Application, draw
from gongkai.demo.content.forms import RURAL, Form, Work, forms_for, works_of
from gongkai.demo.content.phrases import render, write
from gongkai.demo.content.places import homes, rural, towns
from gongkai.demo.content.registry import Unit, units
from gongkai.demo.content.registry import unit as unit_by_code

ATTEMPTS = 400
KINDS = ("policy", "notice", "news")
SIGNED = '<p class="signed">'
_NUMBER = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两]+(?:[.．,，:：][0-9]+)*")
_DATE = re.compile(r"#年(?:#月)?(?:#日)?|#月(?:#日)?")
_TAG = re.compile(r"<[^>]*>")
_TWICE = re.compile("管理(?:监督)?管理|监管(?:监督)?管理")
_PARAGRAPH = re.compile(r"<(?:p|li)>([^<]{16,})</(?:p|li)>")
_COUNTED = re.compile(r"^(?:\d+\.|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+条　)")
_ANNOUNCED = re.compile(r"[，。](?:现|经研究)[^，。]*(?:：|，[^，。]*：)$")


class Exhausted(RuntimeError):
    """The unit has said everything it can say of this kind in this month."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as an editor would enter it.

    `kind` is "policy", "notice" or "news" (a short item for a channel); `section_key` a leaf of the
    catalogue; `formed_on` the day of signing (成文日期), never after the day it was composed for;
    `effective_on`, `expires_on` only for normative documents.
    """

    kind: str
    title: str
    body_html: str
    section_key: str
    document_number: str | None
    formed_on: date
    effective_on: date | None
    expires_on: date | None
    keywords: tuple[str, ...]
    normative: bool
    summary: str


def with_paragraph(body: str, text: str) -> str:
    """A body with one more paragraph: before the signature if it has one."""
    at = body.find(SIGNED)
    before, after = (body[:at], body[at:]) if at >= 0 else (body, "")
    return f"{before}<p>{text}</p>{after}"


def skeleton(text: str) -> str:
    """The text without tags, with every number and date made the same token.

    Two texts with one skeleton differ at most in numbers.
    """
    return _DATE.sub("#", _NUMBER.sub("#", _TAG.sub("\n", text)))


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(sorted((*towns(), *(unit.short_name for unit in units())), key=len, reverse=True)))


def doubled(text: str) -> bool:
    """Does a town or a unit stand right behind a town or itself, as in 沙溪镇沙溪镇?"""
    last = None
    for found in _names().finditer(text):
        if last and found.start() == last.end() and (last[0] in towns() or last[0] == found[0]):
            return True
        last = found
    return False


def _digest(text: str) -> bytes:
    return blake2b(skeleton(text).encode(), digest_size=10).digest()


class Composer:
    """Gives documents for units and days; see the module's promise."""

    def __init__(self, seed: int | str) -> None:
        self.rng = Random(seed)
        self._given: set[bytes] = set()
        self._serials: dict[tuple[str, int], tuple[int, date]] = {}

    def compose(self, unit: Unit | str, on: date, *, kind: str | None = None, normative: bool | None = None) -> Text:
        """One document of `unit` that could be published on the day `on`.

        Without `kind` a policy or a notice, as the unit would; "news" must be asked for. Raises
        `ValueError` if the unit issues nothing of that kind, `Exhausted` if it ran out of it.
        """
        if isinstance(unit, str):
            unit = unit_by_code(unit)
        if kind is None and normative is None:
            kind = "policy" if self.rng.random() < 0.3 else "notice"
        elif kind is None:
            kind = "policy"
        # The day of signing is a working day, and its month is the one that is spoken of.
        on = workday_before(on, 0)
        found, weights = forms_for(unit, on.month, kind, normative)
        if not found:
            raise ValueError(f"{unit.short_name} issues no {kind} (normative: {normative}) in month {on.month}")
        for _ in range(ATTEMPTS):
            form = found[bisect(weights, self.rng.random() * weights[-1])]
            if text := self._try(form, unit, on):
                return text
        raise Exhausted(f"{unit.short_name} has no {kind} left for month {on.month}")

    def application(
        self,
        on: date,
        *,
        applicant_type: str | None = None,
        unit: Unit | str | None = None,
        outcome: str | None = None,
        channel: str | None = None,
    ) -> Application:
        """One application received around the day `on`; see `gongkai.demo.content.foi.draw`.

        What is wanted differs from every other application of this run in more than numbers; and a unit is asked about one subject
        once, as long as there are others.
        """
        for attempt in range(ATTEMPTS):
            drawn = draw(self.rng, on, applicant_type=applicant_type, unit=unit, outcome=outcome, channel=channel)
            wanted, subject = _digest("A" + drawn.wanted), _digest(f"S{drawn.unit} {drawn.subject}")
            if wanted not in self._given and (subject not in self._given or attempt > ATTEMPTS // 2):
                self._given.update((wanted, subject))
                return drawn
        raise Exhausted("no application of this kind is left")

    def _try(self, form: Form, unit: Unit, on: date) -> Text | None:
        """Write the form once; None if its title or body was given before."""
        rng = self.rng
        formed = on if form.kind == "news" else self._formed(form, unit, on)
        work = None
        if form.uses:
            works = works_of(unit, on.month, form.uses)
            work = works[int(rng.random() * len(works))]
        in_villages = form.rural or (work is not None and _in_villages(work, unit))
        context = Context(rng, unit, formed, rural=in_villages)
        if work:
            _bring(work, context)
        effective, expires = _validity(form, formed, context)
        title = render(form.titles[int(rng.random() * len(form.titles))], rng, context)
        title = _TWICE.sub("管理", title)
        title_digest = _digest("T" + title)
        if title_digest in self._given or doubled(title) or title.count(unit.short_name) > 1:
            return None
        pools = form.pools if work is None else {**form.pools, **work.pools}
        body = write(form.lines, rng, context, pools)
        body = _TWICE.sub("管理", body)
        body_digest = _digest("B" + body)
        if body_digest in self._given or doubled(body):
            return None
        self._given.update((title_digest, body_digest))
        number = self._number(form, unit, formed) if form.series else None
        if form.signed and form.kind != "news":
            body += f"{SIGNED}{_issuer(form, unit)}</p>{SIGNED}{in_words(formed)}</p>"
        return Text(
            kind=form.kind,
            title=title,
            body_html=body,
            section_key=form.section or (work.section if work else "dongtai"),
            document_number=number,
            formed_on=formed,
            effective_on=effective,
            expires_on=expires,
            keywords=_keywords(form, work, context),
            normative=form.normative,
            summary=_summary(title, body),
        )

    def _formed(self, form: Form, unit: Unit, on: date) -> date:
        """Signed some working days before; numbered documents not before the one numbered last."""
        formed = workday_before(on, int(self.rng.random() ** 2 * 12))
        if formed.month != on.month:
            formed = workday_before(on, 0)
        if form.series:
            _, last = self._serials.get((_prefix(form, unit), formed.year), (0, formed))
            if formed < last <= on:
                return last
        return formed

    def _number(self, form: Form, unit: Unit, formed: date) -> str:
        prefix = _prefix(form, unit)
        serial, last = self._serials.get((prefix, formed.year), (0, formed))
        self._serials[prefix, formed.year] = (serial + 1, max(last, formed))
        return f"{prefix}〔{formed.year}〕{serial + 1}号"


def compose(rng: Random, unit: Unit | str, on: date, *, kind: str | None = None, normative: bool | None = None) -> Text:
    """One document on its own: like `Composer.compose`, without a memory of what was given before."""
    return Composer(rng.getrandbits(64)).compose(unit, on, kind=kind, normative=normative)


def _in_villages(work: Work, unit: Unit) -> bool:
    """Work at a village is no work in the streets of the seat, unless the unit has no other place."""
    return work.section in RURAL or (work.where == "village" and bool(set(homes(unit)) & set(rural())))


def _bring(work: Work, context: Context) -> None:
    """Lay the work's name, reason and place into the document's slots."""
    context.said["work"] = render(work.name, context.rng, context)
    place = context(work.where)
    if work.where == "village":
        place = context("town") + place
    own = context.unit.short_name
    # Beside its own name, the unit's own place goes without it, and so does a place of its only town.
    spot = place.removeprefix(own) or {"school": "校内", "hospital": "院内"}.get(context.unit.tag, "本单位")
    context.said["spot"] = spot.removeprefix(homes(context.unit)[0]) if len(homes(context.unit)) == 1 else spot
    context.said["where"] = context.said["spot"] if context.unit.level == "town" else place
    bad = work.pools["bad"]
    context.said["bad_one"] = render(bad[int(context.rng.random() * len(bad))], context.rng, context)
    context.said["why"] = render(work.why[int(context.rng.random() * len(work.why))], context.rng, context)


def _validity(form: Form, formed: date, context: Context) -> tuple[date | None, date | None]:
    """Normative documents take effect later and lapse: 5 years, 2 when provisional or on trial."""
    if not form.normative:
        return None, None
    effective = formed + timedelta(context.rng.choice((0, 15, 30, 30, 45)))
    instrument = context("instrument")
    years = 2 if "暂行" in instrument or "试行" in instrument else 5
    context.said["effective"] = in_words(effective)
    context.said["years"] = str(years)
    day_of_lapse = effective.replace(day=28) if (effective.month, effective.day) == (2, 29) else effective
    return effective, day_of_lapse.replace(year=effective.year + years) - timedelta(1)


def _prefix(form: Form, unit: Unit) -> str:
    if form.series.startswith("明"):
        return form.series
    return unit.doc_prefix + ("规" if form.normative else form.series)


def _issuer(form: Form, unit: Unit) -> str:
    if form.series in ("明政发", "明政规"):
        return "明川县人民政府"
    return unit.name


def _keywords(form: Form, work: Work | None, context: Context) -> tuple[str, ...]:
    words = [*form.keywords, *([context.said["work"]] if work else [])]
    for slot in ("town", "crop", "subsidy", "food", "project"):
        if slot in context.said and len(words) < 5:
            words.append(context.said[slot])
    return tuple(dict.fromkeys(words))


def _summary(title: str, body: str) -> str:
    """The first sentence that tells something; what it announces ("现公告如下：") is left out."""
    for found in _PARAGRAPH.finditer(body):
        sentence = _ANNOUNCED.sub("。", _COUNTED.sub("", found[1]))
        if not sentence.endswith("："):
            end = sentence.find("。")
            return sentence[: end + 1] if 0 < end < 120 else sentence[:100].rstrip("，、；") + "……"
    return title
