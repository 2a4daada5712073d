"""What the accounts published together: 「政务新媒体发布信息2232条」, where a list elsewhere tells 政务微信1247条 and 政务微博985条. Kind `sum`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.parts.sums import of_parts
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import one_slip

_TOLD = re.compile(
    "^[，；]?(?:全年|年内|本年度?|□{4}年)*(?:我[局县市区]|全[局县市区])?政务新媒体(?:平台|账号)?(?:全年|共|累计|合计|总共)*(?:发布|推送|公开)(?:各类|政府|政务)*信息(?:共|总数|总量|量)?$"
)
_ACCOUNTS = (re.compile("微信"), re.compile("微博"))
_FURTHER = re.compile("抖音|客户端|APP|头条|视频号|快手|新媒体|小程序|微视|公众号")
_DIGITS = 4


def new_media(report: Report, last: Report | None) -> Iterator[Finding]:
    """Told once, and one list with these two accounts alone: a sum that only a slip of one digit keeps apart is wrong."""
    told = [each for passage in report.passages for each in passage.quantities if _TOLD.match(each.lead)]
    if len(told) != 1 or not told[0].is_whole:
        return
    whole = told[0]
    lists = [each for passage in report.passages if not passage.is_endless for each in breakdowns(passage)]
    if any(each.whole is whole for each in lists):
        return
    found = [pair for each in lists if (pair := _accounts(each.parts, each.labels())) is not None]
    if len(set(found)) != 1 or not all(each.is_whole and same(each.unit, whole.unit) for each in found[0]):
        return
    made = sum(each.value for each in found[0])
    slipped = len(whole.digits) >= _DIGITS and one_slip(whole.value, made)
    if made == whole.value or slipped:
        yield replace(of_parts(whole, found[0]), start=whole.start - len(whole.lead), end=whole.end)


def _accounts(parts: tuple[Quantity, ...], labels: list[str]) -> tuple[Quantity, ...] | None:
    if any(_FURTHER.search(each) for each in labels):
        return None
    found = tuple(part for name in _ACCOUNTS for part, words in zip(parts, labels, strict=True) if name.search(words))
    return found if len(found) == len(_ACCOUNTS) else None
