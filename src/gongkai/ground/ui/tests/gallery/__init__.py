"""Fictional pages for looking at the look: every component once, in the shells. `write(folder)` makes a static copy."""

import shutil
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.template import engines
from django.template.loader import render_to_string

from gongkai.ground.ui.forms import DayField, Picks, RichText, UiForm
from gongkai.ground.ui.parts import Gate, Moment
from gongkai.ground.ui.shell import Group, Link, Site
from gongkai.pure import clock

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "static"
CHINA = ZoneInfo("Asia/Shanghai")

SITE = Site(
    name="明川县人民政府",
    motto="公开、办理、答复，都在这里",
    upper=Link("宁州市人民政府", "#"),
    track_url="#",
    search_url="#",
    foot=(Link("政府信息公开指南", "#"), Link("年度报告", "#"), Link("无障碍说明", "#"), Link("怎样核验本站", "#")),
    organiser="明川县人民政府办公室",
    contractor="明川县政务公开办公室",
    address="明川县河西路1号",
    postcode="000000",
    phone="0000-0012345",
    hours="工作日8:30—12:00、14:30—17:30",
    identifier="0000000001",
    filing="某ICP备00000000号",
    police_filing="某公网安备00000000000000号",
    mistake_url="#",
)
NAV = tuple(
    Link(label, "#", current=label == "政务公开")
    for label in ("首页", "政务公开", "政策文件", "办事服务", "互动交流", "数据与报告", "部门和乡镇")
)
CRUMBS = (Link("首页", "#"), Link("政务公开", "#"), Link("申请公开", ""))
GROUPS = (
    Group(
        "办理",
        (
            Link("我的办件", "#", current=True, icon="inbox", count=12),
            Link("依申请公开", "#", icon="file-question-mark", count=9),
            Link("来信与热线", "#", icon="mail", count=31),
        ),
    ),
    Group("发布", (Link("待我审核", "#", icon="file-check", count=5), Link("我单位的信息", "#", icon="library"))),
    Group("监督", (Link("电子监察", "#", icon="gauge"), Link("报告与统计", "#", icon="chart-column"))),
)
HEADINGS = {
    "worklist": "我的办件",
    "case": "县人民医院扩建项目征求意见原始记录",
    "editor": "编辑信息",
    "supervision": "电子监察",
}


class AnswerForm(UiForm):
    how = forms.ChoiceField(
        label="答复方式",
        choices=[("web", "网上看"), ("post", "寄给我"), ("desk", "我自己来取")],
        widget=Picks(hints={"web": "答复好了发短信提醒，凭编号和查询码查看", "post": "用挂号信寄，不收钱"}),
    )
    address = forms.CharField(label="收件地址", help_text="例如：河东街道明川大道88号2单元301室")
    phone = forms.CharField(label="手机号", help_text="只用来告诉您办到哪一步", required=False)
    since = DayField(label="从哪天起的信息")
    note = forms.CharField(label="还想说的", widget=forms.Textarea, max_length=200, required=False)
    paper = forms.FileField(label="证明材料", required=False)
    agreed = forms.BooleanField(label="我看过了《隐私说明》")

    def clean_phone(self):
        if len(self.cleaned_data["phone"]) != 11:
            raise forms.ValidationError("手机号少了一位，请再看看")


class RecordForm(UiForm):
    title = forms.CharField(label="标题")
    section = forms.ChoiceField(label="公开目录", choices=[("housing", "社会救助 › 住房保障")])
    on = DayField(label="成文日期")
    text = forms.CharField(label="正文", widget=RichText(image_url="/assets/ui/seal.svg?ID"))


def contexts() -> dict[str, dict]:
    """Context of each page, by its name."""
    shell = {"site": SITE, "nav": NAV, "crumbs": CRUMBS, "groups": GROUPS, "unit_name": "县政府办公室", "who": "周敏"}
    desk = shell | {"site": Site(name="明川公开"), "sign_out_url": "#", "sign_in_url": "#", "csrf_token": "0"}
    public = ("section", "record", "apply", "track", "guide", "report")
    pages = {name: dict(shell) for name in public} | {"home": shell | {"crumbs": ()}}
    pages |= {name: desk | {"heading": heading} for name, heading in HEADINGS.items()}
    pages["apply"]["form"] = AnswerForm({"how": "post", "phone": "1380000447", "since": "2025年2月30日"})
    pages["editor"]["form"] = RecordForm(initial=record())
    pages["editor"]["gates"] = gates()
    pages["case"] |= {"moments": moments(), "back": Link("我的办件", "#")}
    pages["record"]["proof"] = proof()
    pages["supervision"]["units"] = units()
    rulers(pages)
    return pages


