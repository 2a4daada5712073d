"""The documents tell the truth about the house: rooms, commands, front doors, facts, links."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from gongkai.doors.cli import COMMANDS
from gongkai.ground.ledger.facts import fact_types

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "gongkai"
FLOORS = ("doors", "engines", "kinds", "procedures", "logbooks", "kernel", "ground", "pure")
READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(
    path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *HOUSE.rglob("*.md")) if path.is_file()
)


def said(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rooms() -> list[str]:
    return [
        f"{floor}/{room.name}"
        for floor in FLOORS
        for room in sorted((HOUSE / floor).iterdir())
        if (room / "__init__.py").exists() and room.name != "tests"
    ]


def test_the_architecture_tells_each_room_under_its_floor():
    told, floor = [], ()
    for line in said("docs/architecture.md").splitlines():
        head = re.match(r"\*\*(\w+)\*\*(?: and \*\*(\w+)\*\*)?", line)
        if head:
            floor = tuple(name for name in head.groups() if name)
        row = re.match(r"\| `(\w+)` \|", line)
        told += [f"{name}/{row[1]}" for name in floor if row and (HOUSE / name / row[1]).is_dir()]
    assert sorted(told) == sorted(rooms())


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_tells_each_command_and_no_other(readme):
    assert set(re.findall(r"^\| `gongkai ([\w-]+)", said(readme), re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_only_front_doors_that_exist(readme):
    targets = set(re.findall(r"^([a-z-]+):", said("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", said(readme))) <= targets


def test_the_ledger_page_tells_each_public_fact_and_no_other():
    for place in (*HOUSE.rglob("facts.py"), HOUSE / "ground/ledger/declared.py"):
        import_module(".".join(place.relative_to(HOUSE.parent).with_suffix("").parts))
    public = {name for name, kind in fact_types().items() if kind.PUBLIC and not name.startswith("test.")}
    table = said("docs/ledger.md").partition("| fact | `public` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z]+\.[a-z_]+)`", table)) == public


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_what_the_drawers_page_shows_stands_in_the_pretend_drawers():
    shown = re.findall(r"<!-- from (\S+) -->\n```python\n(.*?)```\n", said("docs/drawer.md"), re.DOTALL)
    assert len(shown) > 5
    assert [name for name, code in shown if code not in said(name)] == []
