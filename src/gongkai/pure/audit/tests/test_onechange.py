"""The one change that a finding offers is told only where it mends all; contradictions that share one are told as one."""

import pytest

from gongkai.pure.audit import audit, read, say
from gongkai.pure.audit.league import as_text
from gongkai.pure.audit.page import page
from gongkai.pure.audit.telling import Task, tell

TITLE = "某县2017年政府信息公开年度报告\n"
ALONE = "全年收到申请37件，其中当面申请20件，网络申请11件，信函申请7件。"
COMMON = (
    "县政府网站发布信息962条，其中“政府领导”栏目发布信息9条，占总数的1.82%；“政府机构”栏目发布信息58条，占总数的11.72%；"
    "“人事信息”栏目发布信息55条，占总数的11.11%；“规范性文件”栏目发布信息219条，占总数的44.24%。"
)


def audited(text):
    document = read((TITLE + text).encode(), "a.txt")
    return document, audit(document)


CLEARED = "对974项政务服务事项进行了清理，其中即到即办事项472项，占50.0%。"


@pytest.mark.parametrize(
    ("beside", "mends"),
    [
        ("", True),
        (
            "其中即到即办事项472项，占50.0%；零上门办结事项159项，占16.3%。",
            False,
        ),  # 159 are 16.3% of 974, and 16.8% of 944
        ("其中即到即办事项472项，占50.0%；零上门办结事项155项，占16.4%。", True),  # 16.4% of 944
    ],
)
def test_a_change_is_told_where_all_holds_with_it(beside, mends):
    text = CLEARED.replace("其中即到即办事项472项，占50.0%。", beside) if beside else CLEARED
    _, found = audited(text)
    told = [each for each in found.contradictions if each.repair]
    assert {(each.repair[0].text, each.repair[1], each.mends_all) for each in told} == {("974项", "944项", mends)}
    assert {("“974项”写作“944项”就都对得上" in say.sentence(each)) for each in told} == {mends}


def test_contradictions_of_one_base_are_told_as_one_and_their_change_only_if_it_mends_all():
    document, found = audited(COMMON)
    shares = [each for each in found.contradictions if each.kind == "percent"]
    assert len(shares) == 4 and len(found.causes) == 1 and found.causes[0] == tuple(shares)
    told = tell(Task("a.txt", (TITLE + COMMON).encode()))
    lines = [line for line in told.shown.splitlines() if "对不上（" in line]
    assert told.contradictions == 1 and len(lines) == 1
    assert "与同一个“962条”对不上的另有3处：58÷962" in lines[0] and "对不上1处" in told.shown
    assert as_text([told], {}, "zh").splitlines()[1].split()[4] == "1"
    html = page("a.txt", document, found)
    assert html.count('class="g-item g-contradicts-item"') == 1 and all(f'id="f{n}"' in html for n in range(1, 5))


def test_english_counts_one_other():
    assert say.with_others(audited(COMMON)[1].contradictions[0], 1, "en") == " 1 more disagrees with the same “962条”: "


def test_each_finding_leads_to_the_next_and_the_top_to_the_first():
    document, found = audited(f"{ALONE}\n{ALONE.replace('37', '39')}\n")
    html = page("a.txt", document, found)
    assert html.index('href="#f1">看第一处') < html.index('class="g-sheet"') < html.index('href="#f2">下一处')
    assert html.count("下一处") == len(found.causes) - 1
    assert "看第一处" not in page("a.txt", *audited("全年收到申请38件，其中当面申请20件，网络申请18件。"))
