from datetime import date

import pytest

from gongkai.pure.law.remedies import reconsideration_organ, remedy

NAMES = {"organ": "明川县教育局", "reconsideration_organ": "明川县人民政府", "court": "明川县人民法院"}


@pytest.mark.parametrize("on, first", [(date(2023, 12, 31), False), (date(2024, 1, 1), True), (date(2024, 1, 2), True)])
def test_reconsideration_comes_first_from_2024(on, first):
    text = remedy(on, True, **NAMES)

    assert ("应当先申请行政复议" in text) is first
    assert ("或者" in text) is not first
    assert ("6个月" in text) is not first
    assert ("15日" in text) is first
    assert "60日" in text


@pytest.mark.parametrize(
    "on, months", [(date(2015, 4, 30), "3个月"), (date(2015, 5, 1), "6个月"), (date(2015, 5, 2), "6个月")]
)
def test_the_term_to_sue_directly_grew_in_2015(on, months):
    assert months in remedy(on, True, **NAMES)


def test_every_name_is_told():
    for on in (date(2020, 5, 6), date(2025, 5, 6)):
        assert all(name in remedy(on, True, **NAMES) for name in NAMES.values())


def test_an_answer_that_grants_all_has_no_remedies():
    assert remedy(date(2025, 1, 1), False, **NAMES) == ""


@pytest.mark.parametrize("name", NAMES)
def test_without_an_address_no_paragraph(name):
    with pytest.raises(ValueError, match=name):
        remedy(date(2025, 1, 1), True, **NAMES | {name: " "})


@pytest.mark.parametrize(
    "government, above, organ, unnamed",
    [
        (False, False, "明川县人民政府", "本级人民政府"),
        (True, False, "宁州市人民政府", "上一级人民政府"),
        (True, True, "宁州市人民政府", "上一级人民政府"),
        (False, True, "上一级主管部门", "上一级主管部门"),
    ],
)
def test_nobody_reviews_what_it_did_itself(government, above, organ, unnamed):
    """行政复议法2023 art. 24 and 27."""
    kind = {"is_government": government, "led_from_above": above}
    assert reconsideration_organ(**kind, own="明川县人民政府", superior="宁州市人民政府") == organ
    assert reconsideration_organ(**kind) == unnamed
