"""The check before an answer goes on: each find with what to do; what stops keeps it from being sent on and from being signed."""

from dataclasses import replace

import pytest
from tests.plugins.cast import noon

from gongkai.ground.files.fields import Upload
from gongkai.ground.files.tests.samples import seal_png
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import answering, checking, releasing
from gongkai.procedures.foi.checking import check, in_files
from gongkai.procedures.foi.faces.preparing import judged
from gongkai.procedures.foi.forms import ProposeForm
from gongkai.procedures.foi.models import Proposal
from gongkai.procedures.foi.tests import scenes
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled
from gongkai.procedures.foi.tests.test_release import NUMBER, PAPER, added, copied, marked

ON = noon("2026-03-02")
GOOD = "您申请的信息予以公开，请查收。"
CSV = Upload("名单.csv", "姓名,身份证号\n张伟,11010519491231002X\n".encode())


def told(case, outcome, text, files=(), on=ON):
    return [(each.stops, each.said) for each in check(case, outcome, text, files, on.date())]


@pytest.mark.parametrize(
    "outcome, text",
    [
        ("3_1", GOOD),
        ("3_3_4", "您申请的信息涉及第三方合法权益，依照条例第十五条、第三十二条不予公开。"),
        ("3_4_1", "经检索没有找到您申请的信息，依照条例第三十六条告知。"),
        ("3_1", "您申请的“补助名单全文”予以公开，名单如下。"),
        ("3_1", "您申请的信息予以公开，全文请到本机关窗口领取。"),
        ("3_4_1", "您申请的信息由宁州市自然资源局（电话0000-0012345）负责公开。"),
        ("3_1", "您好：\n您申请的信息予以公开，电话0000-0066128。"),
        ("3_1", "张三：\n您申请的信息予以公开，请查收。"),
        ("3_1", "张三同志，您好：\n张三申请的信息予以公开，请查收。"),
        ("3_1", "经审查，高标准农田建设项目的申请材料予以公开，请查收。"),
        ("3_1", "经审查，您申请的信息予以公开。名单里李四的申请已经批准。"),
        ("3_3_4", "依照《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条，涉及第三方，不予公开。"),
    ],
)
def test_an_answer_in_which_all_agrees(cast, outcome, text):
    assert told(handled(cast), outcome, text) == []


@pytest.mark.parametrize(
    "outcome, text, said",
    [
        ("3_1", "现提供【请填：名称】，请查收。", "还有没填的地方：“【请填：名称】”"),
        ("3_1", "现提供{申请内容}，请查收。", "“{申请内容}”"),
        ("3_1", "现提供____，请查收，谢谢您。", "没填的地方"),
        ("3_3_5", "依照条例第五十七条，这些信息不予公开。", "只有56条"),
        ("3_3_5", "依照《政府信息公开条例》第六十条，不予公开。", "只有56条"),
        ("3_1", f"现提供【请填：{'写' * 100}】，请查收。", "还有没填的地方：“【请填：写"),
        ("3_1", "现提供【请填：哪些\n内容】，请查收。", "“【请填：哪些 内容】”"),
        ("3_1", "XX年X月X日作出的决定现提供给您。", "“XX年”"),
        ("3_3_5", "依照条例第三十六条第（九）项，不予公开。", "只有7项"),
        ("3_3_5", "依照《政府信息公开条例》第十六条、第九十九条，不予公开。", "第九十九条"),
        ("3_3_5", "依照《中华人民共和国政府信息公开条例》（国务院令第711号）第六十条，不予公开。", "只有56条"),
        ("3_3_5", "依照《行政许可法》第二百条，不予公开。", "《行政许可法》只有83条"),
        ("3_1", "李四：\n您申请的信息予以公开，请查收。", "这一件的申请人是张三"),
        ("3_1", "明川建筑公司：\n您申请的信息予以公开。", "申请人是张三"),
        ("3_1", "您申请的信息予以公开，详见附件1。", "没有附文件"),
        ("3_1", "信息如下：张伟，身份证号11010519491231002X。", "身份证号“110105***********X”"),
    ],
)
def test_what_stops_an_answer_keeps_it_from_being_sent_on(cast, outcome, text, said):
    case = handled(cast)
    assert any(stops and said in sentence for stops, sentence in told(case, outcome, text))
    with pytest.raises(StepRefused):
        answering.propose(case=case, outcome=outcome, text=text, by=cast.actor(OFFICER), at=ON)
    assert not Proposal.objects.exists() and case.state == "handling"


