"""The data sets of the site as a DCAT catalogue (W3C DCAT 3, in JSON-LD): one for each section that holds something."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from gongkai.engines.site import addresses
from gongkai.engines.site.data import written
from gongkai.engines.site.look import Look
from gongkai.engines.site.records import Output

_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
FREQUENCIES = {
    "on_change": "IRREG", "week": "WEEKLY", "month": "MONTHLY", "quarter": "QUARTERLY", "half_year": "ANNUAL_2", "year": "ANNUAL",
}  # fmt: skip
"""The required update interval of a section in the vocabulary that DCAT catalogues use."""
_TYPES = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def catalog(look: Look, below: dict[str, list[str]]) -> Iterator[Output]:
    """The catalogue. ``below``: by section its own key and those of all below it, for its files hold what stands there too."""
    government, reader = look.reader.government, look.reader
    origin, name = look.origin, government.name if government else "政府"
    publisher = {"@type": "foaf:Organization", "foaf:name": name, "foaf:homepage": {"@id": f"{origin}/"}}
    spans = reader.spans_by_section()
    held = {key: [spans[each] for each in below[key] if each in spans] for key in reader.sections if key in spans}
    told = {
        "@context": CONTEXT, "@id": f"{origin}{addresses.DCAT}", "@type": "dcat:Catalog", "dct:title": _zh(f"{name}公开信息"),
        "dct:description": _zh("主动公开的全部信息，按公开目录的栏目分成数据集。"), "dct:language": "zh-CN", "dct:publisher": publisher,
        "dct:license": {"@id": f"{origin}{addresses.LICENCE}"}, "foaf:homepage": {"@id": f"{origin}{addresses.OPEN_DATA}"},
        "dcat:dataset": [_dataset(origin, reader.sections[key], _days(those), publisher) for key, those in held.items()],
    } | _days(spans.values())  # fmt: skip
    yield addresses.DCAT[1:], written(told)


def _zh(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh-CN"}


def _days(spans: Iterable[tuple[date, date]]) -> dict[str, Any]:
    """When there was first something in these, and when that was last changed; nothing of what holds nothing."""
    spans = list(spans)
    if not spans:
        return {}
    days = {"dct:issued": min(first for first, _ in spans), "dct:modified": max(last for _, last in spans)}
    return {name: {"@value": day.isoformat(), "@type": "xsd:date"} for name, day in days.items()}


def _dataset(origin: str, section: Any, days: dict[str, Any], publisher: dict[str, Any]) -> dict[str, Any]:
    page = addresses.section(section.key)
    files = (
        ("JSON", addresses.data(page), "application/json"),
        ("CSV", addresses.records_file("csv", section.key), "text/csv"),
        ("XLSX", addresses.records_file("xlsx", section.key), XLSX_TYPE),
        *((label, f"{page}{name}", media_type) for name, media_type, label in addresses.FEED_TYPES),
    )
    said = {
        "@id": f"{origin}{page}#data", "@type": "dcat:Dataset", "dct:identifier": section.key, "dct:title": _zh(section.name),
        "dct:description": _zh(section.description or section.name), "dct:publisher": publisher, "dct:language": "zh-CN",
        **days, "dcat:landingPage": {"@id": f"{origin}{page}"},
        "dct:license": {"@id": f"{origin}{addresses.LICENCE}"},
        "dcat:distribution": [_distribution(origin, *each) for each in files],
    }  # fmt: skip
    if section.keywords:
        said["dcat:keyword"] = [_zh(word) for word in section.keywords.replace("；", ",").replace("、", ",").split(",")]
    if section.update_every in FREQUENCIES:
        said["dct:accrualPeriodicity"] = {"@id": f"{_FREQUENCY}{FREQUENCIES[section.update_every]}"}
    return said


def _distribution(origin: str, name: str, address: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution", "dct:title": name, "dcat:accessURL": {"@id": f"{origin}{address}"},
        "dcat:mediaType": {"@id": f"{_TYPES}{media_type}"}, "dct:license": {"@id": f"{origin}{addresses.LICENCE}"},
    }  # fmt: skip
