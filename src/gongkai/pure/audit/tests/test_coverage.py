"""How much of a text was checked, counted apart from the reading of quantities."""

from gongkai.pure.audit.auditing import audit
from gongkai.pure.audit.claims.tests.texts import document
from gongkai.pure.audit.coverage import coverage, runs


def of(text):
    read = document(text)
    return coverage(read.text, audit(read))


def test_every_digit_run_outside_the_listed_set_counts():
    assert (
        of("收到申请7件，其中线上2件，线下5件；培训3次。").runs,
        of("收到申请7件，其中线上2件，线下5件；培训3次。").checked,
    ) == (4, 3)


def test_the_listed_set_does_not():
    text = "2017年12月31日，湘政办〔2017〕44号第3条，电话0558-2199693，“12345”热线，3.0版，\n1.公开"
    assert not runs(text)


def test_a_text_without_figures_is_covered():
    assert of("没有数字。").share == 1.0
