"""Who refused a disclosure is told of it, on the desk."""

from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import verb
from gongkai.procedures.foi import Foi, opposed
from gongkai.procedures.foi.faces.act import Act
from gongkai.procedures.foi.opposed_forms import TellThirdForm

ACTS = (
    Act("tell_third", "告知第三方公开决定", "mail", "3", "公开决定告知书已经发出。", TellThirdForm.of, verb(opposed.tell_third), Foi.tell_third.name, says="第三方不同意公开、本机关仍决定公开的，要把公开的内容和理由书面告知第三方（条例第32条）。告知书编号以后，请打印送达。"),
)  # fmt: skip


def unfit(act: Act, case: Case) -> str:
    """Why nobody is to be told; "" if somebody is, or the state says more."""
    if act.name != "tell_third" or not case.closed or opposed.untold(case):
        return ""
    return "没有不同意公开、还没有告知的第三方。"
