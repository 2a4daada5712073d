"""What else stands in the parts of an office file, in whatever element or attribute: names of sheets, what is printed above and below, lists to
choose from, names of ranges, formulas, words for pictures, links, charts. Word or Excel make something of their own of most of it, so it is told, not covered.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from gongkai.pure.guard.office import tree_of
from gongkai.pure.guard.passages import Passage

_TELLING = re.compile(r"[\u4e00-\u9fff]{2}|\d(?:[ -]?\d){6}")
"""What no find could be made of need not be looked at: most attributes are sizes and colours."""
_CALLED = {
    "sheet": "工作表的名称", "definedName": "区域的名称", "headerFooter": "打印的页眉页脚", "dataValidation": "下拉列表和输入提示",
    "docPr": "图片的替代文字", "cNvPr": "图片的替代文字", "instrText": "链接和域", "fldSimple": "链接和域", "hyperlink": "链接和域",
    "Relationship": "链接和域", "f": "公式", "sdtPr": "填写框", "chartSpace": "图表", "dataModel": "图形",
}  # fmt: skip
_ELSEWHERE = "不显示的地方"
_PRINTED = {f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")}
# What is printed above and below a sheet holds codes of place, type and colour (ECMA-376, 18.3.1.46), which may touch a number.
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|[A-Za-z]|\d{1,3}(?!\d))')


def passages_aside(
    parts: Mapping[str, bytes], is_read: Callable[[str, etree._Element], bool], but: Callable[[str], bool]
) -> Iterator[Passage]:
    """Each once a part and place. ``is_read``: are the words of an element read already; ``but``: parts that are read whole."""
    for part in sorted(parts):
        if but(part):
            continue
        told = set()
        for element in tree_of(parts[part]).iter(etree.Element):
            words = [value for name, value in element.attrib.items() if not _is_of_space(name)]
            if element.text and not is_read(part, element):
                words.append(element.text)
            if etree.QName(element).localname in _PRINTED:
                words = [_CODES.sub(" ", text) for text in words]
            for text in words:
                if _TELLING.search(text) and (place := (_place(element), text)) not in told:
                    told.add(place)
                    yield Passage(text, place[0])


def _is_of_space(name: str) -> bool:
    """Marks by which Word tells revisions and paragraphs apart: numbers of nothing."""
    local = name.rpartition("}")[2]
    return local.startswith("rsid") or local in ("paraId", "textId", "durableId", "uid", "id")


def _place(element: etree._Element) -> str:
    above = (element, *element.iterancestors())
    return next((_CALLED[local] for each in above if (local := etree.QName(each).localname) in _CALLED), _ELSEWHERE)