def rulers(pages: dict[str, dict]) -> None:
    calendar, today = clock.Calendar.national(), date(2026, 3, 18)
    received = clock.Event(clock.EventKind.START, date(2026, 3, 3))
    pages["track"]["clock"] = clock.ruler([received], clock.FOI_2019, calendar, today)
    earlier = clock.Event(clock.EventKind.START, date(2026, 2, 10))
    events = [earlier, *clock.parse_event("pause:2026-03-02:2026-03-13")]
    pages["case"]["clock"] = clock.ruler(events, clock.FOI_2019, calendar, today)


def record() -> dict:
    text = (HERE / "text.html").read_text(encoding="utf-8")
    return {"title": "2026年第一批公共租赁住房轮候对象公示", "on": date(2026, 3, 18), "text": text}


def gates() -> tuple[Gate, ...]:
    return (
        Gate("校对", "yellow", "1处请看看", "“7个工作日”：3月18日至27日是8个工作日。"),
        Gate("个人信息", "red", "1处要改", "正文里有1个完整的身份证号。", "遮住身份证号", "#"),
        Gate("保密审查", text="由吴建国审查，送审后通知他。"),
        Gate("签发", text="由刘志远签发。签发后约10秒上网。"),
    )


def moments() -> tuple[Moment, ...]:
    def at(month, day, hour, minute):
        return datetime(2026, month, day, hour, minute, tzinfo=CHINA)

    return (
        Moment("拟答复", at(3, 16, 9, 10), text="第三方意见已收齐。", who="周敏 · 县政府办公室", state="now"),
        Moment("恢复计时", at(3, 13, 16, 42), text="收到第三方意见38份。", who="台账 288", state="paused"),
        Moment("征求第三方意见，暂停计时", at(3, 2, 10, 15), who="周敏 · 条例第32条 · 台账 131", state="paused"),
        Moment("收到申请", at(2, 10, 21, 33), text="网上提交。登记回执已发。", who="系统 · 台账 16"),
    )


def proof() -> SimpleNamespace:
    return SimpleNamespace(
        index=48217,
        at=datetime(2026, 3, 16, 9, 12, tzinfo=CHINA),
        act="县政府办公室发布；保密审查、签发均已完成",
        fingerprint="7f3a 91c2 0be4 5d18 … c6a9 2f70",
        claim="发布后没有被改动过",
        receipt_url="#",
        guide_url="#",
    )


def units() -> list[dict]:
    rows = [
        ("县政府办公室", 88, 5, 1, 4),
        ("县自然资源局", 38, 3, 1, 2),
        ("县住房城乡建设局", 52, 4, 0, 1),
        ("县人力资源社会保障局", 44, 2, 0, 0),
        ("县水利局", 12, 0, 0, 0),
        ("县民政局", 26, 0, 0, 1),
    ]
    found = []
    for name, green, yellow, red, paused in rows:
        light, said = ("red", "有超期") if red else ("yellow", "有将到期") if yellow else ("green", "全部正常")
        counts = {"green": green, "yellow": yellow, "red": red, "paused": paused}
        found.append({"name": name, "light": light, "words": said, "counts": counts, "open": sum(counts.values())})
    return found


def render() -> dict[str, str]:
    """HTML of each gallery page and error page, by name."""
    engine = engines["django"]
    pages = {}
    for name, context in contexts().items():
        template = engine.from_string((HERE / f"{name}.html").read_text(encoding="utf-8"))
        pages[name] = template.render(context)
    for code in (400, 403, 404, 500):
        pages[f"error-{code}"] = render_to_string(f"ui/errors/{code}.html", {"site": SITE})
    return pages


def write(folder: Path) -> list[str]:
    """Write the gallery and its assets below `folder`; names of the pages."""
    shutil.copytree(STATIC, folder / "assets")
    pages = render()
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return sorted(pages)
