"""The list of synonyms as people write it: a group a line, its words with 、 between. Reading and writing it, and what it says by word."""

import re
from collections.abc import Iterable

from gongkai.ground.search.text import plain

MOST_GROUPS, MOST_WORDS, LONGEST = 2000, 12, 20
_BETWEEN = re.compile(r"[、,，;；|\t]+|\s{2,}")

Groups = list[list[str]]

AT_FIRST: Groups = [
    ["户口本", "户口簿", "居民户口簿"],
    ["身份证", "居民身份证"],
    ["公租房", "公共租赁住房"],
    ["廉租房", "廉租住房"],
    ["棚改", "棚户区改造"],
    ["上学", "入学", "就学"],
    ["学区", "施教区", "学区划分"],
    ["低保", "最低生活保障"],
    ["医保", "医疗保险"],
    ["社保", "社会保险"],
    ["养老金", "基本养老金", "退休金"],
    ["公积金", "住房公积金"],
    ["拆迁", "征收", "征迁"],
    ["征地", "征收土地", "土地征收"],
    ["房产证", "不动产权证书", "不动产证"],
    ["招考", "招聘", "公开招聘"],
    ["公务员", "国家公务员"],
    ["三公经费", "“三公”经费", "三公"],
    ["预决算", "预算决算"],
    ["环评", "环境影响评价"],
    ["自来水", "饮用水"],
    ["营业执照", "市场主体登记"],
    ["失业金", "失业保险金"],
    ["生育津贴", "生育保险"],
    ["残疾证", "残疾人证"],
    ["一老一小", "养老托育"],
    ["停水", "停水通知", "计划停水"],
    ["停电", "停电通知", "计划停电"],
    ["一件事", "高效办成一件事"],
]
"""Until the office has loaded a list of its own."""


class SynonymsRefused(ValueError):
    """A list that can't be used; the message says in Chinese which line and what to do."""


def read(text: str) -> Groups:
    """The groups of a list as typed or uploaded; empty lines and those that begin with # are left out. Raises SynonymsRefused."""
    groups: Groups = []
    seen: dict[str, int] = {}
    for n, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        words = list(dict.fromkeys(word.strip() for word in _BETWEEN.split(line) if word.strip()))
        if len(words) < 2:
            raise SynonymsRefused(f"第{n}行只有一个词。每行写两个以上意思相同的词，用顿号隔开")
        if len(words) > MOST_WORDS:
            raise SynonymsRefused(f"第{n}行有{len(words)}个词，一行最多{MOST_WORDS}个，请分成几组")
        for word in words:
            if not 2 <= len(word) <= LONGEST:
                raise SynonymsRefused(f"第{n}行的“{word[:24]}”要在2到{LONGEST}字之间")
            if seen.setdefault(plain(word), n) != n:
                raise SynonymsRefused(f"第{n}行的“{word}”在第{seen[plain(word)]}行里已经有了，请并成一行")
        groups.append(words)
    if len(groups) > MOST_GROUPS:
        raise SynonymsRefused(f"一共{len(groups)}组，最多{MOST_GROUPS}组")
    return groups


def written(groups: Iterable[Iterable[str]]) -> str:
    return "\n".join("、".join(words) for words in groups)


def by_word(groups: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """What each word means as well, in the form in which texts are compared."""
    found: dict[str, tuple[str, ...]] = {}
    for words in groups:
        same = [plain(word) for word in words]
        for word in same:
            found[word] = tuple(other for other in same if other != word)
    return found
