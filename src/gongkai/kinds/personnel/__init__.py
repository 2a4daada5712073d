"""人事信息: appointments, recruitment, examinations and their results."""

import re

from gongkai.pure.declare import Field, FieldError, Kind, register

STAGES = (
    ("appointment", "任免通知"), ("publicity", "任前公示"), ("recruit", "招考公告"), ("exam", "考试安排和成绩"), ("selected", "拟录用公示"),
    ("result", "录用结果"),
)  # fmt: skip
_COUNT = re.compile(r"(\d{1,5})\s*[名人个]?")


def _people(text):
    found = _COUNT.fullmatch(text)
    if not found or not int(found[1]):
        raise ValueError("招录人数请写成12这样的数")
    return str(int(found[1]))


class Personnel(Kind):
    """Who was appointed or is to be, which posts are open, how an examination ended (条例第20条第十四项)."""

    code = "personnel"
    name = "人事信息"
    group = "机构和人事"
    fields = (
        Field("stage", "信息类型", type="choice", required=True, public=True, choices=STAGES, heads=("类型", "人事类型")),
        Field("document_number", "文号", public=True, max_length=40),
        Field("posts", "招录人数", public=True, max_length=8, check=_people, heads=("人数", "招聘人数", "计划数")),
        Field("apply_until", "报名截止日期", type="date", public=True, heads=("报名截止", "报名截止时间")),
        Field("until", "公示到哪天", type="date", public=True, heads=("公示截止日期", "公示期至"), help="公示期的最后一天；不是公示的不填"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    ends = ("apply_until", "until")

    @classmethod
    def check(cls, content):
        stage, formed = content.get("stage"), content.get("formed_on")
        needed = {"publicity": "until", "selected": "until", "recruit": "apply_until"}
        labels = {field.name: field.label for field in cls.fields}
        if (name := needed.get(stage)) and not content.get(name):
            raise FieldError(name, f"{dict(STAGES)[stage]}要写{labels[name]}")
        for name in ("until", "apply_until"):
            if content.get(name) and formed and content[name] < formed:
                raise FieldError(name, f"{labels[name]}不能早于成文日期")


register(Personnel, __name__)
