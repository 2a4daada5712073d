"""How an answer is prepared, on the desk: drafted, looked at by the legal reviewer, shown as it would go out, with what does not agree in it."""

from datetime import date

from gongkai.ground.documents.letter import letter
from gongkai.ground.files.models import File
from gongkai.ground.ui.words import near_date
from gongkai.ground.units.queries import government, names_of
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import verb
from gongkai.kernel.cases.queries import steps_of
from gongkai.procedures.foi import Foi, anew, checking, forms, office, prepare_forms, preparing, queries, words
from gongkai.procedures.foi.faces.act import Act
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import outcome_by_code

WAITS = (Foi.REVIEWING.code, Foi.SIGNING.code, Foi.REVIEWING_ANEW.code, Foi.SIGNING_ANEW.code)
"""Where an answer waits for somebody who judges it."""
AGREES = "结果和正文、没填的地方、条号、开头的称呼、期限、正文里的号码和住址"
BEYOND = "理由、事实、名称写得对不对，机器核对不了；核对也会漏，请看一遍。"


def proposed(case: Case, today: date) -> list[tuple[str, str]]:
    """The proposed answer as it would go out today, with what the system adds to it: finding, articles, remedies, contact."""
    found = queries.latest_proposal(case)
    if found is None:
        return []
    outcome = found.row.outcome
    said = words.answer(case, outcome, found.text, today, government(), case.unit)
    paper = letter(
        "answer",
        {"title": "", "dated_on": today.isoformat(), "phone": case.unit.phone, "address": case.unit.address} | said,
    )
    parts = [*paper["paragraphs"], paper["finding"], paper["remedy"], paper["contact"]]
    refused = words.doubts_of_consulted(case, outcome)
    return [
        ("拟作出的决定", outcome_by_code(outcome).finding),
        *([("征求过的意见", refused)] if refused else []),
        ("签发后发出的答复书", "\n".join(part for part in parts if part)),
    ]


def judged(case: Case, today: date) -> list[tuple[str, str]]:
    """The same, and above it what the check found: what stops first."""
    found = checking.latest(case, today)
    told = "\n".join(f"{'必须先改：' if each.stops else '请看：'}{each.said}。" for each in found)
    return [("签发前核对", told or _agrees(case)), *_commented(case), *proposed(case, today)]


def _agrees(case: Case) -> str:
    """What was looked at and raised no question, and what was not looked at."""
    files = enclosed(case)
    made = (
        {public_id for each in queries.copies_of(case) for public_id in (each.file_id, each.list_id)}
        if files
        else set()
    )
    read = "、附件里的文字" if any(each.public_id not in made for each in files) else ""
    copies = "遮盖后的副本是图片，机器没有再查，请逐页看。" if any(each.public_id in made for each in files) else ""
    return f"{AGREES}{read}核对过，没有发现问题。{copies}{BEYOND}"


def _commented(case: Case) -> list[tuple[str, str]]:
    """What the legal reviewer said of the answer that waits for its signature."""
    if case.state not in (Foi.SIGNING.code, Foi.SIGNING_ANEW.code):
        return []
    passed = next((step for step in steps_of(case) if step.name in (*_PASSED, *_ON)), None)
    note = preparing.note_of(case, passed) if passed and passed.name in _PASSED else ""
    return [("法制审核的意见", note)] if note else []


def enclosed(case: Case) -> list[File]:
    """The files that would go out with the proposed answer, to be looked at before it is signed."""
    found = queries.latest_proposal(case)
    return found.files if found else []


def returned(case: Case) -> list[tuple[str, str]]:
    """What was last said of an answer that came back."""
    back = next((step for step in steps_of(case) if step.name in _BACK or step.name in _ON), None)
    note = preparing.note_of(case, back) if back and back.name in _BACK else ""
    return [("退回的原因", note)] if note else []


_BACK = (Foi.return_review.name, Foi.return_answer.name, Foi.return_review_anew.name, Foi.return_anew.name)
_PASSED = (Foi.pass_review.name, Foi.pass_review_anew.name)
_ON = (Foi.propose.name, Foi.propose_anew.name)

DRAFT = Act("draft", "起草答复书", "file-pen-line", "i", "草稿已经存好。点“送签答复书”接着改。", prepare_forms.DraftForm.of, verb(preparing.draft), "draft_answer", aside=True, says="正文空着的，用本单位的范本，系统填上申请人、日期这些；范本里【请填：…】的地方，送签以前都要填好。每存一次留一稿。")  # fmt: skip
REVIEW = (
    Act("pass_review", "审核通过，送签", "check", "s", "已经审核通过，送给签发人了。", prepare_forms.ReviewForm.of, verb(preparing.pass_review), "pass_review", about=judged, papers=enclosed, role=Role.LEGAL_REVIEWER),
    Act("pass_review_anew", "审核通过，送签", "check", "s", "已经审核通过，送给签发人了。", prepare_forms.ReviewForm.of, verb(anew.pass_review_anew), "pass_review_anew", about=judged, papers=enclosed, role=Role.LEGAL_REVIEWER),
    Act("return_review_anew", "退回修改", "undo-2", "t", "已经退回经办人。", forms.ReturnForm.of, verb(anew.return_review_anew), "return_review_anew", about=judged, papers=enclosed),
    Act("return_review", "退回修改", "undo-2", "t", "已经退回经办人。", forms.ReturnForm.of, verb(preparing.return_review), "return_review", about=judged, papers=enclosed),
)  # fmt: skip


def gate(case: Case, today: date) -> list[tuple[str, bool, str]]:
    """The legal review among what an answer passes, where the unit has it or the case had."""
    passed = next((step for step in steps_of(case) if step.name == Foi.pass_review.name), None)
    waits = case.state == Foi.REVIEWING.code
    if passed and case.state in (Foi.SIGNING.code, Foi.ANSWERED.code):
        return [("法制审核", True, f"{near_date(passed.at, today)}，{names_of({passed.by}).get(passed.by, passed.by)}")]
    if waits or (
        not case.closed and not case.confidential and office.reviews(case.unit) and case.state != Foi.SIGNING.code
    ):
        return [("法制审核", False, "等法制审核" if waits else "送签以后先到法制审核")]
    return []
