"""People's data is found, and what a government must publish is left alone: check digits by law, the rest case by case, both ways."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.audit import corpus
from gongkai.pure.codes import bankcard, citizen, orgcode, uscc
from gongkai.pure.guard.passages import Passage, scan

DAY = date(2026, 3, 2)
IDENTITY, CHILD = "990123199003071235", "990123201506014566"
CARD = "6217000000000000012"
GROWN = st.dates(date(1930, 1, 1), DAY - timedelta(18 * 366))
NUMBERS = st.builds(citizen.make, st.just("990123"), GROWN, st.integers(0, 999))
WITHIN = st.sampled_from(["{}", "王某{}，", "（{}）", "证件{}号", "<{}>", "：{}\n"])


def sorts(text: str, **more) -> list[str]:
    return [found.find.sort for found in scan([Passage(text, **more)], on=DAY)]


@given(NUMBERS, WITHIN)
def test_a_citizen_number_is_found_wherever_it_stands(number, within):
    assert sorts(within.format(number)) == ["citizen"]


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_with_one_digit_changed_it_is_none(number, place, by):
    sign = number[place]
    other = str((int(sign) + by) % 10) if sign != "X" else str(by)
    assert "citizen" not in sorts(number[:place] + other + number[place + 1 :])


@given(NUMBERS)
def test_however_it_is_grouped_or_set(number):
    wide = number.translate({ord(n): ord(n) + 0xFEE0 for n in "0123456789X"})
    for written in (f"{number[:6]} {number[6:14]} {number[14:]}", wide, "\u200b".join(number), number.lower()):
        assert sorts(written) == ["citizen"], written


@given(NUMBERS)
def test_masked_it_is_none_any_more(number):
    assert sorts(f"{number[:6]}***********{number[-1]}") == []


@given(st.sampled_from(["11", "12", "51", "91", "93"]), st.from_regex(r"(?:99|11|33|44)[0-9]{4}", fullmatch=True), st.from_regex(r"[0-9A-HJ-NPQRTUWXY]{8}", fullmatch=True))  # fmt: skip
def test_a_credit_code_is_no_ones(kind, division, body):
    code = uscc.make(kind, division, body + orgcode.check_character(body))
    assert sorts(f"统一社会信用代码：{code}") == []


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True), st.integers(0, 9))
def test_a_card_is_found_if_and_only_if_its_check_digit_fits(body, last):
    number = f"{body}{last}"
    found = "card" in sorts(number)
    assert found == (bankcard.check_digit(body) == str(last)) or citizen.is_valid(number)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"身份证号：{IDENTITY}", ["citizen"]),
        (f"残疾人证号：{IDENTITY}43", ["citizen"]),  # with kind and grade behind it
        (f"{IDENTITY}43B1", ["citizen"]),
        (f"{IDENTITY}93", []),  # no kind of disability
        ("身份证号：990123199003071234", ["citizen"]),  # mistyped, and still somebody's
        ("身份证号990123900307123", ["citizen"]),
        ("990123900307123", []),
        (CHILD, ["minor"]),
        (f"1{IDENTITY}", []),
        ("13812345678", ["phone"]),
        ("138-1234-5678", ["phone"]),
        ("+86 138 1234 5678", ["phone"]),
        ("１３８１２３４５６７８", ["phone"]),
        ("138****5678", []),
        ("12812345678", []),
        ("138123456789", []),
        ("共13812345678元", []),
        ("增长0.13812345678", []),
        ("合同编号：13812345678", []),
        ("联系电话0000-0066128", []),
        ("咨询电话：0558-4412345、12345", []),
        ("家庭电话：0558-4412345", ["phone"]),
        ("邮政编码：236200", []),
        ("明政办发〔2026〕3号", []),
        ("索引号：000014349/2026-00110", []),
        ("索引号11330700099033995K/2023-00013", []),
        ("项目代码：2026-341226-48-01-012345", []),
        ("统一社会信用代码 113325000026455663", []),
        ("卡号 6217 0000 0000 0000 012", ["card"]),
        ("银行卡号：6217000000000000013", ["card"]),  # mistyped
        ("6217000000000000013", []),
        ("国库账户4000000000000000", []),
        ("开户银行账号4111111111111111", ["card"]),
        ("4111111111111111", []),
        ("家庭住址：明川县城关镇和平路12号3幢2单元501室", ["address"]),
        ("家庭住址：明川县城关镇和平路", []),
        ("办公地址：明川县城关镇人民路88号政务服务中心3楼302室", []),
        ("报名地点：城关小学1号楼201室", []),
        ("公司住址：和平路12号3室", []),
        ("村民张建国，住李庄村3组15号2单元501室", ["address"]),
        ("公开廉租住房配租326户、租住房屋3号楼", []),
        ("学生张小明，", ["minor"]),
        ("学生张某某，", []),
        ("学生安全、学生毕业、儿童康复、儿童保护。", []),
        ("王小明（男，17岁）", ["minor"]),
        ("王小明（男，18岁）", []),
        ("王小明，男，2008年3月出生", ["minor"]),
        ("王小明，男，2008年2月出生", []),
        ("李小明，学生，2015年3月2日生，患有白血病。", ["minor", "medical"]),
        ("学生李小明因患白血病获得救助", ["minor", "medical"]),
        ("学生李小明获得救助", ["minor"]),
        ("孤儿张小红获得生活费", ["minor"]),
        ("受助学生王芳、李强已领取助学金", ["minor", "minor"]),
        ("学生欧阳娜娜在城关小学就读", ["minor"]),
        ("孤儿周某获得生活费", []),
        ("学生安全教育、学生金寨路小学、学生于9月1日报到、儿童马上入园。", []),
        ("李小明，2015年3月2日出生。", ["minor"]),
        ("婴儿周乐乐出生于2025年6月1日。", ["minor"]),
        ("周建国出生于1985年6月1日。", []),
        ("李小明，男，患有白血病。", ["medical"]),
        ("张伟，残疾等级二级。", ["medical"]),
        ("低保户陈大明（二级肢体残疾）", ["medical"]),
        ("陈大明，肢体残疾二级", ["medical"]),
        ("二级肢体残疾的补贴标准", []),
        ("12岁的李小明被送往县医院救治。", ["minor"]),
        ("年仅9岁的王雨涵获得救助。", ["minor"]),
        ("17岁的李明、王雨涵", ["minor", "minor"]),
        ("18岁的李小明应征入伍。", []),
        ("李小明今年12岁，住院治疗。", ["minor"]),
        ("李小明（现年12岁）", ["minor"]),
        ("李小明刚满12岁，", ["minor"]),
        ("李小明今年18岁。", []),
        ("李小明（12 岁）", ["minor"]),
        ("李小明今年满十二岁", ["minor"]),
        ("十二岁的李小明", ["minor"]),
        ("李小明同学今年 12 岁", ["minor"]),
        ("李小明今年二十岁。", []),
        ("李小明（四十二岁）", []),
        ("高新区今年6岁儿童", []),
        ("建校刚满12岁", []),
        ("张家村12岁以上儿童", []),
        ("满6周岁儿童，16岁以上高中生", []),
        ("学生名单：陈一鸣、周雨桐。", ["minor", "minor"]),
        ("学生名单公示如下", []),
        ("张伟，男，汉族，二级伤残。", ["medical"]),
        ("王医生，对患者就诊时查出高血压的要登记。", []),
        ("高新区，为群众查出高血压500例。", []),
        ("王五，男，1980年1月1日出生，住明川县河西路88号。", ["address"]),
        ("王建国 住明川县河西路88号3栋201室", ["address"]),
        ("沿街商铺，住明川大道8号的请登记", []),
        ("王建军住明川县城关街道人民路12号3栋201室", ["address"]),
        ("经查王建军住在明川县城关镇人民路12号。", ["address"]),
        ("低保户王芳住李庄村3组15号", ["address"]),
        ("欧阳娜娜住明川县和平路12号3栋201室", ["address"]),
        ("欧阳建军住明川县和平路12号3栋201室", ["address"]),
        ("经查上官文静住在明川县和平路12号3栋201室", ["address"]),
        ("王建军的家在明川县和平路12号3栋201室", ["address"]),
        ("王建军家在和平路12号3栋201室", ["address"]),
        ("东方小区住户的家在和平路12号3栋201室", []),
        ("东方小区住和平路12号3栋201室的请登记", []),
        ("国家在明川大道8号设站", []),
        ("专家在明川大道8号会诊", []),
        ("王某住明川县城关街道人民路12号3栋201室", []),
        ("王建军住明川县城关街道", []),
        ("会议住明川宾馆3号楼201室", []),
        ("县委书记王建军住明川宾馆3号楼201室", []),
        ("王芳，女，住县医院3号楼201室", []),
        ("王建军住院3号楼201室", []),
        ("王建军住房保障申请：和平路12号3栋201室", []),
        ("施工人员住明川大道8号工棚", []),
        ("项目地址：明川县河西路88号2栋301室", []),
        ("办公住所明川县河西路88号2栋301室", []),
        ("县住建局在河西路88号办公", []),
        ("患者李建国。", ["medical"]),
        ("王小明因患肺癌去世", ["medical"]),
        ("王某因患肺癌去世", []),
        ("低保户王建军，因病致贫，患有肺癌", ["medical"]),
        ("低保户王某，因病致贫，患有肺癌", []),
        ("优抚对象张铁柱患有尿毒症", ["medical"]),
        ("脱贫户陈大勇（男，67岁，河西村人）于2025年查出肝硬化", ["medical"]),
        ("副县长王建国看望慰问患有白血病的儿童", []),
        ("副主任李强为糖尿病患者义诊", []),
        ("对患有精神分裂症的患者给予救助", []),
        ("高血压患者确诊后纳入管理", []),
        ("各村要防治肺结核，对确诊的病例免费治疗", []),
    ],
)  # fmt: skip
def test_case_by_case(text, found):
    assert sorts(text) == found


@pytest.mark.parametrize(
    ("text", "label", "named", "found"),
    [
        ("肢体", "残疾类别", True, ["medical"]),
        ("无", "残疾类别", True, []),
        ("肢体", "残疾类别", False, []),
        ("肺结核", "病种", True, ["medical"]),
        ("肺结核", "病种", False, []),
        ("李庄村3组15号", "住址", True, ["address"]),
        ("李庄村3组15号", "办公地址", True, []),
        ("2015-06-01", "出生日期", True, ["minor"]),
        ("2008-03-02", "出生年月", True, []),
        ("1988-06-01", "出生日期", True, []),
        ("张小明", "学生姓名", False, ["minor"]),
        ("990123900307123", "身份证号", False, ["citizen"]),
    ],
)
def test_what_the_head_of_its_column_makes_of_a_cell(text, label, named, found):
    assert sorts(text, label=label, named=named) == found


@pytest.mark.parametrize(("born", "minor"), [((2008, 3, 1), False), ((2008, 3, 2), False), ((2008, 3, 3), True)])
def test_who_comes_of_age_today_is_a_minor_no_more(born, minor):
    assert sorts(citizen.make("990123", date(*born), 123)) == ["minor" if minor else "citizen"]


def test_reports_as_governments_publish_them_tell_of_nobody():
    """The auditor's corpus: numbers, names of offices and lists of works by the thousand."""
    told = []
    for path in sorted(Path(corpus.__file__).parent.rglob("*.txt")):
        passages = [Passage(line) for line in path.read_text("utf-8").splitlines()]
        told += [(path.name, each.passage.text, each.find.sort) for each in scan(passages, on=DAY)]
    assert told == []
