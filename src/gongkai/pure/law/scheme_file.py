"""Schemes of assessment as files (TOML) and as data: read with all that is wrong, in sentences for who wrote it; written so that they are read alike."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.pure.law.schemes import (
    BASE,
    BY_HAND,
    CENT,
    FITTING,
    JUDGES,
    LEVELS,
    RATE,
    RULES,
    SORTS,
    SPREAD,
    UNIT,
    WITHOUT,
    Group,
    Indicator,
    Scheme,
    plain,
)

KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
MOST_GROUPS, MOST, LARGEST = 20, 100, 200_000
HEAD = ("name", "since", "basis", "levels", "without", "objection_days", "decision_days", "group")
NUMBERS = ("none", "full", "at", "per")
NARROWING = ("where", "of_where")


NAMES = {
    "name": "名称", "since": "从哪年起", "basis": "依据", "levels": "考核哪几类单位", "without": "没有可以计的指标", "objection_days": "异议期限",
    "decision_days": "复核期限", "sort": "类别", "key": "代码", "points": "分值", "rule": "规则", "measure": "指标", "of": "除以", "where": "只计其中",
    "of_where": "除数只计其中", "none": "不得分的一头", "full": "得满分的一头", "at": "达到", "per": "每一项", "least": "至少要有", "judge": "谁来评",
    "asks": "要什么佐证",
}  # fmt: skip
"""What stands in a file, and on the desk's forms."""


def named(name: str) -> str:
    return f"{NAMES[name]}（{name}）"


