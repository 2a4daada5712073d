"""The blocks of a page with what they show: as an office arranged them, or as the page is by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai.engines.site import addresses
from gongkai.engines.site.answers import fared
from gongkai.engines.site.look import Look
from gongkai.engines.site.rows import Row
from gongkai.ground.units.models import Unit
from gongkai.kernel.portal.blocks import COUNTED, HOME, OF_HOME, Block, model_of, page_of, place_of
from gongkai.kernel.portal.models import Topic

IN_UNIT = 10
"""Lines of each kind on a unit's page that nobody arranged."""


@dataclass(frozen=True)
class Part:
    """A block and its newest records. ``all_url`` and ``all_words``: where the others are; ``wide``: with number and state; ``nothing``:
    what is said where there are none."""

    block: Block
    rows: list[Row]
    all_url: str = ""
    all_words: str = ""
    wide: bool = False
    nothing: str = ""

    @property
    def template(self) -> str:
        return f"site/blocks/{self.block.family}.html"


def home_blocks(look: Look) -> list[Block]:
    """The home page's, where nobody arranged any: the kinds that bring news, how applications fare, and the ways into all the rest."""
    told = fared(look)
    names = OF_HOME | {"answers": told.face.title if told else "", "sections": "主动公开的信息"}
    news = [Block(face.news, f"kind:{face.code}", face.news_rows) for face in look.faces.values() if face.news]
    return news + [Block(names[source], source) for source in OF_HOME]


def of_home(look: Look, blocks: Iterable[Block] | None = None) -> list[list[Part]]:
    """The home page, band by band: lists stand two beside each other, all else by itself. ``blocks``: how it would look with these."""
    found = blocks if blocks is not None else look.reader.arranged.get(HOME) or home_blocks(look)
    parts = [part for block in found if (part := _anywhere(look, block))]
    bands: list[list[Part]] = []
    for listed, run in groupby(parts, key=lambda part: part.block.counted):
        some, width = list(run), 2 if listed else 1
        bands += [some[n : n + width] for n in range(0, len(some), width)]
    return bands


def _anywhere(look: Look, block: Block, until: date | None = None) -> Part | None:
    """A block that shows what all units publish (``until``: as it was on a day); None where what it shows is there no more."""
    reader = look.reader
    if block.family == "kind" and (face := look.faces.get(block.key)):
        rows, words = reader.newest("k", face.code, block.count, until), f"全部{face.name}"
        return Part(block, rows, addresses.listing("k", face.code), words, face.wide, f"还没有公开的{face.name}。")
    if block.family == "section":
        section = reader.open_section(block.key)
        if section is None:
            return None
        rows, words = reader.newest("s", section.key, block.count, until), f"“{section.name}”的全部信息"
        return Part(block, rows, addresses.section(section.key), words, True, "这个栏目还没有公开的信息。")
    return None if block.family in COUNTED else Part(block, [])


def of_unit(look: Look, unit: Unit, blocks: Iterable[Block] | None = None) -> list[Part]:
    """A unit's page: as the unit arranged it, else as the model of units of its level is, else all kinds that it publishes."""
    reader = look.reader
    found = blocks or reader.arranged.get(place_of(unit.code)) or reader.arranged.get(model_of(unit.level))
    if found is None:
        return _by_kind(look, unit)
    return [part for block in found if (part := _of_unit(look, unit, block))]


def _by_kind(look: Look, unit: Unit) -> list[Part]:
    newest = look.reader.newest_by_kind_in_unit(unit.code, IN_UNIT)
    return [
        Part(Block("", "facts"), []),
        *(
            Part(Block(face.name, f"kind:{face.code}", IN_UNIT), rows, wide=face.wide)
            for face in look.faces.values()
            if (rows := newest.get(face.code))
        ),
    ]


def _of_unit(look: Look, unit: Unit, block: Block) -> Part | None:
    reader = look.reader
    if block.family == "kind" and (face := look.faces.get(block.key)):
        rows = reader.newest_by_kind_in_unit(unit.code, IN_UNIT * 2).get(face.code, [])[: block.count]
        return Part(block, rows, wide=face.wide)
    if block.family == "section":
        section = reader.open_section(block.key)
        if section is None:
            return None
        found = [row for key in reader.below(section.key) for row in reader.newest_of_unit(unit.code, key)]
        rows = sorted(found, key=lambda row: (row.published_on, row.id), reverse=True)[: block.count]
        alone = all(row.section_id == section.key for row in found)
        url = addresses.unit_section(unit.code, section.key) if alone else f"{addresses.unit(unit.code)}catalogue/"
        return Part(block, rows, url, f"“{section.name}”的全部信息" if alone else "公开目录", True)
    return None if block.family in COUNTED else Part(block, [])


def topic_blocks() -> list[Block]:
    """A topic's, where nobody arranged any: what was chosen one by one."""
    return [Block("", "picked")]


def of_topic(look: Look, topic: Topic, blocks: Iterable[Block] | None = None) -> list[Part]:
    """A topic's page; of one that is over, as it was when it ended."""
    found = blocks or look.reader.arranged.get(page_of(topic.key)) or topic_blocks()
    live = look.reader.rows(topic.records)
    picked = [live[each] for each in topic.records if each in live]
    return [
        part
        for block in found
        if (
            part := Part(block, picked, wide=True)
            if block.family == "picked"
            else _anywhere(look, block, topic.over_on)
        )
    ]
