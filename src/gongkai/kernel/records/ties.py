"""How a record is tied to another one, in words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tie:
    """``does``: what the record does to the other. ``there``: what the other is called on its page; ``back``: what it is called on the other's."""

    does: str
    there: str
    back: str


TIES = {
    "interprets": Tie("解读", "解读的文件", "政策解读"),
    "consolidates": Tie("整理", "原件", "修改后全文"),
    "consults": Tie("征求意见", "征求意见的文件", "意见征集"),
    "basis": Tie("依据", "依据", "以本件为依据"),
    "amends": Tie("修改", "修改的文件", "被修改"),
    "repeals": Tie("废止", "废止的文件", "被废止"),
    "answers": Tie("回应", "回应的件", "对本件的回应"),
    "prints": Tie("刊登", "刊登的文件", "刊登本件的公报"),
    "clarifies": Tie("澄清", "澄清的信息", "对本件的澄清"),
}
RELATIONS = tuple((code, tie.does) for code, tie in TIES.items())
"""For a choice."""
