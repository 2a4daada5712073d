"""Relations of a record on the desk: the forms by which they are made and ended, and what is shown of them."""

from datetime import date
from typing import Any

from django import forms

from gongkai.doors.desk.act_forms import ActForm
from gongkai.engines.site import addresses
from gongkai.ground.ui.forms import Picks
from gongkai.ground.ui.parts import Panel
from gongkai.ground.units.scope import Actor, Scope
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.portal.models import PLANNED
from gongkai.kernel.portal.queries import topics_of
from gongkai.kernel.records import queries as records
from gongkai.kernel.records import relations
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record, Relation
from gongkai.kernel.records.ties import RELATIONS
from gongkai.pure.declare import Role

ADDRESS = "/r/"


class RelateForm(ActForm):
    kind = forms.ChoiceField(label="这一件", choices=RELATIONS, widget=Picks(hints={"interprets": "本件说明写明的文件为什么定、定了什么", "basis": "本件是照写明的文件定的", "answers": "本件回答写明的那一件", "repeals": "本件施行那天，写明的文件自动标为已废止", "amends": "本件施行那天，写明的文件自动标为已修改"}))  # fmt: skip
    target = forms.CharField(
        label="哪一件",
        max_length=200,
        required=False,
        help_text="写文号、索引号、网址，或者完整的标题；不在本网站的依据写在下一项",
    )
    outside = forms.CharField(label="不在本网站的依据", max_length=200, required=False, help_text="只有“依据”可以写，比如《政府信息公开条例》（国务院令第711号）")  # fmt: skip

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        self.fields["kind"].choices = relations.kinds_of(record)


class UnrelateForm(ActForm):
    which = forms.ChoiceField(label="取消哪一个", widget=Picks())

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        own = [each for each in records.relations_of(record) if each.source_id == record.pk]
        self.fields["which"].choices = [(str(each.pk), f"{each.get_kind_display()}：{_of(each)}") for each in own]


def relate(record: Record, values: dict[str, Any], *, by: Any, at: Any, seen: int | None) -> Relation:
    """Make the relation that a form tells; what it names must be found, and be one."""
    words = values["target"].strip()
    target = _found(words, by) if words else None
    return relations.relate(record=record, kind=values["kind"], target=target, outside=values["outside"], by=by, at=at)


def _found(words: str, by: Actor) -> Record:
    key = words.partition(ADDRESS)[2].strip("/") if ADDRESS in words else words
    found = records.named(key, frozenset[int]().union(*by.holds_for.values()))
    if not found:
        raise StepRefused("没有找到这一件，请核对文号、索引号或者标题", "target")
    if len(found) > 1:
        told = "；".join(f"“{each.title}”（{each.index_number or each.unit.short_name}）" for each in found)
        raise StepRefused(f"有{len(found)}件都叫这个，请写索引号或者网址：{told}", "target")
    return found[0]


def unrelate(record: Record, values: dict[str, Any], *, by: Any, at: Any, seen: int | None) -> Relation:
    own = {str(each.pk): each for each in records.relations_of(record) if each.source_id == record.pk}
    return relations.unrelate(relation=own[values["which"]], by=by, at=at)


def _of(relation: Relation) -> str:
    return relation.target.title if relation.target else relation.outside


def of_topics(record: Record, scope: Scope) -> list[Panel]:
    """The topics into which a record was chosen: whoever keeps them is led to them, anybody else to those that are on the site."""
    keeps, links = scope.has(Role.OPENNESS_OFFICE), []
    for topic in topics_of(record.pk):
        if keeps:
            links.append((topic.name, topic.get_state_display(), f"/desk/topics/{topic.key}/"))
        elif topic.state != PLANNED:
            links.append((topic.name, topic.get_state_display(), addresses.topic(topic.key)))
    return [Panel("收入专题", links=tuple(links))] if links else []


def panel(record: Record, scope: Scope) -> list[Panel]:
    """What a record is related to, both ways; of what is neither public nor to be seen by this person only that there is something."""
    found = records.relations_of(record)
    if not found:
        return []
    others = {each.pk: each for relation in found for each in (relation.source, relation.target) if each is not None}
    seen = set(records.visible_to(scope).filter(pk__in=list(others)).values_list("pk", flat=True))
    links, pairs = [], []
    for relation in found:
        own = relation.source_id == record.pk
        label, other = (relation.get_kind_display(), relation.target) if own else (relation.back, relation.source)
        if other is None:
            pairs.append((label, relation.outside))
        elif other.pk in seen:
            links.append((f"{label}：{other.title}", STATES[other.state].label, f"/desk/r/{other.pk}/"))
        elif other.live:
            links.append((f"{label}：{other.title}", other.unit.short_name, f"{ADDRESS}{other.pk}/"))
        else:
            pairs.append((label, f"{other.unit.short_name}的一件，还没有公开"))
    return [Panel("关联文件", pairs=tuple(pairs), links=tuple(links))]
