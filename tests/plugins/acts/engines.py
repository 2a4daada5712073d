"""Acts of the engines: exports, entries from outside, words for a channel."""

from gongkai.engines.exchange import actions as exchange
from gongkai.engines.reporting import actions as reporting
from tests.plugins.acts.scene import Act, scene
from tests.plugins.scenes import DAY, draft, key_of, received, to_import, worded


@scene("exchange.enter_part")
def _(cast):
    planned = to_import(cast)
    return lambda: exchange.enter_part(rows=planned["plan"].to_enter(), reason="", **planned)


@scene("exchange.export")
def _(cast):
    return lambda: exchange.export(what="公告公示（XLSX）", count=40, by=cast.actor("gao_gongkai"), at=DAY)


@scene("reporting.export")
def _(cast):
    return lambda: reporting.export(what="2021-3/2025/xzf", count=40, by=cast.actor("gao_gongkai"), at=DAY)


@scene("channels.word")
def _(cast) -> Act:
    record = draft(cast)
    return lambda: worded(cast, record)


@scene("exchange.receive")
def _receive(cast):
    key_of(cast)
    return lambda: received(cast, "token-0001")
