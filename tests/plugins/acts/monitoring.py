"""Acts of looking at websites: a run begins and ends, what was found is looked at again and given to a unit."""

import zlib
from hashlib import sha256
from typing import Any

from gongkai.engines.monitoring import actions as monitoring
from gongkai.engines.monitoring import queries
from gongkai.engines.monitoring.models import Fault, Page, Run
from gongkai.ground.units.scope import SYSTEM
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER


class Bytes:
    """The bytes of a run's pages: of each the words of its link."""

    def __init__(self, words: str) -> None:
        self.content = words.encode()
        self.digest = sha256(self.content).hexdigest()

    def packed(self, digest: str) -> bytes | None:
        return zlib.compress(self.content) if digest == self.digest else None


def begun(cast: Any) -> Run:
    return monitoring.begin(site="", start="/", most=10, by=SYSTEM, at=DAY)


def walked(cast: Any, pages: tuple[str, ...] = ("/u/zjj/",), words: str = "旧的") -> Run:
    """A run over the own site in which each page names one link that leads nowhere."""
    run, told = begun(cast), {"newest": "2026-03-02", "labels": {}, "marks": {}, "search": ""}
    Page.objects.filter(run=run, depth=0).update(status=200, state="done", told=told)
    run.left = {"pages": 1}  # so that what an earlier one found elsewhere stands
    for page in pages:
        Page.objects.create(
            run=run,
            address=page,
            inside=True,
            depth=1,
            source="/",
            status=200,
            state="done",
            digest=Bytes(words).digest,
        )
        dead = {"status": 404, "dead": True, "state": "done", "source": page, "words": words}
        Page.objects.create(run=run, address=f"{page}gone", inside=True, depth=2, **dead)
    return run


def looked(cast: Any, pages: tuple[str, ...] = ("/u/zjj/",), words: str = "旧的") -> list[Fault]:
    run = monitoring.finish(run=walked(cast, pages, words), kept=Bytes(words), owners=queries.owners, at=DAY)
    return [each for each in queries.found_in(run) if each.indicator == "dead_in" and each.page in pages]


@scene("monitoring.begin")
def _(cast):
    return lambda: begun(cast)


@scene("monitoring.finish")
def _(cast):
    run = walked(cast)
    return lambda: monitoring.finish(run=run, kept=Bytes("旧的"), owners=queries.owners, at=DAY)


@scene("monitoring.ask_again")
def _(cast):
    found = looked(cast)
    return lambda: monitoring.ask_again(faults=found, by=cast.actor("gao_gongkai"), at=LATER)


@scene("monitoring.keep_look")
def _(cast):
    found = looked(cast)
    return lambda: monitoring.keep_look(fault=found[0], still=None, told="网页上已经没有这个链接", by=SYSTEM, at=LATER)


@scene("monitoring.assign")
def _(cast):
    found = looked(cast)
    return lambda: monitoring.assign(
        faults=found,
        unit=cast.units["zjj"],
        office=cast.units["xzf"],
        text="请改正后回复。",
        days=15,
        by=cast.actor("gao_gongkai"),
        at=LATER,
    )
