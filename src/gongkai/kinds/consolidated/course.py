"""A consolidated text goes out for a document that stands on the site and was amended by then; see ``kernel.records.course``."""

from datetime import date, datetime
from typing import Any

from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import targets_of
from gongkai.kinds.consolidated import queries

ENDED = {"repealed": "已经废止", "expired": "已经失效"}
NOT_AMENDED = "“{}”到这一天还没有被已经公开的文件修改过，不用整理；请核对“截至哪天的文本”，或者先登记修改它的文件"


def may_publish(record: Record, content: dict[str, Any], at: datetime) -> None:
    documents, as_of = targets_of(record, "consolidates"), date.fromisoformat(content["as_of"])
    if len(documents) != 1:
        raise Unready("请先登记它整理的是哪一份文件：点“登记关联文件”，选“整理”，只能有一份")
    if not documents[0].live:
        raise Unready(f"原件“{documents[0].title}”没有公开")
    if record.published_on is None and documents[0].validity in ENDED:
        raise Unready(f"原件“{documents[0].title}”{ENDED[documents[0].validity]}，不再公开它的修改后全文")
    if not queries.amendments({documents[0].pk: as_of})[documents[0].pk]:
        raise Unready(NOT_AMENDED.format(documents[0].title))
