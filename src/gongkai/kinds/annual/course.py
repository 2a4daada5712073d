"""What an annual report must be before it is public: its tables hold, and its words say what its tables say, or it is explained why not."""

from datetime import datetime
from typing import Any

from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kinds.annual.checking import contradictions

MOST_TOLD = 3


def may_publish(record: Record, content: dict[str, Any], at: datetime) -> None:
    """Raises Unready while something contradicts itself and nothing is said of it; what is said is published along with it."""
    found = contradictions(content)
    if found and not content.get("explained"):
        more = f"；还有{len(found) - MOST_TOLD}处" if len(found) > MOST_TOLD else ""
        raise Unready(
            f"报告里有{len(found)}处对不上，请改好，或者在“数据说明”里写明为什么：{'；'.join(found[:MOST_TOLD])}{more}"
        )
