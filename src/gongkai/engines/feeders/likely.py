"""What somebody who writes a wish may not know: that it is public already, or that another unit has it. Told, never decided.

The rarest words of a wish are looked for together, fewer each time, until something public holds them all. Which unit it may belong to is told by what
the units say of themselves (机构职能): by the words that few of them have.
"""

from dataclasses import dataclass

from gongkai.engines.feeders import finding
from gongkai.engines.feeders.finding import Hit
from gongkai.ground.search import asking, text
from gongkai.ground.search.asking import LONGEST, Ask
from gongkai.ground.search.places import PUBLIC
from gongkai.ground.search.queries import synonyms

DUTIES = "institution"
FEWEST, MOST, LOOKED_AT, SHOWN = 2, 4, 12, 3
SHORTEST = 2
COMMON = frozenset(
    [
        "申请",
        "公开",
        "政府",
        "信息",
        "政府信息",
        "要求",
        "提供",
        "希望",
        "获取",
        "关于",
        "本人",
        "我们",
        "单位",
        "相关",
        "有关",
        "情况",
        "材料",
        "文件",
        "内容",
        "复印件",
        "全部",
        "所有",
        "年度",
        "以来",
        "您好",
        "谢谢",
        "我县",
        "全县",
        "县里",
        "明细",
    ]
)
"""Words of any wish: they tell nothing of what is wanted."""


@dataclass(frozen=True)
class Elsewhere:
    """A unit whose own account of itself holds words of the wish which the one that is asked does not name."""

    code: str
    words: tuple[str, ...]


def words_of(wish: str) -> list[str]:
    """What a wish is about: its words of two signs and more, each once, without those of any wish."""
    found = dict.fromkeys(word for word in text.words(wish[:1000]) if len(word) >= SHORTEST)
    return [word for word in found if word not in text.EMPTY_WORDS and word not in COMMON and not word.isdigit()][
        :LOOKED_AT
    ]


def public_already(wish: str) -> list[Hit]:
    """At most three public things that hold the rarest words of a wish together. Raises places.Unavailable."""
    known = {word: asking.count(PUBLIC, Ask(word), synonyms()) for word in words_of(wish)}
    rare = sorted((word for word, count in known.items() if count), key=lambda word: known[word])
    for many in range(min(MOST, len(rare)), FEWEST - 1, -1):
        said = " ".join(rare[:many])
        if len(said) <= LONGEST and (hits := finding.find_public(Ask(said)).hits):
            return hits[:SHOWN]
    return []


def elsewhere(wish: str, asked: str) -> Elsewhere | None:
    """Who says of itself what the wish is about, where the unit of this code does not. Raises places.Unavailable."""
    scores: dict[str, float] = {}
    held: dict[str, list[str]] = {}
    for word in words_of(wish):
        found = asking.search(PUBLIC, Ask(word, {"kind": DUTIES}), synonyms(), facets=("unit",), size=1).counts
        units = list(found.get("unit", {}))
        # What half of them say tells nothing.
        if not units or len(units) > 3:
            continue
        for code in units:
            scores[code] = scores.get(code, 0) + 1 / len(units)
            held.setdefault(code, []).append(word)
    if not scores or asked in scores:
        return None
    best = max(scores, key=lambda code: (scores[code], code))
    # One word may stand anywhere; two that no other unit has are no accident.
    return Elsewhere(best, tuple(held[best])) if len(held[best]) >= FEWEST or scores[best] >= 1 else None
