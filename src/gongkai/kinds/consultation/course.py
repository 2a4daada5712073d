"""What became of the opinions is not told before the call has ended; see ``kernel.records.course``."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ui.words import zh_date
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import consultations_of, targets_of


def may_publish(record: Record, content: dict[str, Any], at: datetime) -> None:
    if content["stage"] != "outcome":
        return
    for document in targets_of(record, "consults"):
        for call, said in consultations_of(document):
            if call.live and said["stage"] == "call" and said["ends_on"] >= localdate(at).isoformat():
                raise Unready(
                    f"“{call.title}”到{zh_date(date.fromisoformat(said['ends_on']))}才截止，截止以后才能公布采纳情况"
                )
