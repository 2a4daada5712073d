"""The prescribed tables of an annual report: found in any layout, their relations judged, the text held against them.

found = find(document)
findings = [*judge(found), *told(report, found)]
"""

from gongkai.pure.audit.tables.find import find
from gongkai.pure.audit.tables.judge import judge
from gongkai.pure.audit.tables.recognised import Recognised
from gongkai.pure.audit.tables.told import told

__all__ = ["Recognised", "find", "judge", "told"]
