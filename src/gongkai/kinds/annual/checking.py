"""What does not hold in a report: relations of its tables, and what the auditor finds in its text."""

from collections.abc import Mapping
from typing import Any

from gongkai.kinds.annual.grids import relations_of
from gongkai.kinds.annual.weaving import woven
from gongkai.pure.audit.contradictions import in_html
from gongkai.pure.declare.charts import told_undrawn


def contradictions(content: Mapping[str, Any]) -> list[str]:
    """Each in a sentence: what the forms demand first, then what the auditor found, one of those that the same change would mend."""
    return [*broken(content), *told_undrawn(content), *in_html(woven(content))]


def broken(content: Mapping[str, Any]) -> list[str]:
    """Relations of the forms that do not hold."""
    return [
        f"{each.text}：{each.detail}" for each in relations_of(content) if each.level == "E" and each.holds is False
    ]