class SchemeErrors(ValueError):
    """All that is wrong with a scheme, a sentence each."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("；".join(errors))
        self.errors = errors


@cache
def sample() -> str:
    """The scheme that comes with the product, as a file: to begin from."""
    return files(__package__).joinpath("assessments", "county.toml").read_text("utf-8")


def parse(text: str) -> Scheme:
    """Read a file. Raises SchemeErrors."""
    if len(text) > LARGEST:
        raise SchemeErrors([f"文件太大，有{len(text)}个字，最多{LARGEST}个；请检查是不是选错了文件"])
    try:
        return from_data(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise SchemeErrors([f"这不是TOML文件：{_place(str(error))}。可以先导出一份样本，照着改"]) from error
    except RecursionError as error:
        raise SchemeErrors(["文件里套得太深，读不了；请照样本写"]) from error


def _place(words: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", words)
    return f"第{found[1]}行第{found[2]}个字那里写错了" if found else "文件没有写完"


def from_data(data: Mapping[str, Any]) -> Scheme:
    """A scheme from its data. Raises SchemeErrors."""
    reading = _Reading()
    scheme = reading.scheme(data)
    if reading.errors:
        raise SchemeErrors(reading.errors)
    return scheme


class _Reading:
    """One scheme, read to its end whatever is wrong."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.keys: set[str] = set()

    def scheme(self, data: Mapping[str, Any]) -> Scheme:
        self._known(data, HEAD, "总则")
        groups = data.get("group")
        if not isinstance(groups, list) or not groups or not all(isinstance(each, dict) for each in groups):
            self.errors.append("方案里没有指标：请至少写一个[[group]]，里面写[[group.indicator]]")
            groups = []
        if len(groups) > MOST_GROUPS:
            self.errors.append(f"指标最多分{MOST_GROUPS}组，现在有{len(groups)}组")
        levels = self._levels(data.get("levels", ["department", "town"]), "总则")
        if not levels:
            self.errors.append(f"总则：{named('levels')}写{'、'.join(LEVELS)}里的几个")
        made = Scheme(
            name=self._text(data, "name", 80, "总则", required=True),
            since=self._whole(data, "since", 0, 2000, 2100, "总则"),
            groups=tuple(self._group(each, n) for n, each in enumerate(groups[:MOST_GROUPS], start=1)),
            levels=levels,
            without=self._among(data, "without", WITHOUT, SPREAD, "总则"),
            objection_days=self._whole(data, "objection_days", 5, 1, 60, "总则"),
            decision_days=self._whole(data, "decision_days", 10, 1, 60, "总则"),
            basis=self._text(data, "basis", 200, "总则"),
        )
        count = len(made.indicators())
        if count > MOST:
            self.errors.append(f"指标最多{MOST}项，现在有{count}项")
        if groups and not any(group.sort == BASE for group in made.groups):
            self.errors.append("没有基本分的指标：请至少有一组sort写base")
        return made

    def _group(self, data: Mapping[str, Any], n: int) -> Group:
        at = f"第{n}组"
        self._known(data, ("name", "sort", "indicator"), at)
        name = self._text(data, "name", 40, at, required=True)
        sort = self._among(data, "sort", SORTS, BASE, at)
        found = data.get("indicator")
        if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
            self.errors.append(f"{at}“{name}”：没有指标，请写[[group.indicator]]或者去掉这一组")
            found = []
        return Group(name, sort, tuple(self._indicator(each, sort, n, i) for i, each in enumerate(found, start=1)))

    def _indicator(self, data: Mapping[str, Any], sort: str, group: int, n: int) -> Indicator:
        at = f"第{group}组第{n}项"
        if isinstance(data.get("name"), str) and data["name"].strip():
            at += f"“{data['name'].strip()[:40]}”"
        self._known(data, Indicator.__dataclass_fields__, at)
        key = data.get("key")
        if not isinstance(key, str) or not KEY.fullmatch(key):
            self.errors.append(f"{at}：{named('key')}写小写字母、数字和下划线，字母开头，最多30个")
            key = f"wrong_{group}_{n}"
        elif key in self.keys:
            self.errors.append(f"{at}：代码“{key}”前面已经用过，请换一个")
        self.keys.add(key)
        rule = self._among(data, "rule", RULES, "", at)
        if rule and rule not in FITTING[sort]:
            fitting = "、".join(f"{each}（{RULES[each]}）" for each in FITTING[sort])
            self.errors.append(f"{at}：{SORTS[sort]}的指标规则用{fitting}")
        made = Indicator(
            key=key,
            name=self._text(data, "name", 60, at, required=True),
            points=self._number(data, "points", None, at),
            rule=rule,
            measure=self._text(data, "measure", 60, at, required=rule != BY_HAND),
            of=self._text(data, "of", 60, at, required=rule == RATE),
            **{name: self._where(data, name, at) for name in NARROWING},
            **{name: self._number(data, name, Indicator.__dataclass_fields__[name].default, at) for name in NUMBERS},
            least=self._whole(data, "least", 1, 1, 100_000, at),
            judge=self._among(data, "judge", JUDGES, UNIT, at),
            asks=self._text(data, "asks", 200, at),
            levels=self._levels(data.get("levels", []), at),
        )
        if made.points <= 0 and not self._told(at, "points"):
            self.errors.append(f"{at}：{named('points')}要大于0")
        if made.none == made.full:
            self.errors.append(f"{at}：{named('none')}和{named('full')}不能一样")
        if made.per <= 0:
            self.errors.append(f"{at}：{named('per')}要大于0")
        if made.by_hand and (made.measure or made.of):
            self.errors.append(f"{at}：人工评分的不写{named('measure')}、{named('of')}")
        return made

    def _told(self, at: str, name: str) -> bool:
        return any(each.startswith(f"{at}：{named(name)}") for each in self.errors)

    def _known(self, data: Mapping[str, Any], names: Any, at: str) -> None:
        if strange := [str(each) for each in data if each not in names]:
            self.errors.append(f"{at}：没有叫“{strange[0][:40]}”的项，可以写的是{'、'.join(names)}")

    def _text(self, data: Mapping[str, Any], name: str, most: int, at: str, *, required: bool = False) -> str:
        value = data.get(name, "")
        if not isinstance(value, str):
            self.errors.append(f"{at}：{named(name)}写文字，用引号括起来")
            return ""
        value = " ".join(value.split())
        if required and not value:
            self.errors.append(f"{at}：请写{named(name)}")
        if len(value) > most:
            self.errors.append(f"{at}：{named(name)}有{len(value)}个字，最多{most}个")
        return value

    def _number(self, data: Mapping[str, Any], name: str, default: Decimal | None, at: str) -> Decimal:
        value = data.get(name, default)
        try:
            if isinstance(value, bool) or value is None:
                raise ValueError
            number = Decimal(value)
            if not number.is_finite() or abs(number) > 1_000_000 or number != number.quantize(CENT):
                raise ValueError
        except (ValueError, TypeError, InvalidOperation):
            self.errors.append(f"{at}：{named(name)}写数字，最多两位小数")
            return default or Decimal(0)
        return number

    def _whole(self, data: Mapping[str, Any], name: str, default: int, least: int, most: int, at: str) -> int:
        value = data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.errors.append(f"{at}：{named(name)}写{least}到{most}的整数")
            return default
        return value

    def _among(self, data: Mapping[str, Any], name: str, known: Mapping[str, str], default: str, at: str) -> str:
        value = data.get(name, default)
        if not isinstance(value, str) or value not in known:
            self.errors.append(
                f"{at}：{named(name)}写{'、'.join(f'{code}（{label}）' for code, label in known.items())}里的一个"
            )
            return default
        return value

    def _levels(self, value: Any, at: str) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or any(each not in LEVELS for each in value):
            self.errors.append(
                f"{at}：{named('levels')}写{'、'.join(f'{code}（{label}）' for code, label in LEVELS.items())}里的几个"
            )
            return ()
        return tuple(dict.fromkeys(value))

    def _where(self, data: Mapping[str, Any], name: str, at: str) -> dict[str, Any]:
        value = data.get(name, {})
        fine = isinstance(value, dict) and all(_plain_value(each) for each in value.values())
        if not fine:
            self.errors.append(
                f"{at}：{named(name)}写成 {{ on_time = true }} 这样，值是文字、true、false或者它们的列表"
            )
            return {}
        return {key: tuple(each) if isinstance(each, list) else each for key, each in value.items()}


