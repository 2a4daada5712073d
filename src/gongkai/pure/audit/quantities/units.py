"""Measure words, and which of them count the same kind of thing."""

SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
PERCENT = "%"
PER_MILLE = "‰"
POINTS = "百分点"
MONEY = "元"
TO_ONE = "：1"
"""The second half of a ratio, 9.7:1, in place of a measure word."""

_WORDS = (
    "个工作日 工作日 个百分点 百分点 个自然日 自然日 平方公里 平方米 立方米 万千瓦 人次数 件次数 人次 件次 条次 条/次 件/次 场次 户次 批次 期次 宗次 辆次 项次 起次 家次 班次 篇次 例次 单次 "
    "台次 课时 学时 小时 分钟 个月 公里 千米 公斤 千克 公顷 美元 人民币 亩次 季度 个 件 条 项 次 场 人 名 份 篇 期 家 户 处 块 台 间 亩 米 元 吨 天 日 周 月 年 秒 宗 起 例 批 套 "
    "部 本 册 幅 张 辆 座 所 栋 幢 类 种 款 章 位 封 门 节 层 级 遍 轮 届 点 分 倍 步 页 字 组 支 队 单 笔 则 通 道 面 头 株 只 棵 根 口 艘 架 枚 把 盘 集 卷 版 站 村 乡 镇 "
    "县 区 市 省 校 班 人员 大 环节 周岁 岁 度 千瓦 升 克 拨 段 副 顶 双 列 员 档 眼 声 号 网 屏 刊 稿 票"
)
WORDS = tuple(sorted(set(_WORDS.split()), key=len, reverse=True))

_SAME = {
    "件次": "件", "条次": "条", "条/次": "条", "件/次": "件", "场次": "场", "户次": "户", "批次": "批", "期次": "期", "宗次": "宗",
    "项次": "项", "起次": "起", "家次": "家", "篇次": "篇", "例次": "例", "个百分点": POINTS, "个工作日": "工作日", "人次数": "人次",
    "件次数": "件", "名": "人", "位": "人", "人员": "人", "单次": "单", "自然日": "天", "周岁": "岁", "日": "天", "个自然日": "天", "人民币": MONEY,
}  # fmt: skip

# Counting words that stand for one another in careless writing: good for a sum that holds, never for one that does not.
_COUNTING = "个 件 条 项 次 场 人次 份 篇 期 家 户 宗 起 例 批 封 单 笔 则 通 人 票 稿"
_LOOSE = frozenset(_COUNTING.split()) | {""}


def canonical(unit: str) -> str:
    """件次 -> 件, 名 -> 人, 个百分点 -> 百分点; "" stays ""."""
    return _SAME.get(unit, unit)


def same(one: str, other: str) -> bool:
    """Whether two printed units surely count the same kind of thing."""
    return one == other or _SAME.get(one, one) == _SAME.get(other, other)


_COUNTERS = (frozenset(["人", "人次"]), frozenset(["家", "个"]), frozenset(["处", "个"]))


def same_thing(one: str, other: str) -> bool:
    """Whether two printed units count one thing in two counters: 96人次 and 52人, 54家 and 35个."""
    return same(one, other) or {canonical(one), canonical(other)} in _COUNTERS


def alike(one: str, other: str) -> bool:
    """Whether two printed units may count the same kind of thing: a lost unit may be any."""
    return same(one, other) or {canonical(one), canonical(other)} <= _LOOSE
