"""A check before an answer goes on: do its outcome, text, articles, names, files and term agree; each find says what to do.

What ``stops`` keeps an answer from being sent on or signed. The rest is for people to weigh: they are asked once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gongkai.ground.files.fields import Upload
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids, names_of, read_bytes
from gongkai.ground.guard.queries import lists
from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.procedures.foi import assisting, queries, words
from gongkai.procedures.foi.actions import ANSWER
from gongkai.procedures.foi.queries import application_of, copies_of, materials_of
from gongkai.procedures.foi.wordings import gaps_in, quoted
from gongkai.pure.guard import apart, names
from gongkai.pure.guard.flat import flat
from gongkai.pure.guard.names import NAME
from gongkai.pure.guard.personal import find_personal
from gongkai.pure.guard.sorts import PERSONAL, SORTS, masked
from gongkai.pure.law import citing
from gongkai.pure.law.outcomes import FOI_2008, outcome_by_code

GROUNDS = {14, 15, 16, 35, 36, 37, 38, 39}
"""Articles on which an answer rests; of them only those of its own outcome may be cited."""
NOT_HELD = ("3_4_1", "c36")
DISCLOSING = {"3_1": {13, 19, 20, 21, 36, 40}, "3_2": {13, 14, 15, 16, 32, 36, 37, 40}}

_ADDRESSED = re.compile(r"^\s*(?:申请人)?(?P<who>[^，。：:；\s]{2,40})\s*[：:]\s*$")
_BODIES = re.compile(r"(?:公司|中心|协会|学会|研究院|研究所|事务所|合作社|学校|大学|商店|厂|集团|基金会)$")
_POLITE = r"(?:先生|女士|同志)?"
_TO = re.compile(
    rf"(?:申请人|收到|收悉|尊敬的|致|[，,。；;、\s]|^)(?P<who>{NAME})(?={_POLITE}(?:[：:，,\s]{{0,2}}[您你]好|[：:]$|(?:(?:向本|于|在|通过|依法)[^，。；\n]{{0,12}}?)?(?:申请|提出|提交|递交|寄来)))"
    rf"|(?:申请人|尊敬的)(?P<named>{NAME})(?=[，,。；;、：:\s（(]|先生|女士|同志|$)",
    re.MULTILINE,
)
"""Who applied, as the first lines of an answer say it."""
_BODY_TO = re.compile(
    rf"(?:申请人|收到|收悉|经审查，?|[，,。；;\s]|^)(?P<who>[^，。；：:、\s“”《》]{{2,30}}?{_BODIES.pattern[:-1]})(?=向本|于|申请|提出|提交|递交|[：:])",
    re.MULTILINE,
)
BEGINNING, FIRST_LINES = 200, 3
_ENCLOSED = re.compile(r"见附件|附件[:：]|附件[一二三四五六七八九\d]|随附")
_PROMISED = re.compile("全文|电子版|电子件|附件|下载")
_PLACED = re.compile(r"https?://|www\.|如下|以下是|公报|窗口|领取|邮寄|寄给|寄送|当面|栏目|可以这样获取")
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
"""What a text promises to give, unless it is there itself, or says where it is to be had; names and wishes that it quotes promise nothing."""
_REFUSES = re.compile("不予公开|不能公开|不予处理|无法提供|信息不存在|不存在")
_GIVES = re.compile("(?<!不)(?<!是否)予以公开|现予公开")
_IN_PART = re.compile("部分|区分|遮盖|其余|隐去")
_WHY = re.compile("因|由于|影响|危及|损害|属于|涉及|理由|内部|过程|秘密|隐私|第三方|案卷|查询")
_REACHED = re.compile(r"电话|地址|联系|\d{7,}")
_HARD = ("citizen", "card")
"""Numbers that no answer needs to name."""


@dataclass(frozen=True)
class Finding:
    """What does not agree, a sentence with what to do; ``field`` of the form it is about."""

    said: str
    stops: bool
    field: str = "text"


def check(case: Case, outcome: str, text: str, files: Sequence[File | Upload], today: date) -> list[Finding]:
    """All that does not agree in an answer as it would go out, what stops first."""
    found = [
        *_that_may_stop(case, outcome, text, files, today),
        *_agreement(outcome, text),
        *_of_help(case, outcome),
        *_term(case, today),
    ]
    return sorted(found, key=lambda each: not each.stops)


def stopped(case: Case, outcome: str, text: str, files: Sequence[File | Upload], today: date) -> Finding | None:
    """The first that keeps an answer from going on; None if nothing does. Acts ask it, so it asks for no more than it must."""
    return next((each for each in _that_may_stop(case, outcome, text, files, today) if each.stops), None)


def _that_may_stop(
    case: Case, outcome: str, text: str, files: Sequence[File | Upload], today: date
) -> Iterator[Finding]:
    yield from _blanks(case, text)
    yield from _articles(case, outcome, text)
    yield from _names(case, text)
    yield from _enclosures(case, outcome, text, files)
    yield from _people(case, text, today)
    yield from _file_names(files, today)


def _file_names(files: Sequence[File | Upload], today: date) -> Iterator[Finding]:
    """The applicant reads what the files are called."""
    stored = names_of([each for each in files if isinstance(each, File)])
    for each in files:
        name, _ = flat(each.name if isinstance(each, Upload) else stored[each.public_id])
        for find in find_personal(name, on=today):
            said = f"附件的文件名“{masked(name, [find])}”里有{SORTS[find.sort].label}，请改名再附"
            yield Finding(said, find.sort in _HARD, "files")


def _blanks(case: Case, text: str) -> Iterator[Finding]:
    """What is still to be filled in; but what the applicant wrote themselves, in the title that is quoted, stays as they wrote it."""
    left, ours = gaps_in(case, text)
    told = quoted(ours or left)
    if ours:
        yield Finding(f"正文里还有没填的地方：{told}，请填好或者删去", True)
    elif left:
        yield Finding(f"正文里有{told}，申请人自己的话里也有；不是引用申请内容的，请填好或者删去", False)


def _articles(case: Case, outcome: str, text: str) -> Iterator[Finding]:
    found = outcome_by_code(outcome)
    own = {int(re.match(r"\d+", each)[0]) for each in found.articles} | DISCLOSING.get(outcome, set())
    yield from (Finding(said, True) for said in citing.missing(text, case.law))
    for each in citing.cited(text):
        if each.law == citing.REGULATION and case.law != FOI_2008 and each.number in GROUNDS - own:
            yield Finding(
                f"正文引用了条例第{each.number}条，和“{found.short}”的依据对不上，请核对条号或者换结果", False
            )


def _names(case: Case, text: str) -> Iterator[Finding]:
    """The letter names its addressee by itself; a text that begins with somebody else, or tells of somebody else's application, was taken
    over from another case."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return
    party = vault.unseal(case.ref, "party", {})
    to = words.salutation(party, case.party_type)
    match = _ADDRESSED.match(lines[0])
    who = re.sub("(?:先生|女士|同志)$", "", match["who"]) if match else ""
    if who and who != to and (names.is_name(who) or _BODIES.search(who)):
        yield Finding(f"正文开头写给“{who}”，这一件的申请人是{to}。称呼由系统写，请删去这一行", True)
        return
    known = "".join(str(each) for each in party.values() if each) + case.unit.name
    for other in _told_of("\n".join(lines[:FIRST_LINES])[:BEGINNING]):
        if other not in known and other[:-1] not in known:
            yield Finding(f"正文开头说到“{other}”，这一件的申请人是{to}，请核对是不是别的件的文字", False)
            return


