"""Applications for information and everything that is written around them, composed from ``asks/*.toml``.

All keys (applicant types, forms, deliveries, outcomes) are those of `gongkai.pure.law`. The remedies paragraph is not
part of an answer: the system adds it by the day of the answer.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from gongkai.demo.content.context import Context, pick, workday_before
from gongkai.demo.content.forms import RURAL
from gongkai.demo.content.phrases import Phrase, parse, render
from gongkai.demo.content.registry import Unit, load, sections, units
from gongkai.demo.content.registry import unit as unit_by_code

CHANNELS = ("web", "web", "web", "letter", "counter", "fax")
APPLICANT_TYPES = ("natural", "business", "research", "welfare", "legal", "other")
FORMS = ("electronic", "electronic", "paper", "paper", "on_site", "disc")
_DELIVERIES = {
    "electronic": ("online", "email"),
    "paper": ("post", "pick_up", "post"),
    "on_site": ("pick_up",),
    "disc": ("pick_up", "post"),
}
_ENCLOSED = "电子文件1份，随答复一并提供，见附件"
_GIVEN = {
    "electronic": "电子文件{n:1-4}份，由本机关信息公开机构另行发给{you}",
    "paper post": "复印件{n:3-46}页，另行寄给{you}",
    "paper": "复印件{n:3-46}页，请{you}持证件到{addr}领取",
    "disc post": "光盘1张，另行寄给{you}",
    "disc": "光盘1张，请{you}持证件到{addr}领取",
    "on_site": "请{you}在工作日到{addr}查阅，可以摘录",
}
"""How the information is given, by the form that was asked for, and where it matters by the way; not with the answer itself, unless a file is."""
SUBJECT_LENGTH = 30
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REGISTERED = {"business": "91", "research": "12", "welfare": "52", "legal": "52", "other": "51"}
_REGISTERS = {
    "参保": "个人参保信息",
    "婚姻": "婚姻登记档案",
    "企业": "企业登记档案",
    "登记档案": "企业登记档案",
    "": "不动产登记资料",
}
"""By a word of what is asked for: the register whose own law says who may see it."""
_PLACES = ("综合档案室", "公文管理系统", "业务股室的办件台账", "历年收发文登记簿", "县档案馆移交目录", "电子监管平台")
_ORGANISATION_ENDINGS = ("公司", "合作社", "机构", "医院", "卫生院", "幼保健院")
ALWAYS = ("3_4_3", "3_5_2", "3_5_4", "3_5_5", "3_6_1", "3_6_2", "3_6_3", "c36", "c37")
"""Outcomes that rest on how somebody asks, not on what for."""


_TAGS = re.compile(r"\(([a-z0-9 ]+)\)|\(/(.+?)/\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, only for some kinds of applicants, some of the subjects (by place, from 1) or some matters.

    It says so in front: ``(natural 1)``, or ``(/补偿|征地/)`` with a pattern that the matter's words hold.
    """

    phrase: Phrase
    only: frozenset[str] = frozenset()
    about: re.Pattern[str] | None = None

    def suits(self, matter: str) -> bool:
        return self.about is None or bool(self.about.search(matter))

    def fits(self, kind: str, subject: int) -> bool:
        kinds, subjects = self.only & set(APPLICANT_TYPES), self.only - set(APPLICANT_TYPES)
        return (not kinds or kind in kinds) and (not subjects or str(subject + 1) in subjects)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask for; `infos` and `columns` (keys of sections) stand beside `subjects`, one for each."""

    by: tuple[str, ...]
    who: tuple[str, ...]
    subjects: tuple[Phrase, ...]
    infos: tuple[Phrase, ...]
    ask: tuple["Said", ...]
    why: tuple["Said", ...]
    third: Phrase
    holder: str
    columns: tuple[str, ...]
    fits: tuple[tuple[str, frozenset[str]], ...]

    def outcomes(self, subject: int) -> tuple[str, ...]:
        """The codes that an application for a subject (from 0) may end with."""
        own = tuple(code for code, only in self.fits if not only or str(subject + 1) in only)
        return (*own, *ALWAYS) if {"3_1", "c32"} & set(own) else own

    def subjects_for(self, outcome: str | None) -> tuple[int, ...]:
        """The subjects that may end so."""
        return tuple(n for n in range(len(self.subjects)) if outcome is None or outcome in self.outcomes(n))


@dataclass(frozen=True, slots=True)
class Application:
    """An application for information as a citizen or an organisation would send it.

    `party` has the keys name, organisation, id_number, phone, email, address (organisation is empty for a natural
    person; the numbers pass their check digits but belong to the area 990123, which does not exist). `unit`: code of
    the unit asked. `channel`: how it came in, in keeping with what it says. `outcomes`: plausible outcome codes of both Regulations. `third_party`: whom disclosure may
    touch, "" if nobody. `holder`: who holds the information when the unit asked does not.
    `column`: key of the section in which the unit publishes such matter.
    """

    subject: str
    wanted: str
    applicant_type: str
    channel: str
    party: Mapping[str, str]
    form_wanted: str
    delivery: str
    unit: str
    outcomes: tuple[str, ...]
    info: str
    third_party: str
    holder: str
    column: str
    on: date
    said: Mapping[str, str]


def _phrases(sources: list[str]) -> tuple[Phrase, ...]:
    return tuple(parse(source) for source in sources)


def _said(sources: list[str]) -> tuple[Said, ...]:
    found = []
    for source in sources:
        tags = _TAGS.match(source)
        only = frozenset((tags[1] or "").split()) if tags else frozenset()
        about = re.compile(tags[2]) if tags and tags[2] else None
        found.append(Said(parse(source[tags.end() :] if tags else source), only, about))
    return tuple(found)


def _beside(keys: list[str], subjects: int) -> tuple[str, ...]:
    return tuple(keys * subjects if len(keys) == 1 else keys)


def _fit(word: str) -> tuple[str, frozenset[str]]:
    tags = _TAGS.match(word)
    return (word[tags.end() :], frozenset(tags[1].split())) if tags else (word, frozenset())


@cache
def topics() -> tuple[Topic, ...]:
    """What people ask for."""
    return tuple(
        Topic(
            by=tuple(row["by"].split()),
            who=tuple(row["who"].split()),
            subjects=_phrases(row["subject"]),
            infos=_phrases(row["info"]),
            ask=_said(row["ask"]),
            why=_said(row["why"]),
            third=parse(row["third"]),
            holder=row["holder"],
            columns=_beside(row["column"].split(), len(row["subject"])),
            fits=tuple(_fit(word) for word in row["fits"].split()),
        )
        for row in load("asks/topics.toml")["topic"]
    )


@cache
def _voices() -> Mapping[str, Mapping[str, tuple[Phrase, ...]]]:
    voices = load("asks/voices.toml")
    return {kind: {part: _phrases(said) for part, said in voices[kind].items()} for kind in APPLICANT_TYPES}


@cache
def _organisations() -> Mapping[str, tuple[str, ...]]:
    return {kind: tuple(names.split()) for kind, names in load("asks/voices.toml")["organisations"].items()}


@cache
def _answers() -> Mapping[str, Mapping[str, tuple[Phrase, ...]]]:
    return {
        code: {part: _phrases(said) for part, said in parts.items()}
        for code, parts in load("asks/answers.toml").items()
    }


@cache
def remarks() -> Mapping[str, tuple[Said, ...]]:
    """What is said beside a case or a record, by the remark's name."""
    return {name: _said(said) for name, said in load("asks/remarks.toml").items()}


