"""How an answer is worded, by outcome, until an office words it otherwise: texts with fields that the system fills in and places that the officer
does. The finding, the articles and the remedies are the system's own and stand in no wording, so that none can drop them.
"""

import re
from collections.abc import Mapping

from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure.guard.blanks import blanks

FIELDS = {
    "申请人": "申请人的姓名或者单位名称",
    "登记号": "这一件的登记号",
    "收到日期": "收到申请的日期",
    "申请内容": "申请公开什么，照申请书的一句话",
    "单位": "答复单位的全称",
    "单位电话": "答复单位公布的电话",
    "单位地址": "答复单位的地址",
}
"""What is filled in from the case, by the name that stands in braces."""

FIELD = re.compile(r"[{｛]([^{}｛｝\n]{0,30})[}｝]")
LONGEST = 3_000


def ask(what: str) -> str:
    """A place for the officer to fill in."""
    return f"【请填：{what}】"


_DISCLOSED = f"经审查，您申请的“{{申请内容}}”可以公开。现提供{ask('公开的信息名称、份数')}，{ask('怎样取得：见附件，或者在哪里领取')}。"
_PARTLY = (
    f"经审查，您申请的“{{申请内容}}”中含有不应公开的内容，能够作区分处理。现将可以公开的部分提供给您：{ask('信息名称、份数、怎样取得')}。"
    f"不予公开的部分是{ask('哪些内容')}，理由是{ask('为什么不公开')}，已在副本上遮盖，依据逐处列在不公开内容清单里。"
)
_REFUSED = f"经审查，您申请的“{{申请内容}}”{ask('属于哪一类信息，有什么事实')}。{ask('公开会有什么影响，为什么不能作区分处理')}，因此不予公开。"

DEFAULTS: Mapping[str, str] = {
    "3_1": _DISCLOSED,
    "3_2": _PARTLY,
    **dict.fromkeys(("3_3_1", "3_3_2", "3_3_3", "3_3_5", "3_3_6", "3_3_7"), _REFUSED),
    "3_3_4": f"您申请的“{{申请内容}}”涉及第三方的合法权益。本机关书面征求了第三方的意见，{ask('第三方怎么答复')}。经审查，公开会损害第三方的合法权益，{ask('具体理由')}，且不公开不会对公共利益造成重大影响，因此不予公开。",
    "3_3_8": f"您申请的“{{申请内容}}”，获取办法由{ask('法律、行政法规的名称和条款')}专门规定，请向{ask('窗口名称、地址、电话')}按规定查询。",
    "3_4_1": f"本机关检索了{ask('检索了哪些载体、用了什么词')}，没有找到您申请的“{{申请内容}}”。{ask('能确定由哪个机关掌握的，写它的名称和联系方式；不能确定的，写明原因')}。",
    "3_4_2": f"您申请的“{{申请内容}}”没有现成的信息，需要{ask('怎样加工、汇总、分析')}才能形成。行政机关提供的是已经制作或者获取的信息，因此无法提供。与此有关的现有材料是{ask('现有材料，没有的写没有')}。",
    "3_4_3": f"您补正以后，申请的内容仍不明确：{ask('哪里不明确')}，本机关无法据此检索。您可以写明名称、文号或者其他特征后重新申请，也可以打{{单位电话}}向我们咨询。",
    "3_5_1": f"您的来件以申请公开政府信息的名义，提出的是{ask('信访、投诉、举报的事项')}。这不属于政府信息公开申请，本机关不作为申请处理。您可以通过{ask('渠道、地址、电话')}提出。",
    "3_5_2": f"您申请的“{{申请内容}}”，本机关已于{ask('答复日期')}以{ask('答复书文号')}答复过您，不再重复处理。",
    "3_5_3": f"您申请的“{{申请内容}}”已经在{ask('公报、报刊、书籍的名称和期号')}上公开出版，请通过{ask('取得的途径')}获取。",
    "3_5_4": f"您申请公开信息的数量、频次明显超过合理范围：{ask('一段时间里的件数和内容')}。本机关请您说明理由，{ask('申请人怎么说，为什么不合理')}，因此不予处理。",
    "3_5_5": f"您要求本机关{ask('确认或者重新出具什么')}，这些信息您已经取得，本机关不予处理。",
    "c31": f"您申请的“{{申请内容}}”已经主动公开，请通过{ask('网址、栏目或者场所')}查阅。",
    "c32": _DISCLOSED,
    "c33": _PARTLY,
    **dict.fromkeys(("c341", "c342", "c343", "c344", "c346"), _REFUSED),
}
OTHERWISE = f"您申请的“{{申请内容}}”，本机关审查的情况是{ask('事实和理由')}。"
"""Of the outcomes for which nothing is worded here."""

PARAGRAPHS: Mapping[str, tuple[str, str]] = {
    "consulted": (
        "征求过第三方意见",
        f"答复以前，本机关于{ask('日期')}书面征求了第三方的意见，这段时间不计入答复期限。",
    ),
    "by_post": ("邮寄提供", f"纸质材料随本答复书寄往您的通信地址，共{ask('份数')}份。"),
    "on_site": ("现场查阅", "材料不便复制的，请持有效身份证件到{单位地址}查阅、抄录，行前请打{单位电话}约定时间。"),
    "contact": ("有疑问找谁", "对本答复有不清楚的地方，可以打{单位电话}，由经办人向您说明。"),
}
"""Standard paragraphs, by key: what they are called, and what they say."""


def default(key: str) -> str:
    """How an outcome, or a standard paragraph, is worded unless an office words it otherwise."""
    return PARAGRAPHS[key][1] if key in PARAGRAPHS else DEFAULTS.get(key, OTHERWISE)


def unknown_fields(text: str) -> list[str]:
    """The names in braces that nothing would be filled in for."""
    return [name for name in FIELD.findall(text) if name not in FIELDS]


def merged(text: str, values: Mapping[str, str]) -> str:
    """A wording with its fields filled in; one for which there is nothing becomes a place to fill in by hand."""
    return FIELD.sub(lambda match: values.get(match[1]) or ask(match[1]), text)


def gaps(text: str) -> list[str]:
    """The places of a text that are still to be filled in."""
    return [match[0] for match in FIELD.finditer(text)] + blanks(text)


def gaps_in(case: Case, text: str) -> tuple[list[str], list[str]]:
    """The gaps of a text, and those among them that are ours: what the applicant wrote themselves stays as they wrote it where it is quoted."""
    left = gaps(text)
    if not left:
        return [], []
    sealed = vault.unseal_all(case.ref)
    theirs = set(gaps(f"{sealed.get('subject', '')}\n{sealed.get('wanted', '')}"))
    return left, [each for each in left if each not in theirs]


def quoted(left: list[str]) -> str:
    return "、".join(f"“{each}”" for each in left[:3]) + ("等" if len(left) > 3 else "")


def written_out(case: Case, **texts: str) -> None:
    """Refuse words of a notice, each by the name of its field, that still have a place to be filled in. Raises StepRefused."""
    for name, text in texts.items():
        if ours := gaps_in(case, text)[1]:
            raise StepRefused(f"还有没填的地方：{quoted(ours)}，请填好或者删去", name)
