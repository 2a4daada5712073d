"""A visitor does not notice where the built pages end and the counter begins."""

import re

from gongkai.engines.site.look import Look, Page
from gongkai.engines.site.reader import Reader
from gongkai.ground.units.models import Government

from .conftest import TRACK

WHOLE = {
    "superior": "宁州市人民政府", "slogan": "公开、办理、答复，都在这里", "undertaker": "县政务公开办", "address": "河西路1号", "postcode": "000000",
    "phone": "0000-0012345", "hours": "工作日", "icp": "某ICP备00000000号", "police": "某公网安备00000000000000号",
}  # fmt: skip


def words_of(html: str, tag: str) -> str:
    inside = re.search(rf"<{tag}.*?</{tag}>", html, re.DOTALL)[0]
    return "".join(re.sub(r"<[^>]+>", " ", inside).split())


def test_head_and_foot_say_what_those_of_the_built_pages_say(citizen):
    Government.objects.update(**WHOLE)
    built = Look(Reader()).render("site/missing.html", Page("没有找到这个网页", [])).decode()
    ours = citizen.get(TRACK)
    for tag in ("header", "footer"):
        # Only what is built stands in the other script as well.
        assert words_of(ours, tag) == words_of(built, tag).replace("繁體", "")
    assert WHOLE["superior"] in words_of(ours, "header")
    assert "我为政府网站找错：请打0000-0012345" in words_of(ours, "footer")
