"""The auditor: reads a report and says which of its figures do not hold. No database, no Django: a library.

document = read(Path("report.docx"))
result = audit(document)
"""

from gongkai.pure.audit.document import Document, Unreadable
from gongkai.pure.audit.finding import Audit, Figure, Finding
from gongkai.pure.audit.readers import read

__all__ = ["Audit", "Document", "Figure", "Finding", "Unreadable", "audit", "read"]


def audit(document: Document, previous: Document | None = None) -> Audit:
    """See `auditing.audit`, whose rules take a third of a second to load: a process that only reads a file need not wait for them."""
    from gongkai.pure.audit.auditing import audit as recompute

    return recompute(document, previous)
