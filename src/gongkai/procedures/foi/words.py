"""The sentences of notices, composed from a case; quoted articles depend on the Regulation that applies."""

import re
from datetime import date
from typing import Any

from gongkai.ground.rules.terms import is_provisional
from gongkai.ground.units.models import Government, Unit
from gongkai.ground.units.queries import court_of, reconsideration_organ
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import queries
from gongkai.procedures.foi.models import Charge, Consultation
from gongkai.pure.law.applicants import NATURAL
from gongkai.pure.law.articles import cite, legal_basis
from gongkai.pure.law.fees import FeeRule, Tariff
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, Outcome, outcome_by_code
from gongkai.pure.law.remedies import remedy


def zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def told(day: date, text: str = "") -> str:
    """A term's last day as it is told, or ``text`` for it: marked while the holidays of its year are not announced."""
    text = text or zh(day)
    return f"{text}（暂定，{day.year}年放假安排公布后确定）" if is_provisional(day) else text


def article(authority: str) -> str:
    """How an article is cited to whoever works with today's Regulation: 条例第33条, 2008年条例第24条."""
    return authority.replace("条例（2019）", "条例").replace("条例（2008）", "2008年条例")


def refusals(case: Case, opposed: list[Consultation]) -> str:
    """What an answer that discloses has to reckon with, where some who were asked refused; "" if none did."""
    asked_by = {FOI_2019: "条例第32条", FOI_2008: "2008年条例第23条"}
    said = ""
    if letters := _numbered(opposed, "third_party"):
        said += (
            f"{letters}的第三方不同意公开。有合理理由的部分不予公开；不公开会对公共利益造成重大影响的，可以公开，"
            f"要把决定公开的内容和理由书面告知第三方（{asked_by[case.law]}）。"
        )
    if letters := _numbered(opposed, "joint_organ"):
        said += f"{letters}的共同制作机关不同意公开（条例第34条）。"
    return said


def overruled(case: Case, asked: Consultation, content: str, reason: str) -> list[str]:
    """What a third party that refused is told of what is disclosed all the same."""
    law = "2008年《政府信息公开条例》第二十三条" if case.law == FOI_2008 else "《政府信息公开条例》第三十二条"
    said = f"{zh(asked.answered_on)}答复不同意公开" if asked.answered_on else "不同意公开"
    return [
        f"本机关{zh(asked.dispatched_on)}就公开涉及您（单位）的政府信息书面征求意见，您（单位）{said}。",
        f"经审查，不公开可能对公共利益造成重大影响。依照{law}，本机关决定公开下列内容：{content}",
        f"理由：{reason}",
        "对这个决定不服的，可以依法申请行政复议或者提起行政诉讼。",
    ]


def consents(agreed: list[Consultation]) -> str:
    """What an answer that withholds for a third party's sake has to reckon with, where one who was asked agreed; "" if none did."""
    letters = _numbered(agreed, "third_party")
    return (
        f"{letters}的第三方同意公开，以保护第三方合法权益为由不公开的，请看清是不是还有别的第三方或者别的理由。"
        if letters
        else ""
    )


def doubts_of_consulted(case: Case, outcome: str) -> str:
    """What those who were consulted said against an answer with this outcome; "" if nothing."""
    return refusals(case, queries.opposed(case, outcome)) + consents(queries.agreed(case, outcome))


def _numbered(consultations: list[Consultation], kind: str) -> str:
    seqs = [str(each.seq) for each in consultations if each.kind == kind]
    return f"第{'、'.join(seqs)}份征求意见书" if seqs else ""


def salutation(party: dict[str, Any], party_type: str) -> str:
    """Whom a notice addresses: the organisation, or the person who applied in their own name."""
    organisation = "" if party_type == NATURAL.key else party.get("organisation")
    return organisation or party.get("name") or "申请人"


def common(case: Case, unit: Unit, party: dict[str, Any], subject: str) -> dict[str, Any]:
    """What every notice of a case says: whom, by whom, on which application."""
    return {
        "to": salutation(party, case.party_type),
        "unit": unit.name,
        "phone": unit.phone,
        "address": unit.address,
        "reference": case.reference,
        "subject": subject,
    }


def receipt(received_on: date | None, due_on: date | None, provisional: date | None, days: int) -> list[str]:
    if received_on is None:
        return ["您的申请已经登记。收到日期要与您确认后确定，答复期限从那天的第二天起算。"]
    text = f"您的申请于{zh(received_on)}收到。从第二天起{days}个工作日内答复您"
    if due_on:
        return [f"{text}，最晚{zh(due_on)}。"]
    if provisional:
        return [f"{text}。{expected(provisional)}。"]
    return [f"{text}。"]


