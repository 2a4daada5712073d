"""Where an answer sends its applicant: the right organ, the way to petition, a publication, a registry, the earlier answer (条例第36、39条)."""

from dataclasses import dataclass

from gongkai.ground.units.models import Unit
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.words import zh
from gongkai.pure.law.outcomes import FOI_2008, outcome_by_code


@dataclass(frozen=True)
class Guide:
    """What is told with an outcome. ``sentence`` holds {where}; ``lacks`` is the doubt where nothing is told, "" if that is as well."""

    sentence: str
    article: str
    lacks: str = ""


_ORGAN = "您申请的信息由{where}负责公开，请向该机关提出申请"
_PASSED = "您申请的信息由{where}负责公开；经您同意，您的申请已经转送该机关（登记号{number}），由该机关答复您"
_PUBLIC = "您申请的信息已经主动公开，可以这样获取：{where}"
GUIDES = {
    "3_1": Guide(_PUBLIC, "《政府信息公开条例》第三十六条第一项"),
    "3_4_1": Guide(_ORGAN, "《政府信息公开条例》第三十六条第五项"),
    "3_3_8": Guide(
        "您申请查询的信息，请依照{where}办理",
        "《政府信息公开条例》第三十六条第七项",
        "行政查询事项要写明按哪部法律、行政法规的规定、到哪里查（条例第36条第7项）。",
    ),
    "3_5_1": Guide("您反映的事项，可以通过以下渠道提出：{where}", "《政府信息公开条例》第三十九条第一款"),
    "3_5_3": Guide("您需要的公开出版物，可以这样获取：{where}", "《政府信息公开条例》第三十九条第二款"),
    "c31": Guide(_PUBLIC, "2008年《政府信息公开条例》第二十一条第一项"),
    "c35": Guide(_ORGAN, "2008年《政府信息公开条例》第二十一条第三项"),
}
"""By outcome. The row of what an organ does not hold unites two items of art. 36: the sentence names the one that decided."""
REPEATED = "3_5_2"
ORGANS = ("3_4_1", "c35")


def others(case: Case) -> str:
    """The outcome that tells of another organ, as the list of outcomes names it."""
    today, old = ORGANS
    return outcome_by_code(old if case.law == FOI_2008 else today).short


def sentence(outcome: str, where: str, unit: Unit | None = None, passed: Case | None = None) -> str:
    """The sentence by which an answer tells its applicant where to turn; ``unit`` is one of this government's, ``passed`` what the application has
    become there."""
    found = GUIDES[outcome]
    organ = contact(unit) if unit else ""
    place = "；".join(part for part in (organ, where.strip().rstrip("。；")) if part)
    said = _PASSED.format(where=place, number=passed.reference) if passed else found.sentence.format(where=place)
    return f"{said}（{found.article}）。"


def contact(unit: Unit) -> str:
    """明川县教育局（联系电话：…，地址：…）"""
    reached = [f"联系电话：{unit.phone}"] if unit.phone else []
    reached += [f"地址：{unit.address}"] if unit.address else []
    return f"{unit.name}（{'，'.join(reached)}）" if reached else unit.name


def repeats(earlier: Case) -> str:
    """That the same was answered before (条例第36条第6项)."""
    return (
        f"您申请的信息与登记号{earlier.reference}的申请相同，本机关已于{zh(earlier.closed_on)}答复您，不再重复处理"
        "（《政府信息公开条例》第三十六条第六项）。"
    )