def _told_of(beginning: str) -> Iterator[str]:
    for match in _TO.finditer(beginning):
        who = match["who"] or match["named"]
        if names.is_name(who):
            yield who
    for match in _BODY_TO.finditer(beginning):
        yield match["who"]


def _enclosures(case: Case, outcome: str, text: str, files: Sequence[File | Upload]) -> Iterator[Finding]:
    if not files and _ENCLOSED.search(text):
        yield Finding("正文提到附件，没有附文件。请附上，或者改正文", True, "files")
    covered = [each for each in materials_of(case) if each.boxes]
    if covered and files:
        original = {
            sha256(read_bytes(each)).digest()
            for material in covered
            for each in by_ids([material.file_id, material.pdf_id])
        }
        sent = [each.data if isinstance(each, Upload) else read_bytes(each) for each in files]
        if any(sha256(data).digest() in original for data in sent):
            yield Finding("附的文件里有标出过不公开内容的原件。请拿掉，换成遮盖后的副本", True, "files")
    if not files and not covered and outcome in ("3_1", "c32") and not _ENCLOSED.search(text):
        own = _QUOTED.sub("", text)
        if (match := _PROMISED.search(own)) and not _PLACED.search(own):
            yield Finding(f"正文说到“{match[0]}”，没有附文件。请附上，或者写明到哪里取得", False, "files")
    made = {each.file_id for each in copies_of(case)} if covered else set()
    given = {each.public_id for each in files if isinstance(each, File)}
    if covered and outcome_by_code(outcome).discloses and not made & given:
        yield Finding(
            "材料上标出了不公开的内容，遮盖后的副本没有附上。请生成副本并打钩，或者写明怎样取得", False, "files"
        )
    elif outcome in ("3_2", "c33") and not files and application_of(case).form_wanted == "electronic":
        yield Finding("申请人要电子件，部分公开却没有附文件。请附上遮盖后的副本，或者写明怎样取得", False, "files")


def _people(case: Case, text: str, today: date) -> Iterator[Finding]:
    """People's data in the text, but for what the applicant told of themselves."""
    plain, _ = flat(text)
    finds = find_personal(plain, on=today)
    own = "".join(str(each) for each in vault.unseal(case.ref, "party", {}).values() if each) if finds else ""
    for find in finds:
        said = plain[find.start : find.end]
        if re.sub(r"[\s-]", "", said) not in own:
            told = masked(plain, [find])[find.start : find.end]
            yield Finding(f"正文里有{SORTS[find.sort].label}“{told}”，请遮去或者删去", find.sort in _HARD)