@pytest.mark.parametrize(
    "outcome, text, said",
    [
        ("3_1", "您申请的信息不予公开，请您理解。", "正文却写着“不予公开”"),
        ("3_3_5", "您申请的信息属于内部事务，现予公开，请您查收。", "正文却写着“现予公开”"),
        ("3_3_3", "您申请的信息不予公开，特此告知您。", "正文没有写为什么"),
        ("3_3_2", "您申请的信息属于禁止公开的，不予公开。", "哪部法律、行政法规"),
        ("3_4_1", "您申请的信息给不了，请您理解。", "检索的情况"),
        ("3_4_1", "本机关不掌握，无法提供，特此告知。", "检索的情况"),
        ("3_1", "予以公开，现提供全文，请在网上查看。", "没有附文件"),
        ("3_1", "您申请的信息予以公开，请下载。", "没有附文件"),
        ("3_4_1", "您申请的信息不归本机关公开，请您理解。", "名称和联系方式"),
        ("3_1", "依照条例第十六条，您申请的信息给您。", "条例第16条，和“予以公开”的依据对不上"),
        ("3_3_5", "依照条例第十四条，内部事务不予公开。", "条例第14条"),
        ("3_1", "经审查，李四申请的补偿发放表予以公开。", "说到“李四”，这一件的申请人是张三"),
        ("3_1", "李四同志，您好：\n您申请的信息予以公开。", "说到“李四”"),
        ("3_1", "经审查，明川建筑公司申请的信息予以公开。", "说到“明川建筑公司”"),
        ("3_1", "经办人手机13812345678，您来电领取。", "私人电话“138****5678”"),
    ],
)
def test_what_is_to_be_weighed_is_told_and_does_not_stop(cast, outcome, text, said):
    case = handled(cast)
    assert [stops for stops, _ in told(case, outcome, text)] == [False] and said in told(case, outcome, text)[0][1]
    answering.propose(case=case, outcome=outcome, text=text, by=cast.actor(OFFICER), at=ON)


def test_a_number_in_the_name_of_a_file_stops_the_answer(cast):
    found = told(handled(cast), "3_1", GOOD, [Upload("王丽华11010519491231002X协议.txt", b"x")])
    assert found[0][0] and "文件名" in found[0][1] and "19491231" not in found[0][1]


def test_a_part_is_told_apart_and_given(cast):
    """The applicant asked for an electronic copy."""
    case = handled(cast)
    assert [said[:12] for _, said in told(case, "3_2", "您申请的信息给您，请查收一下。")] == [
        "申请人要电子件，部分公开",
        "选的是部分公开，正文没有",
    ]
    assert told(case, "3_2", "您申请的信息部分公开，其余不予公开。", [Upload("a.txt", b"x")]) == []


def test_what_applicants_told_of_themselves_may_stand_there(cast):
    assert told(handled(cast), "3_1", "按您留的电话13800000000通知您领取。") == []


def test_a_late_answer_is_told_of_and_goes_out(cast):
    late = noon("2026-03-18")
    assert told(handled(cast), "3_1", GOOD, on=late) == [
        (False, "答复期限已经过了2个工作日，请今天签发，并写办理记录说明原因")
    ]


def test_an_original_of_which_something_is_marked_does_not_go_out(cast, home):
    case = handled(cast)
    marked(cast, added(cast, case))
    assert "原件" in told(case, "3_2", "您申请的信息部分公开，见附件。", [PAPER])[0][1]
    with pytest.raises(StepRefused, match="换成遮盖后的副本"):
        answering.propose(
            case=case,
            outcome="3_2",
            text="您申请的信息部分公开，见附件。",
            by=cast.actor(OFFICER),
            at=ON,
            files=[PAPER],
        )
    assert told(case, "3_2", "您申请的信息部分公开，其余遮盖。")[0][1].startswith(
        "材料上标出了不公开的内容，遮盖后的副本没有附上"
    )


