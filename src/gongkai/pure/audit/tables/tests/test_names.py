"""A row is called as the report itself prints it, where that is other than the form's words."""

import pytest

from gongkai.pure.audit.tables.words import cell_name
from gongkai.pure.law.tables import TABLES

FORM = TABLES["2014"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("二、收到申请数", "“二、收到申请数”"),
        ("（一）收到申请数", "“（一）收到申请数”"),
        ("(一) 收到申请数", "“（一）收到申请数”"),
        ("", "“（一）收到申请数”"),
        ("收到的全部政府信息公开申请的总数量（不论以何种方式提出）", "“（一）收到申请数”"),
    ],
)
def test_a_row_is_called_as_it_is_printed(printed, name):
    [row] = [each.key for each in FORM.rows if each.label == "（一）收到申请数"]
    assert cell_name(FORM, row, FORM.columns[0].key, printed) == name
