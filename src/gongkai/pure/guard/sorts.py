"""The sorts of what is found, and a find: where it stands, and what of it is hidden when it is masked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Sort:
    """``stops``: nothing is published with it unless it is masked or somebody has said why it may stand. ``advice`` follows its name on the desk."""

    code: str
    label: str
    stops: bool
    advice: str


SORTS = {
    sort.code: sort
    for sort in (
        Sort("citizen", "身份证号", True, "公开时只留前6位和末位，或者整个删去"),
        Sort("phone", "私人电话", True, "单位公布的办公电话不算；个人的手机、家里的电话要遮盖"),
        Sort("card", "银行卡号", True, "最多留末4位"),
        Sort("address", "家庭住址", True, "写到街道、村为止"),
        Sort("minor", "未成年人", True, "不写姓名、学校等能认出是谁的内容（未成年人保护法第103条）"),
        Sort("medical", "健康信息", True, "不写谁得了什么病、是哪类残疾"),
        Sort("title", "领导职务", True, "和现在的职务名单对不上"),
        Sort("expression", "慎用表述", False, "按词表改"),
        Sort("writing", "常见错别字", False, "按词表改"),
        Sort("trace", "修订和批注", False, "公开以后下载的人都看得到，请在原文件里清掉再上传"),
    )
}
PERSONAL = ("citizen", "phone", "card", "address", "minor", "medical")
"""Sorts of people's data: shown masked wherever they are told, and masked with one press; the others are worded anew."""


@dataclass(frozen=True)
class Find:
    """Something found at ``[start, end)`` of a text. ``hide`` are the stretches that masking covers, each sign by ``filler``.

    ``better`` is what should stand there instead ("" if the list does not say); ``why`` what a list says of it.
    """

    sort: str
    start: int
    end: int
    hide: tuple[tuple[int, int], ...] = ()
    filler: str = "*"
    better: str = ""
    why: str = ""
    stops: bool = True

    def moved(self, places: Sequence[int]) -> "Find":
        """The same find in the text whose signs have these places; a stretch ends behind its last sign."""

        def span(start: int, end: int) -> tuple[int, int]:
            return places[start], places[end - 1] + 1

        start, end = span(self.start, self.end)
        return replace(self, start=start, end=end, hide=tuple(span(*each) for each in self.hide))

    @property
    def can_be_masked(self) -> bool:
        return bool(self.hide) or bool(self.better)

    def signs(self, text: str) -> dict[int, str]:
        """What stands in the place of which sign of the text once this is masked, or worded anew."""
        if self.hide:
            return {n: self.filler for start, end in self.hide for n in range(start, end) if not text[n].isspace()}
        if self.better:
            return {self.start: self.better} | dict.fromkeys(range(self.start + 1, self.end), "")
        return {}


def masked(text: str, finds: list[Find]) -> str:
    """A text with what was found of people's data covered: how it is shown to whoever need not read it whole."""
    covered = {n: sign for find in finds if find.sort in PERSONAL for n, sign in find.signs(text).items()}
    return "".join(covered.get(n, sign) for n, sign in enumerate(text))