def answer_codes() -> tuple[str, ...]:
    """Every outcome code that `answer` has words for."""
    return tuple(code for code in _answers() if code != "common")


@cache
def _askable(tag: str, level: str, code: str) -> tuple[Topic, ...]:
    """The topics a unit may be asked about; what only fits institutions in general comes last."""
    # A street holds what is said of streets, not what is said of towns with villages.
    names = {tag, code} if tag == "street" else {tag, level, code}
    own = tuple(topic for topic in topics() if names & set(topic.by) and "institution" not in topic.by)
    own = own or tuple(topic for topic in topics() if level in topic.by or "any" in topic.by)
    return (*own, *(topic for topic in topics() if "every" in topic.by))


@cache
def _pairs(applicant_type: str | None, outcome: str | None) -> tuple[tuple[Unit, Topic], ...]:
    """Who may be asked for what, narrowed to a kind of applicant and an outcome where some pair allows it."""
    every = [
        (unit, topic)
        for unit in units()
        if unit.level != "institution"
        for topic in _askable(unit.tag, unit.level, unit.code)
        if topic.subjects_for(outcome)
    ]
    # Who asks is the applicant's own affair, what comes of it is not.
    return tuple(pair for pair in every if applicant_type is None or applicant_type in pair[1].who) or tuple(every)


def draw(
    rng: Random,
    on: date,
    *,
    applicant_type: str | None = None,
    unit: Unit | str | None = None,
    outcome: str | None = None,
    channel: str | None = None,
) -> Application:
    """One application received around the day `on`, of a kind of applicant, to a unit, fit for an outcome if told."""
    if applicant_type is not None and applicant_type not in APPLICANT_TYPES:
        raise ValueError(f"{applicant_type!r} is not one of {', '.join(APPLICANT_TYPES)}")
    if unit is None:
        asked, topic = _weighted(rng, applicant_type, outcome)
    else:
        asked = unit_by_code(unit) if isinstance(unit, str) else unit
        found = _askable(asked.tag, asked.level, asked.code)
        fitting = [t for t in found if t.subjects_for(outcome)] or list(found)
        fitting = [t for t in fitting if applicant_type is None or applicant_type in t.who] or fitting
        topic = fitting[int(rng.random() * len(fitting))]
    kind = applicant_type or ("natural" if rng.random() < 0.8 and "natural" in topic.who else rng.choice(topic.who))
    return _compose(rng, on, asked, topic, kind, channel, outcome)


