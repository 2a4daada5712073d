"""A consolidated text on the public site: of which document, as amended by which, and where it differs from the original."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai.ground.ui.words import zh_date
from gongkai.kernel.records.comparing import Pair, paragraphs
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import published_contents
from gongkai.kinds.consolidated import queries
from gongkai.pure.guard.markup import blocks_of

order = 2
block = "consolidated/beside.html"
in_block = frozenset({"as_of"})


def state(view):
    return ("tag--info", f"截至{zh_date(date.fromisoformat(view['as_of']))}的文本")


def line(view):
    """As it stands on which day."""
    return [f"截至{view['as_of']}"]


@dataclass(frozen=True)
class Told:
    """The original, what amended it by then, and the two texts side by side."""

    document: Record
    amendments: tuple[Record, ...]
    pairs: tuple[Pair, ...]

    @property
    def changed(self) -> int:
        """In how many paragraphs they differ."""
        return sum(pair.differs for pair in self.pairs)


def told(record_ids: Collection[str]) -> dict[str, Told]:
    """Of each of these texts whose original stands on the site."""
    documents = queries.documents_of(list(record_ids))
    contents = published_contents([*documents, *(document.pk for document in documents.values())])
    days: dict[str, date] = {}
    for key, document in documents.items():
        # Two texts of one document: what had amended it by the later day, and then by each one's own.
        as_of = date.fromisoformat(contents[key]["as_of"])
        days[document.pk] = max(as_of, days.get(document.pk, as_of))
    amended = queries.amendments(days)
    return {
        key: Told(
            document,
            tuple(
                each
                for each in amended[document.pk]
                if (each.effective_on or each.published_on).isoformat() <= contents[key]["as_of"]
            ),
            paragraphs(_blocks(contents[document.pk]), _blocks(contents[key])),
        )
        for key, document in documents.items()
    }


def _blocks(content) -> list[str]:
    return [block.text.strip() for block in blocks_of(content["body"])]


def linked(view):
    """A consolidated text of legislation, as of a day."""
    return {"@type": "Legislation", "legislationDateVersion": view["as_of"]}
