"""What an annual report must be before it is public: its tables hold, and its words say what its tables say, or it is explained why not."""

from datetime import datetime
from typing import Any

from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import versions_of
from gongkai.kinds.annual.checking import contradictions

MOST_TOLD = 3


def may_publish(record: Record, content: dict[str, Any], at: datetime) -> None:
    """Raises Unready while something contradicts itself that nothing is said of; what is said is published along with it."""
    found = still_needs(content, record)
    if not found:
        return
    more = f"；还有{len(found) - MOST_TOLD}处" if len(found) > MOST_TOLD else ""
    told = f"{'；'.join(found[:MOST_TOLD])}{more}"
    if content.get("explained"):
        raise Unready(
            f"写好“数据说明”以后，报告里又有{len(found)}处对不上，请改好，或者在“数据说明”里把这几处也写明：{told}"
        )
    raise Unready(f"报告里有{len(found)}处对不上，请改好，或者在“数据说明”里写明为什么：{told}")


def still_needs(content: dict[str, Any], record: Record | None) -> list[str]:
    """The contradictions that are not explained. An explanation stands for those that were there when it was written, with the figures that they
    had: what came, or changed, later is to be explained too."""
    found = contradictions(content)
    if not found or not content.get("explained"):
        return found
    known = set(contradictions(_when_explained(record, content))) if record else set(found)
    return [each for each in found if each not in known]


def _when_explained(record: Record, content: dict[str, Any]) -> dict[str, Any]:
    """The content with which the explanation that stands now was first written."""
    standing, said = content, content["explained"]
    for version in reversed(versions_of(record)):
        if version.number > record.current:
            continue
        earlier = version.values()
        if earlier.get("explained") != said:
            break
        standing = earlier
    return standing
