"""Setting a letter: data in, PDF bytes out. The same data gives the same bytes."""

import re
from pathlib import Path
from typing import Any

from gongkai.ground.documents.typesetting import FONTS, typeset
from gongkai.pure.law.articles import cite

HERE = Path(__file__).parent
SEAL = "seal.png"
TEMPLATE = HERE / "templates" / "letter.typ"
LEAD = {
    "answer": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现答复如下：",
    "extension": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现将延期答复的有关情况告知如下：",
    "correction": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现告知如下：",
    "receipt": "您提出的政府信息公开申请已经登记，登记号{reference}，申请公开“{subject}”。",
    "passed_on": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现将转送的情况告知如下：",
    "lapse": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现告知如下：",
    "reasons": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现告知如下：",
    "delay": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现将延迟答复的有关情况告知如下：",
    "charge": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现将收取信息处理费的有关情况通知如下：",
    "withdraw_charge": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现告知如下：",
    "unpaid": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现告知如下：",
    "rectification_result": "您提出的更正本人信息的申请（登记号{reference}，“{subject}”），现告知如下：",
    "rectification_receipt": "您提出的更正本人信息的申请已经登记，登记号{reference}，“{subject}”。",
    "rectification_ended": "您提出的更正本人信息的申请（登记号{reference}，“{subject}”），现告知如下：",
    "recall": "您提出的政府信息公开申请（登记号{reference}，申请公开“{subject}”），现告知如下：",
}
"""How a letter begins, by kind; a letter of consultation names no application, for its applicant is not the addressee."""

REGULATION = "《中华人民共和国政府信息公开条例》"
"""How letters cited it before they named its version."""


def letter(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """What the template is given, from a notice's data: every key present, articles and outcome joined to one sentence."""
    lead = LEAD.get(kind, "").format(reference=data.get("reference", ""), subject=data.get("subject", ""))
    articles = "、".join(cite(name) for name in data.get("articles", ()))
    ground = f"依据：{data.get('regulation', REGULATION)}{articles}。" if articles else ""
    outcome = data.get("outcome", "")
    contact = [f"联系电话：{data['phone']}"] if data.get("phone") else []
    contact += [f"地址：{data['address']}"] if data.get("address") else []
    return {
        "title": data["title"],
        "number": data.get("number", ""),
        "dated_on": data["dated_on"],
        "unit": data.get("unit", ""),
        "to": data.get("to", ""),
        "lead": lead,
        "paragraphs": [line for text in data.get("paragraphs", ()) for line in text.splitlines() if line.strip()],
        "finding": f"处理结果：{_finding(outcome)}。{ground}" if outcome else "",
        "remedy": data.get("remedy") or "",
        "attachments": list(data.get("attachments", ())),
        "rows": [list(row) for row in data.get("rows", ())],
        "contact": "　".join(contact),
    }


def _finding(label: str) -> str:
    """An outcome as it is told; of a letter from when it was given the label of the annual table, that label without its place in the annual table: neither its number, nor the group of rows, nor the rule of counting."""
    bare = re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+\.)|（[^（）]*只计[^（）]*）", "", label)
    return re.sub(r"^属于[一二三四五六七八九十]类", "属于", bare)


def pdf(values: dict[str, Any], fonts: Path = FONTS, seal: bytes = b"") -> bytes:
    """A letter as PDF, from ``letter()``'s values, with the picture of a seal over its signature if there is one. Raises NotRendered; a missing
    font is never replaced silently."""
    files = {SEAL: seal} if seal else None
    return typeset(TEMPLATE, values | {"seal": SEAL if seal else ""}, fonts, files=files)


def sample() -> dict[str, Any]:
    """A letter that says nothing, to try a seal upon."""
    return letter("answer", {"title": "印章试印", "dated_on": "2026-01-01", "unit": "印章试印"})


def pages_of(made: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(re.findall(rb"/Type\s*/Page\b", made)) or 1
