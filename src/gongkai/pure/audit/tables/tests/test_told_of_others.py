"""Sentences that tell, in a cell's own words, of another year, level, body or stage: no contradiction of the cell."""

import pytest

from .test_told import CHANNELS, REVIEWS, said_2014, verdicts

MEETINGS = (
    "（一）召开政府信息公开工作会议或专题会议数\t次\t6\n（二）举办各类培训班数\t次\t5\n（三）接受培训人员数\t人次\t428"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "上年因政府信息公开被申请行政复议9件，被提起行政诉讼2件，今后将提高答复质量。",
        "上年因政府信息公开引发行政复议9件，行政诉讼2件。",
        "全系统因政府信息公开被申请行政复议126件，被提起行政诉讼58件。",
        "全年收到涉及政府信息公开的行政复议申请5件，依法受理2件。",
        "行政复议机关收到政府信息公开复议申请8件，不予受理5件。",
        "省政府受理对我县信息公开的行政复议2件。",
    ],
)
def test_other_reviews(sentence):
    assert "contradicts" not in [verdict for verdict, _ in verdicts(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "上年因政府信息公开被申请行政复议2件，2022年因政府信息公开被申请行政复议4件。",
        "2022年，因政府信息公开被申请行政复议4件，被提起行政诉讼1件。",
        "全县全年收到涉及政府信息公开的行政复议申请4件，均已审结。",
    ],
)
def test_reviews_that_are_wrong(sentence):
    assert "contradicts" in [verdict for verdict, _ in verdicts(sentence)]


@pytest.mark.parametrize(
    "sentence, extract, found",
    [
        ("县政府门户网站公开政府信息5815条，部门子站公开2000条。", CHANNELS, False),
        ("政府网站公开政府信息5815条。", CHANNELS, True),
        ("县政府门户网站公开政府信息8715条。", CHANNELS, True),
        ("召开全县政府信息公开工作会议2次。", MEETINGS, False),
        ("县级召开政府信息公开工作会议2次，乡镇召开政府信息公开工作会议4次。", MEETINGS, False),
        ("召开政府信息公开工作会议8次。", MEETINGS, True),
        ("上年政府信息公开行政复议6件，行政诉讼1件。", REVIEWS, False),
        ("全县政府信息公开行政复议6件，行政诉讼5件。", REVIEWS, True),
    ],
)
def test_one_of_several(sentence, extract, found):
    assert ("contradicts" in [verdict for verdict, _ in said_2014(sentence, extract)]) == found


STAFF = "全县从事政府信息公开工作人员175人。"


@pytest.mark.parametrize(
    "sentence, found",
    [
        (STAFF + "举办培训班5期，培训365人次。", True),
        (STAFF + "举办培训班5期，培训428人次。", False),
        (STAFF + "县政府办公室举办培训班5期，培训365人次。", False),
        (STAFF + "其中，举办保密培训班5期，培训365人次。", False),
        (STAFF + "举办培训班3期，培训365人次。", False),
        ("安全生产形势平稳。举办培训班5期，培训365人次。", False),
        ("上年举办政府信息公开培训班5期，培训365人次。", False),
    ],
)
def test_those_trained_beside_the_trainings(sentence, found):
    assert ("contradicts" in [verdict for verdict, _ in said_2014(sentence, MEETINGS)]) == found


READING = "（一）政府信息公开工作专门机构数\t个\t2\n（二）设置政府信息公开查阅点数\t个\t31\n（三）从事政府信息公开工作人员数\t人\t127"


@pytest.mark.parametrize(
    "sentence, found",
    [
        ("下一步将新增村级查阅点18个，使村级查阅点达到30个。", False),
        ("新增村级查阅点18个，使村级查阅点达到30个。", False),
        ("下一步将新增查阅点5个，使查阅点达到36个。", False),
        ("力争年底前设置政府信息查阅点36个。", False),
        ("拟新增查阅点5个，政府信息查阅点增至36个。", False),
        ("建成标准化查阅点12个。", False),
        ("全县设置政府信息查阅点36个。", True),
        ("全年新增政府信息查阅点5个，使查阅点达到36个。", True),
    ],
)
def test_what_is_to_come_and_one_kind_of_it(sentence, found):
    assert ("contradicts" in [verdict for verdict, _ in said_2014(sentence, READING)]) == found
