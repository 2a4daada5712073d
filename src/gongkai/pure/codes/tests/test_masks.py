import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes.masks import mask_citizen, mask_email, mask_name, mask_phone


@pytest.mark.parametrize(
    "name, shown", [("王敏", "王某"), ("王小敏", "王某"), ("欧阳敏", "欧阳某"), ("欧阳", "欧某"), ("", "")]
)
def test_names(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    "number, shown",
    [
        ("990123199003071235", "990123***********5"),
        ("990123900307123", "990123*********"),
        ("1234", "***"),
        ("", ""),
    ],
)
def test_citizen_numbers(number, shown):
    assert mask_citizen(number) == shown


@pytest.mark.parametrize(
    "number, shown",
    [("13812345678", "138****5678"), ("0558-4412345", "0558-*****45"), ("4412345", "***"), ("", "")],
)
def test_telephone_numbers(number, shown):
    assert mask_phone(number) == shown


@pytest.mark.parametrize("address, shown", [("wang@example.cn", "w***@example.cn"), ("wang", "***"), ("", "")])
def test_addresses(address, shown):
    assert mask_email(address) == shown


@given(st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc"], exclude_characters="*某"), min_size=3, max_size=30))
def test_no_mask_shows_the_whole(text):
    for mask in (mask_name, mask_citizen, mask_phone):
        assert mask(text) != text
