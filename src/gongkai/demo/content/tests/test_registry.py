"""The county's units, people and catalogue are whole and fit together."""

from collections import Counter

import pytest

from gongkai.demo.content import holders, people, sections, unit, units
from gongkai.demo.content.registry import LEVELS, ROLES
from gongkai.pure.law.sitemeta import COLUMN_TYPES

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_county_has_103_units():
    assert Counter(each.level for each in units()) == {"department": 26, "town": 18, "institution": 59}


@pytest.mark.parametrize("field", ["code", "name", "short_name", "org_code", "uscc", "doc_prefix", "phone", "email"])
def test_no_two_units_share(field):
    assert len({getattr(each, field) for each in units()}) == 103


@pytest.mark.parametrize("each", units(), ids=lambda each: each.code)
def test_codes_pass_their_check_digits(each):
    body = each.org_code[:8]
    values = [int(char) if char.isdigit() else ord(char) - 55 for char in body]
    total = sum(value * weight for value, weight in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    assert each.org_code[8] == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
    assert each.uscc[2:8] == "990123"
    assert each.uscc[8:17] == each.org_code
    weighted = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(each.uscc[:17]))
    assert USCC_ALPHABET.index(each.uscc[17]) == (31 - weighted % 31) % 31


def test_institutions_stand_under_departments_and_nothing_else_has_a_parent():
    for each in units():
        if each.level == "institution":
            assert unit(each.parent).level == "department"
        else:
            assert each.parent == ""


def test_there_is_one_openness_office():
    assert [each.short_name for each in units() if each.openness_office] == ["县政府办公室"]


def test_no_two_people_share_a_name_or_a_username():
    assert len({each.name for each in people()}) == len({each.username for each in people()}) == len(people())
    assert 230 <= len(people()) <= 280


def test_every_role_is_known_and_has_one_memorable_sign_in():
    assert {role for each in people() for role in each.roles} <= set(ROLES)
    assert Counter(each.demo_role for each in people() if each.demo_role) == dict.fromkeys(ROLES, 1)
    for each in people():
        assert not each.demo_role or each.demo_role in each.roles


@pytest.mark.parametrize("each", units(), ids=lambda each: each.code)
def test_every_unit_can_publish_and_answer_with_different_people(each):
    authors, reviewers, secrecy, signers = (
        {person.username for person in holders(role, each.code)}
        for role in ("editor", "reviewer", "secrecy_reviewer", "signatory")
    )
    assert authors and reviewers and secrecy and signers
    assert not authors & reviewers
    assert not authors & secrecy
    assert not reviewers & secrecy
    assert not authors & signers
    assert holders("case_officer", each.code)
    assert holders("office_head", each.code)


def test_own_people_come_first_among_the_holders_of_a_role():
    found = [person.unit for person in holders("reviewer", "mczx054")]
    assert found[0] == "mczx054"


def test_the_catalogue_has_two_levels_of_known_column_types():
    keys = {each.key for each in sections()}
    assert len(keys) == len(sections())
    leaves = [each for each in sections() if each.parent]
    assert 30 <= len(leaves) <= 50
    for each in sections():
        assert each.parent == "" or each.parent in keys
        assert each.column_type in COLUMN_TYPES
        assert set(each.levels) <= set(LEVELS)
        assert each.keywords and each.description


def test_an_unknown_unit_is_a_key_error():
    with pytest.raises(KeyError):
        unit("nowhere")
