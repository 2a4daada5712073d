"""Facts of key points."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfPoint(FactBase):
    point: str
    unit: str


@fact("keypoint.laid", "下达要点任务，牵头{lead}，{due}前完成")
@dataclass(frozen=True)
class PointLaid(_OfPoint):
    """The openness office entered a task of a year's key points, with the unit that leads it and its day."""

    lead: str
    due: str


@fact("keypoint.amended", "改了任务：{because}")
@dataclass(frozen=True)
class PointAmended(_OfPoint):
    """The office changed a task: its words, its units, or its day."""

    because: str


@fact("keypoint.reported", "报进展")
@dataclass(frozen=True)
class PointReported(_OfPoint):
    """A unit said how far a task is."""


@fact("keypoint.proved", "加佐证{count}项")
@dataclass(frozen=True)
class PointProved(_OfPoint):
    """Records, cases, entries of logbooks or files were named that show what was done."""

    count: int


@fact("keypoint.unproved", "取消一项佐证")
@dataclass(frozen=True)
class PointUnproved(_OfPoint):
    """Something shows no more what was done."""


@fact("keypoint.finished", "报完成{then}")
@dataclass(frozen=True)
class PointFinished(_OfPoint):
    """The leading unit said that a task is done, with what shows it; ``then``: later than it was to."""

    then: str = ""


@fact("keypoint.returned", "退回，{due}前完成")
@dataclass(frozen=True)
class PointReturned(_OfPoint):
    """The office found that a task is not done yet."""

    due: str


@fact("keypoint.put_off", "暂缓：{because}")
@dataclass(frozen=True)
class PointPutOff(_OfPoint):
    """The office put a task off, with a reason."""

    because: str


@fact("keypoint.taken_up", "恢复，{due}前完成")
@dataclass(frozen=True)
class PointTakenUp(_OfPoint):
    """A task that was put off goes on, with a new day."""

    due: str


@fact("keypoint.struck", "撤销：{because}")
@dataclass(frozen=True)
class PointStruck(_OfPoint):
    """A task was entered by mistake: it stays to be read, and is not counted."""

    because: str


@fact("keypoint.handed_over", "{source}撤销，移交{target}")
@dataclass(frozen=True)
class PointHandedOver(_OfPoint):
    """What a closed unit was to lead goes over to its successor."""

    source: str
    target: str
