"""What is told of a unit."""

import pytest

from gongkai.kinds.institution import Institution
from gongkai.kinds.institution.faces import site
from gongkai.pure.declare.kinds import FieldErrors

OFFICE = {
    "title": "县住建局机构职能", "formed_on": "2026-03-01", "body": "<p>管房子。</p>", "street": "明川县建设路2号", "hours": "工作日8:30—17:30",
    "phone": "0000-0066128", "offices": "科室｜主要职责｜电话\n房产股｜公租房分配↵危房改造｜0000-0066129",
}  # fmt: skip


@pytest.mark.parametrize("name", ["street", "hours", "phone"])
def test_it_says_how_it_is_reached(name):
    with pytest.raises(FieldErrors) as refused:
        Institution.clean(OFFICE | {name: ""})
    assert set(refused.value.errors) == {name}


def test_its_sections_its_line_and_its_linked_data():
    view = Institution.clean(OFFICE) | {"unit": {"name": "县住建局", "code": "zjj"}}
    assert view["offices"] == [
        {"office": "房产股", "duties": "公租房分配\n危房改造", "head": "", "phone": "0000-0066129"}
    ]
    assert site.line(view) == ["明川县建设路2号", "0000-0066128"]
    assert site.linked(view)["about"]["address"]["streetAddress"] == "明川县建设路2号"
