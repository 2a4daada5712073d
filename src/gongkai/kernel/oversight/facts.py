"""Facts of overseeing."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("oversight.explained", "核实了（{sample}件里{hits}件）：{text}")
@dataclass(frozen=True)
class QuestionExplained(FactBase):
    """Somebody who oversees a unit looked into a question about how it handles its cases, and noted what they found."""

    pattern: str
    procedure: str
    unit: str
    hits: int
    sample: int
    text: str