def expected(provisional: date) -> str:
    """When the answer is to be expected while no due day is certain."""
    return f"答复日期暂定{zh(provisional)}，{provisional.year}年放假安排公布后确定"


def correction(items: str, until: date, days: int) -> list[str]:
    return [
        "收到您的申请后，我们认为其中有的内容还不够明确，需要您补充：",
        items,
        f"请在{told(until)}前补充；这份告知书后来才送到您手里的，从收到的第二天起{days}个工作日内补充。我们收到补充后的申请，从第二天起重新计算答复期限。没有正当理由逾期不补正的，视为放弃申请（《政府信息公开条例》第三十条）。",
    ]


def consultation(kind: str, subject: str, law: str) -> list[str]:
    """What a third party is asked (条例第32条), or an organ that made the information jointly (第34条); 2008 knew no term for either."""
    asked = f"我单位收到一件政府信息公开申请，申请公开“{subject}”。"
    dated = law == FOI_2019
    term = "自收到本书之日起15个工作日内" if dated else "尽快"
    if kind == "joint_organ":
        article = "依照《政府信息公开条例》第三十四条，" if dated else ""
        silence = "逾期未提出意见的，视为同意公开。" if dated else ""
        return [
            f"{asked}这些信息由我单位牵头、与你单位共同制作，{article}现征求你单位的意见。",
            f"请{term}书面提出意见，说明是否同意公开；不同意的，请说明理由。{silence}",
        ]
    return [
        f"{asked}公开这些信息可能涉及您（你单位）的合法权益，现征求您（你单位）的意见。",
        f"请{term}书面答复是否同意公开；不同意的，请说明理由。逾期没有答复的，由我单位依照{legal_basis(law)}决定是否公开。",
    ]


def assistance(kind: str, asked: str, until: date) -> list[str]:
    """What another holder is asked for, or an assisting unit. Nobody who applied is named."""
    begin = {
        "retrieve": "我单位正在办理一件政府信息公开申请，需要调取由你单位保管的下列材料：",
        "assist": "我单位主办一件政府信息公开申请，请你单位协助办理：",
    }
    return [
        begin[kind],
        asked,
        f"请在{told(until)}前书面答复，有材料的一并提供（原件不便提供的，可以提供复制件）；没有的，请写明到哪里、怎么找过。"
        "材料里有国家秘密、商业秘密、个人隐私或者其他不宜公开内容的，请注明在哪里、为什么。是否公开由我单位依法审查决定。",
        "《政府信息公开条例》规定的答复期限不扣除协办、调取的时间，请按时答复。",
    ]


def extension(days: int, due_on: date | None, provisional: date | None, ground: str) -> list[str]:
    """What the applicant is told: until when; while the clock rests for somebody's opinion, that no day can be told yet."""
    until = f"，最晚{zh(due_on)}答复您" if due_on else f"。{expected(provisional)}" if provisional else RESTS
    return [
        f"您的申请不能在原定期限内答复。原因是：{ground.rstrip('。')}。",
        f"经本机关政府信息公开工作机构负责人同意，延长{days}个工作日{until}。",
    ]


RESTS = "。现在正在征求有关方面的意见，等候意见的时间不计入期限；有了结果以后，凭编号和查询码可以查到最晚哪天答复您"


def answer(case: Case, outcome: str, text: str, on: date, government: Government | None, unit: Unit) -> dict[str, Any]:
    """An answer's paragraphs, its outcome as a decision, the Regulation it rests on by its version, and the remedy paragraph of the right date."""
    found = outcome_by_code(outcome)
    cited, finding = list(found.cited), found.finding
    if found.elsewhere and (cites(text, found.elsewhere[0]) or NOT_OURS.search(text)):
        cited, finding = [found.elsewhere[0]], found.elsewhere[1]
    elif found.sought and SEARCHED.search(text):
        cited = [found.sought]
    return {
        "paragraphs": [p for p in text.split("\n") if p.strip()],
        "outcome": finding,
        "regulation": legal_basis(found.rule),
        "articles": cited,
        "remedy": remedies(found, on, government, unit),
    }


SEARCHED = re.compile(r"(?<!未)(?<!没有)(?:检索|查找|查阅|搜索|翻查|找过|查过|查遍)")
NOT_OURS = re.compile(r"不归本机关|不属于本机关|不是本机关|不由本机关|由[^，。；\n]{2,80}负责公开")
"""How the text of an answer tells which item of art. 36 decided where an organ does not hold what is asked for: a search in vain, or another
organ's duty."""


def cites(text: str, article: str) -> bool:
    """Does a text cite an article's item, with or without brackets around the item's number?"""
    whole = cite(article)
    return whole in text or whole.replace("（", "").replace("）", "") in text


