"""Articles of law as the desk and the notices name them: short captions in our own words, and Chinese citations.

An article is written "33", "36(5)" (item 5) or "16¶2" (paragraph 2).
"""

import re

from gongkai.pure.law.outcomes import FOI_2008, FOI_2019

_REFERENCE = re.compile(r"(?P<article>\d+)(?:¶(?P<paragraph>\d+))?(?:\((?P<item>\d+)\))?")
_DIGITS = "零一二三四五六七八九"

_BASIS = {
    FOI_2008: "《中华人民共和国政府信息公开条例》（2007年4月5日国务院令第492号公布）",
    FOI_2019: "《中华人民共和国政府信息公开条例》（2019年4月3日国务院令第711号修订）",
}
_SHORT_BASIS = {FOI_2008: "条例（2008年施行）", FOI_2019: "条例（2019年修订）"}

# What an article asks for, in a line of a form. Regulation (2019) unless the rule says otherwise.
_CAPTIONS = {
    FOI_2019: {
        "14": "国家秘密、法律法规禁止公开、危及“三安全一稳定”的，不予公开",
        "15": "涉及商业秘密、个人隐私且会损害第三方的，不予公开，第三方同意或公共利益更重的除外",
        "16": "内部事务信息、过程性信息、行政执法案卷，可以不予公开",
        "17": "公开前经保密审查，有人负责，有据可查",
        "18": "不予公开的信息定期重新评估，情况变了就公开",
        "20": "十五类信息应当主动公开",
        "26": "信息形成或者变更之日起20个工作日内公开",
        "29": "申请应写明姓名和身份证明、联系方式，要什么信息，要什么形式",
        "30": "申请不清楚的，7个工作日内一次性告知补正；补正之后重新计算期限",
        "31": "收到申请之日：当面提交为当日，签收邮件为签收日，平信、网络、传真以确认日为准",
        "32": "涉及第三方的，书面征求意见；第三方15个工作日内答复",
        "33": "20个工作日内答复，可延长一次，最多20个工作日；征求意见的时间不计",
        "34": "共同制作的，牵头机关可征求意见，对方15个工作日内答复，不答复视为同意",
        "35": "数量、频次明显不合理的，可要求说明理由",
        "36": "按七种情形分别答复",
        "37": "能区分的，公开可以公开的部分，其余说明理由",
        "38": "只提供已有的信息，不需要另行加工、分析",
        "39": "信访、举报、投诉不作为信息公开申请处理；公开出版物告知获取途径",
        "40": "尽量按申请人要的形式提供",
        "41": "本人信息记录有误的，可要求更正",
        "42": "不收费；数量、频次明显超出合理范围的，可收信息处理费",
        "49": "部门1月31日前、政府3月31日前公布上一年度报告",
        "50": "年度报告应有的内容",
    },
    FOI_2008: {
        "14": "涉及国家秘密、商业秘密、个人隐私的，不予公开",
        "21": "按情形分别答复；申请内容不明确的，告知更改、补充",
        "22": "能区分的，公开可以公开的部分",
        "23": "涉及商业秘密、个人隐私的，书面征求第三方意见",
        "24": "15个工作日内答复，经同意可延长，最多15个工作日；征求意见的时间不计",
        "27": "只收检索、复制、邮寄等成本费用",
    },
}


def legal_basis(rule: str, short: bool = False) -> str:
    """The Regulation as a notice cites it, in the version of the rule ("foi-2008", "foi-2019"). Raises LookupError."""
    return _of_rule(_SHORT_BASIS if short else _BASIS, rule)


def caption(rule: str, article: str) -> str:
    """「条例第三十三条：20个工作日内答复，可延长一次…」. Raises LookupError for an article without a caption."""
    number = _parts(article)[0]
    captions = _of_rule(_CAPTIONS, rule)
    if number not in captions:
        raise LookupError(f"Article {number} of {rule} has no caption.")
    return f"条例{cite(article)}：{captions[number]}"


def cite(article: str) -> str:
    """「第三十六条第（五）项」 for "36(5)", 「第十六条第二款」 for "16¶2". Raises ValueError for another form."""
    number, paragraph, item = _parts(article)
    text = f"第{chinese_number(int(number))}条"
    if paragraph:
        text += f"第{chinese_number(int(paragraph))}款"
    if item:
        text += f"第（{chinese_number(int(item))}）项"
    return text


def chinese_number(number: int) -> str:
    """一, 十, 三十六: whole numbers from 1 to 99, as articles are numbered. Raises ValueError outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"Articles are numbered from 1 to 99, not {number}.")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _parts(article: str) -> tuple[str, str | None, str | None]:
    match = _REFERENCE.fullmatch(article)
    if match is None:
        raise ValueError(f"{article!r} is not an article; write 33, 36(5) or 16¶2.")
    return match["article"], match["paragraph"], match["item"]


def _of_rule(table: dict, rule: str):
    if rule not in table:
        raise LookupError(f"Unknown rule {rule!r}.")
    return table[rule]