def _plain_value(value: Any) -> bool:
    return isinstance(value, str | bool) or (
        isinstance(value, list) and bool(value) and all(isinstance(each, str | bool) for each in value)
    )


def as_data(scheme: Scheme) -> dict[str, Any]:
    """What ``from_data`` reads, with numbers in plain digits; what stands at its default is left out."""
    head = {name: getattr(scheme, name) for name in HEAD if name not in ("group", "levels")}
    groups = [
        {"name": g.name, "sort": g.sort, "indicator": [_indicator_data(each) for each in g.indicators]}
        for g in scheme.groups
    ]
    return {**head, "levels": list(scheme.levels), "group": groups}


def _indicator_data(each: Indicator) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, declared in Indicator.__dataclass_fields__.items():
        value = getattr(each, name)
        if name in NARROWING:
            value = {key: list(v) if isinstance(v, tuple) else v for key, v in value.items()}
        elif isinstance(value, tuple):
            value = list(value)
        if value in ({}, []) or (value == declared.default and name not in ("key", "name", "points", "rule")):
            continue
        told[name] = plain(value) if isinstance(value, Decimal) else value
    return told


HELP = (
    "# 政务公开工作考核方案。改好以后在“年度考核”的“考核方案”里载入，看过再启用。",
    "# without：没有可以计的指标，spread按比例分到其余指标，full给满分。",
    f"# rule：{'；'.join(f'{code} {label}' for code, label in RULES.items())}。",
    "# measure、of写指标的代码，在“指标”里查；none、full是不得分和得满分的两头，按比率的写百分数。",
)


def as_toml(scheme: Scheme) -> str:
    """A scheme as a file, which ``parse`` reads to the same scheme."""
    data = as_data(scheme)
    lines = [*HELP, ""]
    lines += [f"{name} = {_toml(value)}" for name, value in data.items() if name != "group" and value != ""]
    for group in data["group"]:
        lines += ["", "[[group]]", f"name = {_toml(group['name'])}", f"sort = {_toml(group['sort'])}"]
        for each in group["indicator"]:
            lines += ["", "[[group.indicator]]"]
            lines += [f"{name} = {value if _is_number(name) else _toml(value)}" for name, value in each.items()]
    return "\n".join(lines) + "\n"


def _is_number(name: str) -> bool:
    return name in ("points", *NUMBERS)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_toml(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(each)}' for key, each in value.items())} }}"
    text = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
