"""The state's inspection indicators for government websites (政府网站与政务新媒体检查指标, 国办秘函〔2019〕19号): what one counts for, and the score.

The vetoes and their thresholds are those of the document. How much is taken off for one thing of the scored part is written from memory, as is
the cap of each: a keeper who holds the text compares them here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

RULES = "2019"
FULL, PASS = Decimal(100), Decimal(60)
HOME_FRESH = timedelta(days=14)
"""首页 and 动态、要闻: two weeks."""
NEWS_FRESH, NOTICES_FRESH = timedelta(days=14), timedelta(days=183)
"""动态、要闻: two weeks; 通知公告、政策文件: six months."""
MOST_STALE, MOST_BLANK = 5, 5
"""So many columns that are stale, or blank, are a veto."""
VISITS, MOST_FAILED = 20, Decimal("0.05")
"""Of at least so many visits more than this share without an opening: 站点无法访问."""

VETO, SCORED = "veto", "scored"
PARTS = {VETO: "单项否决", SCORED: "扣分项"}


@dataclass(frozen=True)
class Indicator:
    """``each`` is taken off for one, at most ``cap`` in all; of a veto nothing is."""

    code: str
    label: str
    part: str
    advice: str
    each: Decimal = Decimal(0)
    cap: Decimal = Decimal(0)


def _scored(code: str, label: str, advice: str, each: str, cap: str) -> Indicator:
    return Indicator(code, label, SCORED, advice, Decimal(each), Decimal(cap))


INDICATORS = {
    one.code: one
    for one in (
        Indicator("unreachable", "站点无法访问", VETO, "请查服务器、网络和域名解析"),
        Indicator("home_stale", "首页不更新", VETO, "首页两周内要有新的信息"),
        Indicator("columns_stale", "栏目不更新", VETO, "动态、要闻两周，通知公告、政策文件六个月，合计5个以上没有更新"),
        Indicator("columns_blank", "空白栏目多", VETO, "5个以上栏目没有内容"),
        Indicator("grave", "严重表述错误", VETO, "马上改正"),
        _scored("personal", "泄露个人信息", "马上遮盖或者撤下，再查同一批信息", "5", "30"),
        _scored("stale", "栏目更新不及时", "按更新要求发布，长期没有内容的栏目并入别的栏目", "4", "20"),
        _scored("blank", "空白栏目", "补上内容，或者停用这个栏目", "4", "20"),
        _scored("dead_in", "站内链接打不开", "改成现在的地址，或者去掉这个链接", "0.5", "10"),
        _scored("dead_out", "站外链接打不开", "改成现在的地址，或者去掉这个链接", "0.1", "5"),
        _scored("writing", "错别字和慎用表述", "按词表改正", "0.5", "10"),
        _scored("identifier", "缺少网站标识", "在首页底部补上", "2", "8"),
        _scored("labels", "缺少网页标签", "在首页的源代码里补上", "1", "3"),
        _scored("undated", "首页看不出更新日期", "首页的信息要写日期", "2", "2"),
        _scored("search", "站内搜索不能用", "首页要有搜索，搜首页上的信息要能搜到", "5", "5"),
    )
}
"""By their codes, in the order in which they are told. 互动回应 joins them with the procedure of letters: without letters none is unanswered."""
IDENTIFIERS = {"site_code": "政府网站标识码", "icp": "ICP备案号", "police": "公安备案号", "organ": "党政机关网站标识"}


NEWS = ("动态", "要闻")
NOTICES = ("通知公告", "公告公示", "公示公告", "通知公示", "政策文件")


def freshness(name: str) -> timedelta | None:
    """How long a column may stand without anything new, by its name; None where the indicators name no time. Its type does not tell: the types
    are few, and what is no news has to take one of them all the same."""
    if any(each in name for each in NEWS):
        return NEWS_FRESH
    return NOTICES_FRESH if any(each in name for each in NOTICES) else None


def score(counts: Mapping[str, int]) -> tuple[Decimal, bool]:
    """What is left of a hundred, and whether a veto stands. ``counts``: how many of each indicator."""
    taken = Decimal(0)
    for code, n in counts.items():
        indicator = INDICATORS[code]
        taken += min(indicator.each * n, indicator.cap)
    # With its one decimal place, as a database gives it back: the fact tells it so too.
    points = max(FULL - taken, Decimal(0)).quantize(Decimal("0.1"))
    return points, any(n and INDICATORS[code].part == VETO for code, n in counts.items())


def verdict(points: Decimal, vetoed: bool) -> str:
    return "不合格（单项否决）" if vetoed else "合格" if points >= PASS else "不合格"