def remedies(found: Outcome, on: date, government: Government | None, unit: Unit, paper: str = "本答复") -> str:
    """What whoever got less than was asked for can do about it, as the law of the day has it (行政复议法第23条第2款); "" for the rest."""
    return remedy(
        on=on,
        adverse=found.adverse,
        organ=unit.name,
        reconsideration_organ=reconsideration_organ(unit, government),
        court=court_of(unit, government),
        paper=paper,
    )


def parted(parts: list[tuple[str, str]]) -> list[str]:
    """What became of a letter that asked for several things: number and name of each."""
    return [
        f"您的申请里有{len(parts)}件事。为了分别查找、分别答复，分成{len(parts)}件办理，收到日期都不变：",
        *(f"{number}：{subject}" for number, subject in parts),
        "查进度的时候，每一件写它自己的编号，查询码和原来的一样。",
    ]


def passed_on(case: Case, made: Case, consented_on: date, reached: str) -> list[str]:
    """Where an application went with its applicant's consent, and that it is answered there; ``reached``: that unit with its contact."""
    answers = f"本机关已于{zh(case.closed_on)}答复您。" if case.closed_on else "本机关另外依法答复您这一件。"
    return [
        f"您申请公开的信息由{reached}负责公开（《政府信息公开条例》第三十六条第五项）。您{zh(consented_on)}同意转送，本机关已经把您的申请和附来的材料转送该机关。",
        f"该机关{zh(made.received_on)}收到，登记号{made.reference}，从第二天起计算答复期限，由该机关答复您。查进度写这个登记号，查询码和原来的一样。",
        answers,
    ]


def reasons(why: str, until: date) -> list[str]:
    return [
        f"您申请公开政府信息的数量、频次明显超过合理范围：{why.rstrip('。')}。",
        f"请您在{told(until)}前说明申请的理由（《政府信息公开条例》第三十五条）。理由不合理的，本机关不予处理；理由合理，但是在法定期限内"
        "不能答复的，本机关将确定延迟答复的合理期限并告知您。",
    ]


def delay(days: int, due_on: date | None, provisional: date | None, ground: str) -> list[str]:
    until = f"，最晚{zh(due_on)}答复您" if due_on else f"。{expected(provisional)}" if provisional else RESTS
    return [
        f"您说明的理由合理，但是在《政府信息公开条例》第三十三条规定的期限内不能答复您：{ground.rstrip('。')}。",
        f"依照《政府信息公开条例》第三十五条，本机关确定延迟{days}个工作日{until}。",
    ]


def fee_part(tariff: Tariff, first: int, last: int, price: int) -> str:
    """One line of an amount: 第11至12件，每件100元，计200元."""
    which = f"第{first}{tariff.unit}" if first == last else f"第{first}至{last}{tariff.unit}"
    each = f"每{tariff.unit}{price}元，计{(last - first + 1) * price}元" if price else "不收费"
    return f"{which}，{each}"


def charge(rule: FeeRule, made: Charge, lines: list[str], how: str, days: int) -> list[str]:
    """Basis, standard, amount, way and term; and what follows either way (国办函〔2020〕109号第6、7条)."""
    tariff = rule.tariff(made.tariff)
    return [
        f"依照《政府信息公开条例》第四十二条和{rule.name}{tariff.article}，对您的这件申请{tariff.label}信息处理费。",
        f"{tariff.counted}{tariff.unit}数按超额累进计算：{'；'.join(lines)}。合计{made.amount}元。",
        f"缴纳方式：{how.rstrip('。')}。",
        f"请您在收到本通知的次日起{days}个工作日内缴清。逾期没有缴清的，视为放弃申请，本机关不再处理。缴清的，从次日起重新计算答复期限。",
        "对收费决定有异议的，不能单独申请行政复议或者提起行政诉讼；可以在缴费期满以后，就本机关不再处理您的申请，依法申请行政复议或者提起行政诉讼，也可以投诉、举报。",
    ]


def charge_withdrawn(made: Charge, reason: str) -> list[str]:
    return [
        f"本机关{zh(made.noticed_on)}通知您缴纳信息处理费{made.amount}元，现予撤回：{reason.rstrip('。')}。",
        "您不用缴费。答复期限照常计算，没有因为收费通知延长。",
    ]


def unpaid(made: Charge) -> list[str]:
    return [
        f"您{zh(made.received_on)}收到信息处理费收费通知，到{zh(made.due_on)}没有缴清{made.amount}元。依照《政府信息公开条例》第四十二条和"
        "《政府信息公开信息处理费管理办法》第六条，视为放弃申请，我们不再处理。您可以重新提出申请。"
    ]
