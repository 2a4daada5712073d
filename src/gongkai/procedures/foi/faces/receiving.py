"""The desk's acts on how an application came, and what is said of it."""

from gongkai.ground.ui.parts import Offer
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import verb
from gongkai.procedures.foi import Foi, mending, passing, queries, receive_forms, receiving, splitting
from gongkai.procedures.foi.faces.act import Act
from gongkai.procedures.foi.models import Application

ACTS = (
    Act("split", "分件办理", "git-branch", "j", "已经分开编号，告知书已经发出。别的几件在“关联的办件”里。", receive_forms.SplitForm.of, verb(splitting.split), "split", aside=True, says="一份申请里有几件事的，分开编号、分别答复：收到日期都不变，查询码和这一件的一样，统计各计一件。只能分这1次，分了不能合。"),
    Act("pass_on", "转送别的单位", "send", "0", "已经转送，告知书已经发出。", receive_forms.PassOnForm.of, verb(passing.pass_on), Foi.pass_on.name, aside=True, says="申请人同意了才转送：申请的内容、申请人的信息和附来的材料马上交给那个单位，成为它今天收到的一件新的申请。这一件仍要答复（选“无法提供：本机关不掌握这项信息”），时钟照走。"),
    Act("papers", "附来件材料", "paperclip", "1", "来件材料已经附上。", receive_forms.PapersForm.of, verb(receiving.file_papers), "file_papers", aside=True, says="申请人交来的、和申请本身有关的：申请书原件、委托书、签过名的口头申请记录。要公开的材料用“加拟公开的材料”。"),
    Act("mend", "更正导入的内容", "pencil", "2", "已经更正，统计跟着变。", receive_forms.MendForm.of, verb(mending.mend), "mend_import", aside=True, says="旧台账里写错、抄错的，照实更正。更正和原因都记入台账，原来的样子在台账里还看得到。"),
)  # fmt: skip


def unfit(act: Act, case: Case) -> str:
    """Why one of these has no place in a case, beyond what its state says: only what came in from an old register is mended."""
    if act.name == "pass_on" and case.closed and not passing.passed_on(case) and (why := passing.cannot_pass(case)):
        return f"{why}。"
    mends = act.name == "mend" and case.closed
    return "只有从旧台账导入的才这样更正。" if mends and not queries.brought_in(case) else ""


def offer(act: Act, case: Case) -> Offer:
    """Why an application cannot be told apart or passed on now, where it cannot."""
    why = splitting.cannot_split(case) if act.name == "split" else ""
    why = passing.cannot_pass(case) if act.name == "pass_on" else why
    return Offer(act, f"{why}。" if why else "")


NAMES = {act.name for act in ACTS}


def said(application: Application) -> list[tuple[str, str]]:
    """How an application was brought, as far as that was not by its applicant in writing."""
    found = []
    if application.stands:
        proof = application.get_authority_display() or "网上申请，没有看过证明文件"
        found.append(("代为申请", f"{application.get_stands_display()}，{proof}"))
    if application.oral:
        found.append(("口头申请", "工作人员代为填写，念给申请人听过，申请人确认无误（条例第29条）"))
    if application.applicants > 1:
        found.append(("申请人数", f"{application.applicants}人共同申请，文书送给写在前面的申请人"))
    if application.tell_by:
        found.append(("有进展通知", f"用{application.get_tell_by_display()}通知申请人"))
    if application.passed_on_by:
        found.append(("转送的机关", application.passed_on_by))
    return found