def _weighted(rng: Random, applicant_type: str | None, outcome: str | None) -> tuple[Unit, Topic]:
    """Departments are asked more than towns; public institutions go by rules of their own (条例第55条)."""
    pairs = _pairs(applicant_type, outcome)
    chance = {"department": 1.0, "town": 0.45}
    for _ in range(50):
        pair = pairs[int(rng.random() * len(pairs))]
        if rng.random() < chance[pair[0].level]:
            return pair
    return pair


def _opening(rng: Random, kind: str, channel: str, context: Context) -> str:
    """The first sentence, in keeping with the way the application came in."""
    while True:
        said = render(rng.choice(_voices()[kind]["open"]), rng, context)
        if ("窗口同志代填" not in said or channel == "counter") and ("网上申请" not in said or channel == "web"):
            return said


def _compose(
    rng: Random, on: date, unit: Unit, topic: Topic, kind: str, channel: str | None, outcome: str | None
) -> Application:
    which = rng.choice(topic.subjects_for(outcome) or range(len(topic.subjects)))
    rural = topic.columns[which] in RURAL and unit.tag != "street"
    context = Context(rng, unit, workday_before(on, 0), rural=rural)
    home = context.said["home"] = context("town") + context("village")
    context.said["resident"] = "居民" if home.endswith("社区") else "村民"
    info = context.said["info"] = render(topic.infos[which], rng, context)
    subject = context.said["subject"] = render(topic.subjects[which], rng, context)[:SUBJECT_LENGTH]
    third = context.said["third"] = render(topic.third, rng, context)
    voice = _voices()[kind]
    asks = [said.phrase for said in topic.ask if said.fits(kind, which)]
    whys = [said.phrase for said in topic.why if said.fits(kind, which)]
    channel = channel or pick(rng, CHANNELS)
    opening = _opening(rng, kind, channel, context)
    chosen = []
    if whys and (kind == "natural" or rng.random() < 0.4):
        chosen.append(rng.choice(whys))
    chosen += rng.sample(asks, min(len(asks), rng.randint(1, 2)))
    chosen.append(rng.choice(voice["close"]))
    wanted = opening + "".join(render(phrase, rng, context) for phrase in chosen)
    dictated = "窗口同志代填" in opening
    form = "paper" if dictated else "electronic" if "电子" in wanted else pick(rng, FORMS)
    holder = topic.holder if topic.holder != unit.short_name else "县档案馆"
    return Application(
        subject=subject,
        wanted=wanted,
        applicant_type=kind,
        channel=channel,
        party=_party(rng, kind, context, old=dictated),
        form_wanted=form,
        delivery="pick_up" if dictated else pick(rng, _DELIVERIES[form]),
        unit=unit.code,
        outcomes=topic.outcomes(which),
        column=topic.columns[which],
        info=info,
        third_party=third,
        holder=holder,
        on=on,
        said={name: value for name, value in context.said.items() if name[0] != "\0"},
    )


def _party(rng: Random, kind: str, context: Context, *, old: bool) -> dict[str, str]:
    number = rng.randrange(100_000_000)
    organisation = "" if kind == "natural" else pick(rng, _organisations()[kind])
    home = context.said["home"]
    if kind == "natural":
        where = f"明川县{home}{rng.randint(1, 16)}{'号' if home.endswith('社区') else '组'}"
    else:
        where = f"宁州市{context('road')}{rng.randint(2, 260)}号"
    return {
        "name": context("fullname", True),
        "organisation": organisation,
        "id_number": _citizen_number(rng, old=old) if kind == "natural" else _credit_code(kind, organisation),
        "phone": f"160{number:08d}",
        "email": f"a{number:08d}@mail.example",
        "address": where,
    }


def _citizen_number(rng: Random, *, old: bool) -> str:
    """A valid number (GB 11643) of the area 990123, which does not exist."""
    day = date(rng.randint(1942, 1957) if old else rng.randint(1958, 2003), rng.randint(1, 12), rng.randint(1, 28))
    body = f"990123{day:%Y%m%d}{rng.randint(1, 998):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _credit_code(kind: str, organisation: str) -> str:
    """A valid code (GB 32100) of the area 990123, always the same for the same organisation."""
    serial = sum(ord(char) * (place + 7) for place, char in enumerate(organisation)) % 1_000_000
    body = f"MB{serial:06d}"
    total = sum(_value(char) * weight for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    body += "0123456789X0"[11 - total % 11]
    front = f"{_REGISTERED[kind]}990123{body}"
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(char) * pow(3, place, 31) for place, char in enumerate(front))
    return front + alphabet[(31 - total % 31) % 31]


