"""Forms say what to do, beside the field and in the summary."""

from datetime import date, time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.ground.ui.forms import DayField, HourField, Picks, RichText, SummaryLine, Ticks, UiForm


class Asking(UiForm):
    what = forms.CharField(label="您要的是什么信息？", widget=forms.Textarea, max_length=5, help_text="写得越具体越好")
    address = forms.CharField(label="收件地址")
    how = forms.ChoiceField(label="答复方式", choices=[("web", "网上看")], widget=Picks(hints={"web": "发短信提醒"}))
    topics = forms.MultipleChoiceField(
        label="领域", choices=[("a", "教育"), ("b", "医疗")], widget=Ticks, required=False
    )
    email = forms.EmailField(label="邮箱", required=False)
    paper = forms.FileField(label="证明材料")
    agreed = forms.BooleanField(label="我看过了")
    mine = forms.CharField(label="自己的话", error_messages={"required": "请写上您知道的"})


def texts(form):
    return {line.target: line.text for line in form.summary}


def test_an_empty_form_says_what_to_do_in_the_order_of_the_fields():
    form = Asking({}, {})
    assert texts(form) == {
        "id_what": "请写上您的回答",
        "id_address": "请填写收件地址",
        "id_how_0": "请选择答复方式",
        "id_paper": "请上传证明材料",
        "id_agreed": "请打钩：我看过了",
        "id_mine": "请写上您知道的",
    }
    html = str(form)
    assert "还有六处要补上" in html
    assert html.index("id_what_helptext") < html.index("id_what_error") < html.index("<textarea")
    assert 'aria-describedby="id_what_helptext id_what_error"' in html


def test_wrong_values_are_told_with_an_example():
    files = {"paper": SimpleUploadedFile("a.pdf", b"")}
    form = Asking({"what": "六个字的内容", "email": "zhang", "how": "fax", "topics": ["c"]}, files)
    said = texts(form)
    assert said["id_what"] == "您要的是什么信息：最多5字，现在有6字，请删短一些"
    assert said["id_email"] == "请看看邮箱是否写全，例如 zhang@example.cn"
    assert said["id_how_0"] == "答复方式：请从列出的选项里选一个"
    assert said["id_paper"] == "证明材料：这个文件是空的，请换一个"
    assert '<p class="err">' in str(form["what"].errors) and "：最多5字" not in str(form["what"].errors)
    assert form.asks == "有八处需要修改" and form.asks in str(form)


def test_a_refusal_stands_at_the_field_it_is_about_or_else_above_the_form():
    form = Asking({"address": "河西路1号"}, {})
    form.is_valid()
    form.refuse("门牌号不在本县", "address")
    form.refuse("刚才有别人办了", "unknown")
    form.refuse("现在不能办")
    assert form.errors["address"] == ["门牌号不在本县"] and 'aria-invalid="true"' in str(form["address"])
    assert [line.text for line in form.summary if not line.target] == ["刚才有别人办了", "现在不能办"]


def test_a_form_in_order_has_no_summary():
    files = {"paper": SimpleUploadedFile("a.pdf", b"x")}
    data = {"what": "名单", "address": "河西路1号", "how": "web", "topics": ["a", "b"], "agreed": "on", "mine": "好"}
    form = Asking(data, files)
    assert form.is_valid(), form.errors
    assert form.summary == ()
    assert "errs" not in str(form)
    assert form.cleaned_data["topics"] == ["a", "b"]


def test_only_optional_fields_are_marked():
    html = str(Asking())
    assert html.count("（选填）") == 2
    assert "required" not in html


def test_an_error_of_the_whole_form_stands_first():
    class Twice(UiForm):
        name = forms.CharField(label="名称")

        def clean(self):
            raise forms.ValidationError("这件申请已经交过了")

    assert Twice({}).summary == (SummaryLine("这件申请已经交过了", ""), SummaryLine("请填写名称", "id_name"))


def test_what_was_typed_is_escaped():
    assert "<script>" not in str(Asking({"what": "</textarea><script>", "address": '"><script>'}, {}))


def test_a_long_text_is_counted_and_never_cut_by_the_browser():
    html = str(Asking())
    assert 'data-counter-max-value="5"' in html
    assert 'maxlength="5"' not in html


def test_a_rich_text_stays_a_textarea_without_script():
    class Writing(UiForm):
        body = forms.CharField(label="正文", widget=RichText(image_url="/files/ID"), max_length=10)

    html = str(Writing(initial={"body": "<p>好</p>"}))
    assert 'data-controller="editor"' in html
    assert 'data-editor-image-url-value="/files/ID"' in html
    assert "&lt;p&gt;好&lt;/p&gt;</textarea>" in html


@pytest.mark.parametrize(
    "typed", ["2026-3-1", "2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "２０２６－３－１", " 2026年 3月 1日 "]
)
def test_a_day_is_read_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2026, 3, 1)


@pytest.mark.parametrize("typed", ["9:30", "09:30", "９：３０", "9：30", " ０９：３０ "])
def test_a_time_is_read_as_people_write_it(typed):
    assert HourField().clean(typed) == time(9, 30)


@pytest.mark.parametrize("typed", ["9点半", "24：00", "9：60"])
def test_a_time_that_cannot_be_read_is_asked_again(typed):
    with pytest.raises(forms.ValidationError, match="时间请写成 9:00 这样"):
        HourField().clean(typed)


@pytest.mark.parametrize(
    "typed, code",
    [
        ("3月1日", "invalid"),
        ("2026-3", "invalid"),
        ("2026-2-29", "no_such_day"),
        ("2026-13-1", "no_such_day"),
        ("1899-12-31", "too_early"),
    ],
)
def test_a_day_that_cannot_be_read_is_asked_again(typed, code):
    with pytest.raises(forms.ValidationError) as caught:
        DayField().clean(typed)
    assert caught.value.code == code


def test_a_day_is_shown_as_it_stands_in_columns():
    class When(UiForm):
        on = DayField(label="日期", required=False)

    assert 'value="2026-03-01"' in str(When(initial={"on": date(2026, 3, 1)}))
    assert When({"on": ""}).is_valid()
