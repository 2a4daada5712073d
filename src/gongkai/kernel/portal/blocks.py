"""Blocks: what a page of the site is put together from. A place is a page, or the model of many, whose blocks are arranged."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from gongkai.pure import declare

HOME = "home"
LEVELS = {"government": "县政府", "department": "部门", "town": "乡镇和街道", "institution": "公共企事业单位"}
MOST, MOST_LINES, LONGEST = 12, 20, 16
"""Blocks of a page, lines of a block, signs of a heading: at most."""
COUNTED = ("kind", "section")
"""Families of sources of which a number of the newest is shown."""
OF_HOME = {
    "topics": "专题",
    "answers": "答复得怎么样", "key_areas": "重点领域", "sections": "公开目录的一级栏目", "units": "部门和乡镇",
}  # fmt: skip
OF_TOPIC = {"picked": "选进来的信息"}
OF_UNIT = {"facts": "地址、电话和办公时间", "catalogue": "本单位的公开目录"}


@dataclass(frozen=True)
class Block:
    """``source``: "kind:<code>", "section:<key>", or one of the place's own; ``count``: how many of the newest, 0 where nothing is counted."""

    heading: str
    source: str
    count: int = 0

    @property
    def family(self) -> str:
        return self.source.partition(":")[0]

    @property
    def key(self) -> str:
        return self.source.partition(":")[2]

    @property
    def counted(self) -> bool:
        return self.family in COUNTED


def model_of(level: str) -> str:
    """The place of what all units of a level show that have arranged nothing of their own."""
    return f"level.{level}"


def place_of(unit: str) -> str:
    """The place of a unit's own page."""
    return f"unit.{unit}"


def page_of(topic: str) -> str:
    """The place of a topic's page."""
    return f"topic.{topic}"


def own_sources(place: str) -> dict[str, str]:
    """What a place may show beside records of a kind or a section, with its Chinese name."""
    return OF_HOME if place == HOME else OF_TOPIC if place.startswith("topic.") else OF_UNIT


def all_sources(place: str, sections: Iterable[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sources to choose from, in their groups. ``sections``: key and name of each that is open."""
    return [
        ("各类信息", [(f"kind:{drawer.code}", drawer.declaration.name) for drawer in declare.kinds()]),
        ("栏目", [(f"section:{key}", name) for key, name in sections]),
        ("其他", list(own_sources(place).items())),
    ]


def written(blocks: Iterable[Block]) -> str:
    """As they are kept: JSON, one order of names."""
    return json.dumps([asdict(block) for block in blocks], ensure_ascii=False, sort_keys=True)


def read(text: str) -> list[Block]:
    return [Block(**each) for each in json.loads(text)]
