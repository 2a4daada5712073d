"""The page in English: who this government is, how its information is found and asked for, and how applications fare.

It is there when the government has an English name. It has a head and foot of its own, for those of the other pages are Chinese.
"""

from collections.abc import Iterator

from gongkai.engines.site import addresses
from gongkai.engines.site.answers import fared
from gongkai.engines.site.look import LINKS, Look, Page, column_metas
from gongkai.engines.site.pages import openness_office
from gongkai.engines.site.records import Output

REPORTS = 3
"""Annual reports that are named."""


def page(look: Look) -> Iterator[Output]:
    """Reads ``government``, ``sections``, the heads of the sections of annual reports, and every fact."""
    government = look.reader.government
    if government is None or not government.name_en:
        return
    about = f"{government.name_en}: how to find public information and how to apply for it"
    shown = Page(
        government.name_en,
        column_metas("English", about, "English,open government information", "概况信息"),
        address=addresses.ENGLISH,
    )
    policies = next((face for face in look.faces.values() if face.library), None)
    yield (
        addresses.path(addresses.ENGLISH),
        look.alone(
            "site/english.html", shown, links=LINKS, canonical=f"{look.origin}{addresses.ENGLISH}" if look.origin else "",
            sections=look.reader.children(""), told=fared(look), office=openness_office(look),
            reports=look.reader.annual_reports()[:REPORTS], library=addresses.library(policies.code) if policies else "",
        ),
    )  # fmt: skip