def _value(char: str) -> int:
    return int(char) if char.isdigit() else ord(char) - 55


def _context(rng: Random, application: Application, *, enclosed: bool = False) -> Context:
    """The slots of a paper about an application: what it said, and where the officer looks."""
    unit = unit_by_code(application.unit)
    organisation = application.third_party.endswith(_ORGANISATION_ENDINGS)
    holder = next((u for u in units() if u.short_name == application.holder), None)
    given = {
        **application.said,
        "you": "您" if application.applicant_type == "natural" else "你单位",
        "thou": "贵单位" if organisation else "您",
        "secret": "经营信息" if organisation else "个人信息",
        "harm": "会泄露经营信息、影响竞争" if organisation else "会暴露家庭状况和个人隐私",
        "holder_contact": f"电话{holder.phone}，地址：{holder.address}"
        if holder
        else "联系方式见县政府网站“机构职能”栏目",
        "holder": application.holder,
        "place": pick(rng, _PLACES),
        "third": application.third_party or "有关当事人",
        "third_or": application.third_party or application.holder,
        "section_name": next(section.name for section in sections() if section.key == application.column),
        "private": "商业秘密" if organisation else "个人隐私",
        "private_parts": "技术参数和报价构成" if organisation else "姓名、住址、证件号码和账号",
        "inner": "后勤管理" if "办公用房" in application.info else "内部工作安排",
        "register": next(name for word, name in _REGISTERS.items() if word in application.info),
    }
    context = Context(rng, unit, workday_before(application.on, 0), given)
    way = f"{application.form_wanted} {application.delivery}"
    how = _ENCLOSED if enclosed else _GIVEN.get(way) or _GIVEN[application.form_wanted]
    context.said["given"] = render(parse(how), rng, context)
    context.said["hint"] = _remark("hint", rng, context)
    return context


def _remark(name: str, rng: Random, context: Context) -> str:
    """One of the remarks of that name that suit what was asked for."""
    matter = context.said.get("info", "")
    return render(rng.choice([said.phrase for said in remarks()[name] if said.suits(matter)]), rng, context)


def answer(rng: Random, application: Application, outcome_code: str, *, enclosed: bool = False) -> str:
    """The paragraphs of an answer, a line each, for an outcome of either Regulation; raises `KeyError` for others.

    ``enclosed``: an electronic file goes along with it.
    """
    parts = _answers()[outcome_code]
    context = _context(rng, application, enclosed=enclosed)
    common = _answers()["common"]
    chosen: Iterator[Phrase] = (
        rng.choice(said) for said in (common["head"], parts["law"], parts["say"], common["tail"])
    )
    return "\n".join(render(phrase, rng, context) for phrase in chosen)


def correction_request(rng: Random, application: Application) -> str:
    """What the officer asks the applicant to make clear (条例 art. 30)."""
    return _remark("correction", rng, _context(rng, application))


def corrected_wanted(rng: Random, application: Application) -> str:
    """What the applicant writes to make the application clear."""
    return _remark("corrected", rng, _context(rng, application))


def consultation_letter(rng: Random, application: Application, *, joint: bool = False) -> str:
    """The letter to a third party (条例 art. 32) or, `joint`, to an organ that made the document too (art. 34)."""
    return _remark("joint_letter" if joint else "letter", rng, _context(rng, application))


def opinion(rng: Random, application: Application, *, consents: bool, joint: bool = False) -> str:
    """The answer to that letter; a joint organ only ever says which parts may be disclosed."""
    if joint:
        return _remark("joint_opinion", rng, _context(rng, application))
    whose = "org" if application.third_party.endswith(_ORGANISATION_ENDINGS) else "person"
    return _remark(f"opinion_{'yes' if consents else 'no'}_{whose}", rng, _context(rng, application))


def extension_ground(rng: Random, application: Application) -> str:
    """Why the answer needs more time (条例 art. 33)."""
    return _remark("extension", rng, _context(rng, application))


def internal_note(rng: Random, application: Application) -> str:
    """A line of the officer's working notes."""
    return _remark("note", rng, _context(rng, application))


def answer_return_reason(rng: Random, application: Application) -> str:
    """Why the signatory sends a proposed answer back."""
    return _remark("return_answer", rng, _context(rng, application))


def recall_reason(rng: Random, application: Application) -> str:
    """Why an applicant takes the application back."""
    return _remark("recall", rng, _context(rng, application))


def receipt_correction_reason(rng: Random, application: Application) -> str:
    """Why a receipt day that was registered is corrected."""
    return _remark("correct_receipt", rng, _context(rng, application))