def test_with_the_copy_nothing_is_left_to_say(cast, home):
    copy = copied(cast)
    case = copy.material.case
    proposal = answering.propose(
        case=case,
        outcome="3_2",
        text="您申请的信息部分公开，见附件。",
        by=cast.actor(OFFICER),
        at=ON,
        copies=[copy.file_id],
    )
    assert checking.latest(case, ON.date()) == [] and proposal.seq == 1


def test_a_copy_made_stale_before_the_signature_cannot_be(cast, home):
    """What waits for its signature cannot be marked anew."""
    copy = copied(cast)
    case = copy.material.case
    answering.propose(
        case=case,
        outcome="3_2",
        text="您申请的信息部分公开，见附件。",
        by=cast.actor(OFFICER),
        at=ON,
        copies=[copy.file_id],
    )
    material = copy.material
    material.case.refresh_from_db()
    with pytest.raises(StepRefused, match="待签发"):
        releasing.mark(material=material, boxes=[NUMBER], by=cast.actor(OFFICER), at=ON)
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    assert case.outcome == "3_2"


def test_people_s_data_in_files_is_told_of(cast, home):
    (found,) = in_files(handled(cast), [CSV], ON.date())
    assert not found.stops and found.said.startswith("附件“名单.csv”里有身份证号1处")


def test_the_form_asks_once_about_what_is_to_be_weighed_and_refuses_what_stops(cast, home):
    case = handled(cast)
    form = ProposeForm.of(case, ON.date(), {"outcome": "3_1", "text": "现提供【请填：名称】，请查收。"})
    assert not form.is_valid() and "没填的地方" in str(form.errors["text"])
    data = {"outcome": "3_1", "text": "您申请的信息不予公开，请您理解。"}
    form = ProposeForm.of(case, ON.date(), data)
    assert not form.is_valid() and "请核对结果" in str(form.errors["text"]) and "sure" in form.fields
    form = ProposeForm.of(case, ON.date(), data | {"sure": "on", "asked": form.data["asked"]})
    assert form.is_valid(), form.errors
    assert ProposeForm.of(case, ON.date(), {"outcome": "3_1", "text": GOOD}).is_valid()


def test_a_gap_that_the_applicant_wrote_is_asked_about_and_quoted_as_it_is(cast, monkeypatch):
    monkeypatch.setattr(scenes, "REQUEST", replace(scenes.REQUEST, wanted="申请公开名单{附件}____号的全文。"))
    case = handled(cast)
    assert told(case, "3_1", "您申请的“名单{附件}____号的全文”予以公开。")[0][0] is False
    assert told(case, "3_1", "您申请的“名单{附件}____号的全文”，现提供【请填：名称】。")[0][0] is True


def scanned() -> bytes:
    from io import BytesIO

    import pypdfium2

    made, out = pypdfium2.PdfDocument.new(), BytesIO()
    made.new_page(595, 842)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("扫描.pdf", scanned(), "第1页没有文字，可能是扫描的图片"),
        ("扫描.png", seal_png(), "“扫描.png”是图片，不能检查，请人看"),
    ],
)
def test_what_no_machine_can_read_is_for_somebody_to_look_at(cast, home, name, data, said):
    case = handled(cast)
    (found,) = in_files(case, [Upload(name, data)], ON.date())
    assert not found.stops and said in found.said and "请人看" in found.said
    answering.propose(
        case=case,
        outcome="3_1",
        text="您申请的信息予以公开，见附件。",
        files=[Upload(name, data)],
        by=cast.actor(OFFICER),
        at=ON,
    )
    ((label, shown), *_) = judged(case, ON.date())
    assert label == "签发前核对" and said in shown and "核对过" not in shown


def test_the_check_says_what_it_looked_at_and_no_more(cast, home):
    case = handled(cast)
    answering.propose(case=case, outcome="3_1", text=GOOD, by=cast.actor(OFFICER), at=ON)
    assert "附件" not in judged(case, ON.date())[0][1] and "没有发现问题" in judged(case, ON.date())[0][1]
    copy = copied(cast)
    case = copy.material.case
    answering.propose(
        case=case,
        outcome="3_2",
        text="您申请的信息部分公开，见附件。",
        by=cast.actor(OFFICER),
        at=ON,
        copies=[copy.file_id],
    )
    shown = judged(case, ON.date())[0][1]
    assert "副本是图片，机器没有再查" in shown and "附件里的文字" not in shown
