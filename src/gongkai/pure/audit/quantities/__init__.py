"""Quantities in running text: numbers with unit, scale and precision, what is counted, and what is no quantity at all."""

from gongkai.pure.audit.quantities.quantity import Quantity
from gongkai.pure.audit.quantities.reading import Clause, Sentence, sentences

__all__ = ["Clause", "Quantity", "Sentence", "sentences"]
