"""What does not hold in a text that is at hand as HTML, each in a sentence."""

from gongkai.pure.audit import audit, read
from gongkai.pure.audit.say import detail


def in_html(html: str) -> list[str]:
    """What the auditor finds, one of those that the same change would mend."""
    document = read(f'<meta charset="utf-8">{html}'.encode(), "report.html")
    found = audit(document)
    return [f"“{document.text[group[0].start : group[0].end]}”：{detail(group[0], 'zh')}" for group in found.causes]
