"""The ways in which an application for information can end, per version of the Regulation (政府信息公开条例).

A code is permanent: it is stored with the closed case. The codes of the 2019 Regulation are the leaf rows of table
three of the 2021 form; those of the 2008 Regulation are the leaf rows of section three of the 2014 table. The two sets
share no code, so a code alone tells its rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FOI_2008 = "foi-2008"
FOI_2019 = "foi-2019"
RULES = (FOI_2008, FOI_2019)

By = Literal["answer", "lapse", "fee", "withdrawal or other"]


@dataclass(frozen=True)
class Outcome:
    """One way to end an application.

    code: permanent key. label: the exact words of the statutory table. short: the same in plain words for lists and choices.
    finding: the decision as a letter to the applicant words it, a clause without a full stop.
    articles: where the outcome rests in the Regulation of its rule, as `law.articles.cite` reads them.
    cited: those of a letter. A row that unites two of an article's items does not tell which one decided: the letter then cites the
    article alone.
    elsewhere: the item that decided, and how the finding is worded, where the answer's text says that another organ has the information.
    sought: the item that decided, where the answer's text tells of a search in vain.
    adverse: the applicant got less than was asked for, so the paper must carry the remedies paragraph.
    needs_other_organ: the answer names the organ that holds the information, with contact, if it can be determined.
    by: what ends the case: an answer, the applicant's silence (lapse), an unpaid fee notice, or a withdrawal.
    """

    code: str
    label: str
    rule: str
    articles: tuple[str, ...]
    adverse: bool
    short: str
    finding: str
    needs_other_organ: bool = False
    by: By = "answer"
    cited: tuple[str, ...] = ()
    elsewhere: tuple[str, str] | None = None
    sought: str = ""

    @property
    def discloses(self) -> bool:
        """Does the applicant get what was asked for, or a part of it?"""
        return self.code in ("3_1", "3_2", "c32", "c33")

    @property
    def refuses(self) -> bool:
        """不予公开, 不同意公开: is the information there, and none of it given?"""
        return self.code.startswith(("3_3_", "c34"))

    def __post_init__(self) -> None:
        object.__setattr__(self, "cited", self.cited or self.articles)


def _outcome_2019(code: str, label: str, articles: tuple[str, ...], short: str, finding: str, **more) -> Outcome:
    return Outcome(code, label, FOI_2019, articles, more.pop("adverse", True), short, finding, **more)


def _outcome_2008(code: str, label: str, articles: tuple[str, ...], short: str, finding: str, **more) -> Outcome:
    return Outcome(code, label, FOI_2008, articles, more.pop("adverse", True), short, finding, **more)


# Regulation (2019), art. 30, 35-39, 42; labels of table three of the 2021 form.
OUTCOMES_2019 = (
    _outcome_2019(
        "3_1",
        "（一）予以公开",
        ("36(1)", "36(2)"),
        "予以公开",
        "对您申请的政府信息予以公开",
        cited=("36",),
        adverse=False,
    ),
    _outcome_2019(
        "3_2",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ("37",),
        "部分公开",
        "对您申请的政府信息予以部分公开，不能公开的部分作区分处理",
    ),
    _outcome_2019("3_3_1", "1.属于国家秘密", ("14",), "不予公开：属于国家秘密", "您申请的信息属于国家秘密，不予公开"),
    _outcome_2019(
        "3_3_2",
        "2.其他法律行政法规禁止公开",
        ("14",),
        "不予公开：法律、行政法规禁止公开",
        "您申请的信息属于法律、行政法规禁止公开的政府信息，不予公开",
    ),
    _outcome_2019(
        "3_3_3",
        "3.危及“三安全一稳定”",
        ("14",),
        "不予公开：可能危及国家安全、公共安全、经济安全、社会稳定",
        "您申请的信息公开后可能危及国家安全、公共安全、经济安全、社会稳定，不予公开",
    ),
    _outcome_2019(
        "3_3_4",
        "4.保护第三方合法权益",
        ("15", "32"),
        "不予公开：保护第三方合法权益",
        "您申请的信息涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害，不予公开",
    ),
    _outcome_2019(
        "3_3_5",
        "5.属于三类内部事务信息",
        ("16¶1",),
        "不予公开：属于内部事务信息",
        "您申请的信息属于行政机关内部事务信息，不予公开",
    ),
    _outcome_2019(
        "3_3_6",
        "6.属于四类过程性信息",
        ("16¶2",),
        "不予公开：属于过程性信息",
        "您申请的信息属于行政机关在履行行政管理职能过程中形成的过程性信息，不予公开",
    ),
    _outcome_2019(
        "3_3_7",
        "7.属于行政执法案卷",
        ("16¶2",),
        "不予公开：属于行政执法案卷",
        "您申请的信息属于行政执法案卷信息，不予公开",
    ),
    _outcome_2019(
        "3_3_8",
        "8.属于行政查询事项",
        ("36(7)",),
        "不予公开：请按专门的查询规定办理",
        "您申请查询的信息，有关法律、行政法规对获取办法有特别规定，请按照有关规定办理",
    ),
    _outcome_2019(
        "3_4_1",
        "1.本机关不掌握相关政府信息",
        ("36(4)", "36(5)"),
        "无法提供：本机关不掌握这项信息",
        "本机关不掌握您申请的政府信息，无法提供",
        cited=("36",),
        needs_other_organ=True,
        elsewhere=("36(5)", "您申请的政府信息不属于本机关负责公开"),
        sought="36(4)",
    ),
    _outcome_2019(
        "3_4_2",
        "2.没有现成信息需要另行制作",
        ("38",),
        "无法提供：没有现成信息，需要另行制作",
        "您申请的信息没有现成的，需要本机关对现有政府信息加工、分析，无法提供",
    ),
    _outcome_2019(
        "3_4_3",
        "3.补正后申请内容仍不明确",
        ("30",),
        "无法提供：补正后申请内容仍不明确",
        "您的申请补正以后内容仍不明确，无法提供",
    ),
    _outcome_2019(
        "3_5_1",
        "1.信访举报投诉类申请",
        ("39¶1",),
        "不予处理：属于信访、举报、投诉",
        "您以政府信息公开申请的形式进行信访、投诉、举报等活动，本机关不作为政府信息公开申请处理",
    ),
    _outcome_2019(
        "3_5_2", "2.重复申请", ("36(6)",), "不予处理：重复申请", "您申请的信息本机关已经答复过，不予重复处理"
    ),
    _outcome_2019(
        "3_5_3",
        "3.要求提供公开出版物",
        ("39¶2",),
        "不予处理：所要的是公开出版物",
        "您申请提供的是政府公报、报刊、书籍等公开出版物，不作为政府信息公开申请处理",
    ),
    _outcome_2019(
        "3_5_4",
        "4.无正当理由大量反复申请",
        ("35",),
        "不予处理：无正当理由大量反复申请",
        "您申请公开政府信息的数量、频次明显超过合理范围，理由不合理，不予处理",
    ),
    # The table has this row, the Regulation no article of its own for it.
    _outcome_2019(
        "3_5_5",
        "5.要求行政机关确认或重新出具已获取信息",
        (),
        "不予处理：要求确认或重新出具已获取的信息",
        "您要求本机关确认或者重新出具您已经获取的政府信息，不予处理",
    ),
    _outcome_2019(
        "3_6_1",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ("30",),
        "不再处理：逾期没有补正",
        "您没有正当理由逾期不补正，视为放弃申请，不再处理",
        by="lapse",
    ),
    _outcome_2019(
        "3_6_2",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ("42",),
        "不再处理：逾期没有缴费",
        "您没有按收费通知的要求缴纳费用，不再处理",
        by="fee",
    ),
    _outcome_2019(
        "3_6_3", "3.其他", (), "其他处理（如申请人撤回）", "终止办理您的申请", adverse=False, by="withdrawal or other"
    ),
)

# Regulation (2008), art. 14, 21-23; labels of section three of the 2014 table.
OUTCOMES_2008 = (
    _outcome_2008(
        "c31",
        "1.属于已主动公开范围数",
        ("21(1)",),
        "已经主动公开",
        "您申请的信息属于公开范围，已经主动公开",
        adverse=False,
    ),
    _outcome_2008(
        "c32", "2.同意公开答复数", ("21(1)",), "同意公开", "您申请的信息属于公开范围，予以公开", adverse=False
    ),
    _outcome_2008(
        "c33",
        "3.同意部分公开答复数",
        ("22",),
        "同意部分公开",
        "您申请的信息中含有不应当公开的内容，能够作区分处理，对可以公开的内容予以公开",
    ),
    _outcome_2008(
        "c341", "涉及国家秘密", ("14", "21(2)"), "不同意公开：涉及国家秘密", "您申请的信息涉及国家秘密，不予公开"
    ),
    _outcome_2008(
        "c342", "涉及商业秘密", ("14", "21(2)", "23"), "不同意公开：涉及商业秘密", "您申请的信息涉及商业秘密，不予公开"
    ),
    _outcome_2008(
        "c343", "涉及个人隐私", ("14", "21(2)", "23"), "不同意公开：涉及个人隐私", "您申请的信息涉及个人隐私，不予公开"
    ),
    _outcome_2008(
        "c344",
        "危及国家安全、公共安全、经济安全和社会稳定",
        ("8", "21(2)"),
        "不同意公开：危及国家安全、公共安全、经济安全和社会稳定",
        "您申请的信息公开后可能危及国家安全、公共安全、经济安全和社会稳定，不予公开",
    ),
    _outcome_2008(
        "c345",
        "不是《条例》所指政府信息",
        ("2", "21(2)"),
        "不同意公开：不是条例所指的政府信息",
        "您申请的不是《中华人民共和国政府信息公开条例》所指的政府信息，不予公开",
    ),
    _outcome_2008(
        "c346",
        "法律法规规定的其他情形",
        ("21(2)",),
        "不同意公开：法律法规规定的其他情形",
        "您申请的信息依照法律、法规的规定不属于公开范围，不予公开",
    ),
    _outcome_2008(
        "c35",
        "5.不属于本行政机关公开数",
        ("21(3)",),
        "不属于本机关公开",
        "您申请的信息依法不属于本机关公开",
        needs_other_organ=True,
    ),
    _outcome_2008("c36", "6.申请信息不存在数", ("21(3)",), "申请的信息不存在", "您申请的信息不存在"),
    # Under 2008 the request for correction is itself a reply and closes the case; a corrected letter is a new one.
    _outcome_2008(
        "c37",
        "7.告知作出更改补充数",
        ("21(4)",),
        "告知更改、补充申请",
        "您的申请内容不明确，请您更改、补充后重新提出申请",
    ),
    _outcome_2008("c38", "8.告知通过其他途径办理数", (), "告知通过其他途径办理", "您的申请应当通过其他途径办理"),
)

_BY_RULE: Mapping[str, tuple[Outcome, ...]] = {FOI_2008: OUTCOMES_2008, FOI_2019: OUTCOMES_2019}


def outcomes_for(rule: str) -> tuple[Outcome, ...]:
    """All outcomes of a rule ("foi-2008" or "foi-2019"), in the order of the statutory table.

    Raises LookupError for an unknown rule.
    """
    try:
        return _BY_RULE[rule]
    except KeyError:
        raise LookupError(f"No outcomes are known for the rule {rule!r}; known rules: {', '.join(RULES)}.") from None


def outcome(rule: str, code: str) -> Outcome:
    """One outcome of a rule. Raises LookupError if the rule has no such code."""
    for each in outcomes_for(rule):
        if each.code == code:
            return each
    raise LookupError(f"The rule {rule} has no outcome {code!r}.")


def outcome_by_code(code: str) -> Outcome:
    """One outcome by its code alone, which tells its rule. Raises LookupError if no rule has it."""
    for each in (*OUTCOMES_2008, *OUTCOMES_2019):
        if each.code == code:
            return each
    raise LookupError(f"No rule has an outcome {code!r}.")


def codes_by(rule: str, by: By) -> tuple[str, ...]:
    """The codes of a rule that are reached in the given way ("answer", "lapse", "fee", "withdrawal or other")."""
    return tuple(each.code for each in outcomes_for(rule) if each.by == by)
