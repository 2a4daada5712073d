"""An interpretation is not published before the document it interprets; see ``kernel.records.course``."""

from datetime import datetime
from typing import Any

from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import waits_with


def may_publish(record: Record, content: dict[str, Any], at: datetime) -> None:
    if waits_with(record):
        raise Unready("它解读的文件还没有公开。请用“签发，随文件公开”，文件公开的时候它一起公开")
