"""One scene for each act: what has to be there before it, and then the act itself."""

from tests.plugins.acts import (
    cases,
    complaints,
    documents,
    engines,
    ground,
    logbooks,
    portal,
    preparing,
    rating,
    receiving,
    records,
    rectification,
    releasing,
    remedies,
    serving,
    telling,
    seals,
)
from tests.plugins.acts.scene import SCENES

__all__ = [
    "SCENES",
    "cases",
    "complaints",
    "documents",
    "engines",
    "ground",
    "logbooks",
    "portal",
    "preparing",
    "rating",
    "receiving",
    "records",
    "rectification",
    "releasing",
    "remedies",
    "serving",
    "telling",
]
    "seals",
