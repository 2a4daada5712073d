"""Forms of the scheme of assessment: where a version begins, what it says of itself, one of its indicators."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.engines.assessment.scoring import check
from gongkai.engines.measures.registry import by_head
from gongkai.ground.ui.forms import Picks, Ticks, UiForm
from gongkai.kernel.assessments.models import SchemeVersion
from gongkai.pure.law.scheme_file import LARGEST, SchemeErrors, as_data, from_data, parse, sample
from gongkai.pure.law.schemes import JUDGES, LEVELS, RULES, SORTS, WITHOUT, Indicator, Scheme

FILE, SAMPLE = "file", "sample"
NEW = "new"
HINTS = {
    "rate": "例如：按期办结的占办结的，100%得满分，80%及以下不得分", "reach": "例如：公开30条得满分，0条不得分", "threshold": "例如：举办1期培训得5分",
    "earn": "例如：每篇解读得1分，最多5分", "lose": "例如：每被催办一次扣0.5分，扣完为止；“扣分”组里从总分里扣", "by_hand": "不由系统算：单位自评、附佐证，政务公开办核评，或者直接评",
}  # fmt: skip


class BeginForm(UiForm):
    """Where a new version begins: a former one, the sample, a file."""

    source = forms.ChoiceField(label="从哪里起草", widget=Picks)
    file = forms.FileField(label="方案文件", required=False, help_text="TOML文件；先导出一版或者样本，照着改")

    def __init__(self, versions: list[SchemeVersion], data: Any = None, files: Any = None) -> None:
        first = str(versions[0].number) if versions else SAMPLE
        super().__init__(data, files, initial={"source": first})
        self.versions = {str(each.number): each for each in versions}
        known = [(code, f"第{code}版：{each.name}") for code, each in self.versions.items()]
        self.fields["source"].choices = [*known, (SAMPLE, "系统带的样本"), (FILE, "我的文件")]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        try:
            self.scheme = self._scheme(told.get("source"), told.get("file"))
        except SchemeErrors as wrong:
            for sentence in wrong.errors[:20]:
                self.add_error("file" if told.get("source") == FILE else None, sentence)
        return told

    def _scheme(self, source: str | None, file: Any) -> Scheme | None:
        if source == FILE:
            return _checked(parse(_text_of(file)))
        if source == SAMPLE:
            return parse(sample())
        return self.versions[source].scheme if source in self.versions else None


def _text_of(file: Any) -> str:
    if file is None:
        raise SchemeErrors(["请选一个方案文件"])
    if file.size > 4 * LARGEST:
        raise SchemeErrors(["文件太大，不是考核方案；请检查是不是选错了文件"])
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SchemeErrors(["文件不是UTF-8编码的文字，请另存为UTF-8再来"]) from None


def _checked(scheme: Scheme) -> Scheme:
    check(scheme)
    return scheme


class _OfScheme(UiForm):
    """A form that makes a scheme of a scheme: all that is wrong with what comes of it is told at once."""

    scheme: Scheme

    def changed(self, told: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if self.errors:
            return told
        try:
            self.scheme = _checked(from_data(self.changed(told)))
        except SchemeErrors as wrong:
            for sentence in wrong.errors[:10]:
                self.add_error(None, sentence)
        return told


class HeadForm(_OfScheme):
    name = forms.CharField(label="名称", max_length=80)
    since = forms.IntegerField(
        label="从哪年起", min_value=2000, max_value=2100, widget=forms.TextInput({"class": "input--s"})
    )
    basis = forms.CharField(label="依据", max_length=200, required=False)
    levels = forms.MultipleChoiceField(label="考核哪几类单位", widget=Ticks, choices=list(LEVELS.items()), help_text="名次在同一类里排；垂直管理单位不在内")  # fmt: skip
    without = forms.ChoiceField(label="没有可以计的指标", widget=Picks, choices=list(WITHOUT.items()), help_text="例如一年没有收到申请，按期办结没有可以计的")  # fmt: skip
    objection_days = forms.IntegerField(label="异议期限", min_value=1, max_value=60, widget=forms.TextInput({"class": "input--s"}), help_text="告知得分以后几个工作日")  # fmt: skip
    decision_days = forms.IntegerField(label="复核期限", min_value=1, max_value=60, widget=forms.TextInput({"class": "input--s"}), help_text="提出异议以后几个工作日")  # fmt: skip

    def __init__(self, scheme: Scheme, data: Any = None) -> None:
        self.data_before = as_data(scheme)
        super().__init__(data, initial={name: self.data_before.get(name) for name in self.base_fields})

    def changed(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return self.data_before | dict(told)


class IndicatorForm(_OfScheme):
    group = forms.ChoiceField(label="在哪一组")
    group_name = forms.CharField(label="新的组叫什么", max_length=40, required=False, help_text="上面选“新的一组”才写")
    group_sort = forms.ChoiceField(label="新的组是", required=False, choices=[("", "不选"), *SORTS.items()])
    name = forms.CharField(label="名称", max_length=60)
    key = forms.CharField(
        label="代码", max_length=30, help_text="小写字母、数字和下划线，例如 in_time；定了以后各年好对照"
    )
    points = forms.CharField(label="分值", max_length=10, widget=forms.TextInput({"class": "input--s"}), help_text="满分；加分、扣分组里是最多加、最多扣多少")  # fmt: skip
    rule = forms.ChoiceField(label="规则", widget=Picks(hints=HINTS), choices=list(RULES.items()))
    measure = forms.ChoiceField(label="指标", required=False, help_text="按台账取数；人工评分的不选")
    of = forms.ChoiceField(label="除以", required=False, help_text="按比率的要选；别的规则选了，没有这个数就不计")
    where = forms.CharField(label="只计其中", max_length=120, required=False, help_text="例如 on_time = true；一般不写")
    of_where = forms.CharField(label="除数只计其中", max_length=120, required=False)
    none = forms.CharField(label="不得分的一头", max_length=10, required=False, widget=forms.TextInput({"class": "input--s"}), help_text="按比率的写百分数，例如80")  # fmt: skip
    full = forms.CharField(
        label="得满分的一头", max_length=10, required=False, widget=forms.TextInput({"class": "input--s"})
    )
    at = forms.CharField(label="达到", max_length=10, required=False, widget=forms.TextInput({"class": "input--s"}), help_text="“达到就得分”用")  # fmt: skip
    per = forms.CharField(label="每一项", max_length=10, required=False, widget=forms.TextInput({"class": "input--s"}), help_text="每一项得、扣多少分")  # fmt: skip
    least = forms.IntegerField(label="至少要有", min_value=1, max_value=100_000, required=False, widget=forms.TextInput({"class": "input--s"}), help_text="除数少于这么多的不计，免得一两件定高低")  # fmt: skip
    judge = forms.ChoiceField(label="谁来评", choices=list(JUDGES.items()), help_text="人工评分用")
    # A form's ``asks`` are the words above what is wrong with it.
    wants = forms.CharField(label="要什么佐证", max_length=200, required=False)
    levels = forms.MultipleChoiceField(label="只考核哪几类单位", required=False, widget=Ticks, choices=list(LEVELS.items()), help_text="都不勾就是方案考核的各类")  # fmt: skip

    def __init__(self, scheme: Scheme, key: str = "", data: Any = None) -> None:
        self.before, self.old = as_data(scheme), key
        super().__init__(data, initial=self._initial(scheme, key))
        groups = [(str(n), f"{each.name}（{SORTS[each.sort]}）") for n, each in enumerate(scheme.groups)]
        self.fields["group"].choices = [*groups, (NEW, "新的一组")]
        measures = [(head, [(each.key, f"{each.label}（{each.key}）") for each in found]) for head, found in by_head()]
        for name in ("measure", "of"):
            self.fields[name].choices = [("", "不选"), *measures]

    def _initial(self, scheme: Scheme, key: str) -> dict[str, Any]:
        found = {}
        for n, group in enumerate(self.before["group"]):
            found |= {"group": str(n)} if not key else {}
            for each in group["indicator"]:
                if each["key"] == key:
                    found = {**each, "group": str(n)}
        for name in ("where", "of_where"):
            found[name] = "，".join(f"{k} = {_shown(v)}" for k, v in found.get(name, {}).items())
        return {"rule": "by_hand", "wants": found.get("asks", "")} | found

    def clean_where(self) -> dict[str, Any]:
        return self._narrowing("where")

    def clean_of_where(self) -> dict[str, Any]:
        return self._narrowing("of_where")

    def _narrowing(self, name: str) -> dict[str, Any]:
        typed = self.cleaned_data[name].replace("，", ",")
        try:
            return tomllib.loads(f"where = {{ {typed} }}")["where"] if typed else {}
        except tomllib.TOMLDecodeError:
            raise ValidationError('请写成 on_time = true 或者 level = "above" 这样') from None

    def changed(self, told: Mapping[str, Any]) -> dict[str, Any]:
        groups, told = deepcopy(self.before["group"]), {**told, "asks": told["wants"]}
        made = {name: told[name] for name in Indicator.__dataclass_fields__ if told[name] not in ("", None, [], {})}
        place = None
        for n, group in enumerate(groups):
            for i, each in enumerate(group["indicator"]):
                if self.old and each["key"] == self.old:
                    place = (n, i)
        if told["group"] == NEW:
            groups.append({"name": told["group_name"], "sort": told["group_sort"] or "base", "indicator": [made]})
        elif place and str(place[0]) == told["group"]:
            groups[place[0]]["indicator"][place[1]] = made
            place = None
        else:
            groups[int(told["group"])]["indicator"].append(made)
        if place:
            del groups[place[0]]["indicator"][place[1]]
        return {**self.before, "group": [each for each in groups if each["indicator"]]}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(_shown(each) for each in value)}]" if isinstance(value, list) else f'"{value}"'


class RemoveForm(_OfScheme):
    """An indicator goes; a group without any goes with it."""

    def __init__(self, scheme: Scheme, key: str, data: Any = None) -> None:
        self.before, self.key = as_data(scheme), key
        super().__init__(data)

    def changed(self, told: Mapping[str, Any]) -> dict[str, Any]:
        groups = [
            {**group, "indicator": [each for each in group["indicator"] if each["key"] != self.key]}
            for group in self.before["group"]
        ]
        return {**self.before, "group": [each for each in groups if each["indicator"]]}