def _agreement(outcome: str, text: str) -> Iterator[Finding]:
    found = outcome_by_code(outcome)
    if outcome in ("3_1", "c32") and (match := _REFUSES.search(text)):
        yield Finding(f"选的是“{found.short}”，正文却写着“{match[0]}”，请核对结果", False)
    if outcome in ("3_2", "c33") and not _IN_PART.search(text):
        yield Finding("选的是部分公开，正文没有写哪部分不公开、为什么，请补上（条例第37条）", False)
    if outcome.startswith(("3_3", "c34")) and (match := _GIVES.search(text)):
        yield Finding(f"选的是“{found.short}”，正文却写着“{match[0]}”，请核对结果", False)
    if outcome.startswith(("3_3", "c34")) and not _WHY.search(text):
        yield Finding(
            f"选的是“{found.short}”，正文没有写为什么：属于哪一类信息，公开会有什么影响，请补上（条例第36条第3项）",
            False,
        )
    if outcome == "3_3_2" and "《" not in text:
        yield Finding("选的是法律、行政法规禁止公开，正文没有写是哪部法律、行政法规的哪一条，请补上", False)
    if outcome in NOT_HELD and not words.SEARCHED.search(text) and not words.NOT_OURS.search(text):
        yield Finding(
            f"选的是“{found.short}”，正文没有写检索的情况（检索了哪些载体、用了什么词）或者为什么不归本机关，请补上",
            False,
        )
    if found.needs_other_organ and re.search("不归本机关|不属于本机关|不是本机关", text) and not _REACHED.search(text):
        yield Finding("能确定负责的机关的，要写它的名称和联系方式（条例第36条第5项），请补上", False)


def _of_help(case: Case, outcome: str) -> Iterator[Finding]:
    """What others who were asked for it replied, or have not yet, where an answer says that it is not held."""
    if outcome not in NOT_HELD:
        return
    short = outcome_by_code(outcome).short
    for each in assisting.assistances_of(case):
        if each.came in assisting.HELD:
            told = f"第{each.seq}份{each.get_kind_display()}的函答复的是“{assisting.CAME[each.came]}”"
            yield Finding(f"{told}，选的却是“{short}”，请核对结果", False, "outcome")
    if waiting := len(assisting.awaited(case)):
        yield Finding(f"还有{waiting}份协办、调取的函没有答复，现在选“{short}”还早，请等查找的结果", False, "outcome")


def _term(case: Case, today: date) -> Iterator[Finding]:
    clock = clocks.clock_of(case.ref, ANSWER) if not case.closed else None
    late = clocks.reading(clock, today).overdue if clock else 0
    if late:
        yield Finding(f"答复期限已经过了{late}个工作日，请今天签发，并写办理记录说明原因", False, "")


def in_files(case: Case, files: Sequence[File | Upload], today: date) -> list[Finding]:
    """People's data in the files that go out, and what of them a machine can't read, so that somebody looks at it. Each is read in a process
    of its own: for a page to ask, never within an act.
    """
    made = {each.file_id for each in copies_of(case)} | {each.list_id for each in copies_of(case)}
    found = []
    for each in files:
        if isinstance(each, File) and each.public_id in made:
            continue  # pictures, with what was marked burned out
        (data, name), kind = _read(each), _kind(each)
        told = apart.search(data, kind, on=today, lists=lists())
        sorts: dict[str, int] = {}
        for find in told.finds:
            if find.sort in PERSONAL:
                sorts[find.sort] = sorts.get(find.sort, 0) + 1
        if sorts:
            said = "、".join(f"{SORTS[sort].label}{count}处" for sort, count in sorts.items())
            found.append(Finding(f"附件“{name}”里有{said}，请遮盖以后再附", False, "files"))
        if kind not in apart.READABLE:
            what = "是图片" if kind.startswith("image/") else "的内容机器读不了"
            found.append(Finding(f"附件“{name}”{what}，不能检查，请人看有没有不该公开的内容", False, "files"))
        elif told.unread:
            found.append(Finding(f"附件“{name}”没有检查完：{told.unread}。请人看有没有不该公开的内容", False, "files"))
    return found


def _read(each: File | Upload) -> tuple[bytes, str]:
    if isinstance(each, Upload):
        return each.data, each.name
    return read_bytes(each), names_of([each])[each.public_id]


def _kind(each: File | Upload) -> str:
    from gongkai.ground.files.kinds import kind_of

    return each.media_type if isinstance(each, File) else kind_of(each.data, each.name).media_type


def latest(case: Case, today: date) -> list[Finding]:
    """Of the answer that was last put forward."""
    found = queries.latest_proposal(case)
    if found is None:
        return []
    return [*check(case, found.row.outcome, found.text, found.files, today), *in_files(case, found.files, today)]
