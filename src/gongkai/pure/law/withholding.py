"""Why information is not published (条例第十四条至第十六条), and the parts of a guide (第十二条)."""

GROUNDS = {
    "14-1": "国家秘密（条例第十四条）",
    "14-2": "法律、行政法规禁止公开（条例第十四条）",
    "14-3": "公开后可能危及国家安全、公共安全、经济安全、社会稳定（条例第十四条）",
    "15": "涉及商业秘密、个人隐私等，公开会损害第三方合法权益（条例第十五条）",
    "16-1": "内部事务信息，可以不公开（条例第十六条第一款）",
    "16-2a": "过程性信息，可以不公开（条例第十六条第二款）",
    "16-2b": "行政执法案卷信息，可以不公开（条例第十六条第二款）",
}

ON_APPLICATION = {
    "19": "不在应当主动公开的范围，可以申请（条例第十三条、第十九条至第二十一条、第二十七条）",
    "16-1": GROUNDS["16-1"],
    "16-2a": GROUNDS["16-2a"],
}
"""Why something is not published by itself, and yet told to whoever asks."""
DETERMINATIONS = {"on_application": "依申请公开", "withheld": "不予公开"}
"""What may come of a review beside publication."""


def grounds_for(outcome: str) -> dict[str, str]:
    """The legal grounds of a determination, by code; none of an unknown one."""
    return {"on_application": ON_APPLICATION, "withheld": GROUNDS}.get(outcome, {})


GUIDE_PARTS = {
    "where": "主动公开的信息在哪里看",
    "arranged": "信息怎样分类和编排",
    "apply": "没有公开的信息怎样申请",
    "withheld": "哪些信息不公开",
    "office": "政府信息公开工作机构",
    "remedies": "对答复不服怎么办",
}
"""In the order of the page. Each is generated from a unit's data; a unit may add a text of its own behind it, and cannot take it away."""
