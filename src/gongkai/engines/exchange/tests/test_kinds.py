"""Each kind, the whole way: a sheet as an office would write it comes in, goes through the gates and onto the site, out, and back in unchanged."""

import json
import re
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import Workbook
from tests.plugins.cast import noon
from tests.plugins.scenes import policy, through

from gongkai.engines.exchange import actions, outward, papers
from gongkai.engines.exchange.columns import columns_of, placed
from gongkai.engines.exchange.documents import plan_documents
from gongkai.engines.exchange.folders import Filed
from gongkai.engines.exchange.planning import NEW, SAME, plan
from gongkai.engines.exchange.tables import as_csv
from gongkai.engines.site import build, tree
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import relations
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of, visible_to
from gongkai.pure import declare

pytestmark = pytest.mark.usefixtures("reads_at_once")
DAY = noon("2026-03-02")
SHEETS = {
    "annual": {"标题": "县住建局2025年政府信息公开工作年度报告", "成文日期": "2026-01-12", "报告年度": "2025年度", "统计范围": "本单位", "算到台账第几条": "12", "三、收到和处理政府信息公开申请情况（2021-3）": "项目｜自然人｜总计\n一、本年新收政府信息公开申请数量｜3｜3\n四、结转下年度继续办理｜3｜3", "正文": "本年新收申请3件。"},
    "circular": {"标题": "县住建局2026年第一季度政务公开工作情况通报", "成文日期": "2026-02-27", "通报的时期": "2026-Q1", "统计范围": "本单位", "算到台账第几条": "12", "取数日期": "2026-02-27", "主要数据": "指标｜单位｜本期｜上期｜增减\n主动公开的政府信息｜条｜7｜5｜增加2", "正文": "本期主动公开政府信息7条。"},
    "policy": {"文件名称": "关于印发危房改造办法的通知", "发文字号": "明建[2026]3号", "发文日期": "2026/3/1", "是行政规范性文件": "否", "施行日期": "2026年4月1日", "失效日期": "", "主题词": "住房、危房", "不解读的理由": "内容单一", "内容": "第一条 目的\n第二条 范围"},
    "notice": {"标题": "公租房分配结果公示", "成文日期": "2026.3.1", "公示到哪天": "2026-03-09", "正文": "<table><tr><td>甲</td></tr></table>"},
    "procurement": {"信息标题": "课桌椅采购中标公告", "发布日期": "2026-03-02", "成文日期": "2026-03-01", "采购阶段": "中标（成交）结果", "项目编号": "MC2026-017", "采购方式": "公开招标", "预算": "35.5万元", "投标截止日期": "2026-03-01", "中标单位": "明川县某家具有限公司", "中标金额": "348,000元", "内容": "现予公告。"},
    "personnel": {"标题": "县住建局招聘测绘员公告", "日期": "2026-03-01", "类型": "招考公告", "招聘人数": "3人", "报名截止": "2026年3月20日", "内容": "现予公告。"},
    "meeting": {"标题": "县住建局召开专题会议", "成文日期": "2026-03-02", "会议类别": "专题会议", "会议时间": "2026-03-01", "会议名称": "第3次专题会议", "主持人": "刘志远", "主要议题": "一、危房改造\n二、公租房分配", "列席人员": "居民代表", "正文": "会议听取了情况。"},
    "emergency": {"标题": "城区计划停水通知", "成文日期": "2026-03-01", "类型": "预警信息", "级别": "", "灾种": "停水", "范围": "城关镇东门片区", "生效日期": "2026-03-02", "解除日期": "2026-03-03", "抢修电话": "0000-0066128", "正文": "请提前储水。"},
    "interpretation": {"标题": "《危房改造办法》解读", "成文日期": "2026-03-01", "解读形式": "文字解读", "正文": "为什么要改造。"},
    "faq": {"标题": "公租房怎么申请？", "成文日期": "2026-03-01", "对象": "住房困难家庭", "答案要点": "到社区交申请表", "政策依据": "明建〔2026〕3号第五条", "电话": "0000-0066128", "正文": "带上户口本。\n20个工作日内答复。"},
    "budget": {"标题": "县住建局2026年部门预算", "成文日期": "2026-02-10", "类型": "预算", "范围": "部门预决算", "预算年度": "2026年", "批复单位": "县财政局", "收支预算总表": "项目\t预算数（万元）\n一般公共预算拨款收入\t1,200.50\n本年收入合计\t1200.5\n收入总计\t1200.5\n基本支出\t800\n项目支出\t400.5\n本年支出合计\t1200.5\n支出总计\t1200.5", "三公经费表": "项目｜上年数｜本年数｜增减\n合计｜12.5｜11｜-1.5\n因公出国（境）费｜—｜—｜\n公务用车购置和运行费｜9.5｜9｜-0.5\n公务用车运行费｜9.5｜9｜-0.5\n公务接待费｜3｜2｜-1", "内容": "一、主要职责\n二、收支说明"},
    "consultation": {"标题": "危房改造办法征求意见", "成文日期": "2026-03-01", "阶段": "征求意见", "征集开始": "2026-03-02", "截止日期": "2026年4月1日", "反馈方式": "信函：明川县河西路1号；电话：0000-0066128", "收到意见": "", "正文": "现征求意见。"},
    "clarification": {"标题": "关于“城区停水三天”的澄清", "成文日期": "2026-03-01", "传言内容": "城区要停水三天", "结论": "不实", "事实": "只有东门片区停水4小时", "传播渠道": "微信群", "正文": "没有停水三天的安排。"},
    "consolidated": {"标题": "危房改造办法（2026年3月2日文本）", "成文日期": "2026-03-02", "文本日期": "2026-03-02", "正文": "第一条 目的"},
    "plan": {"标题": "县城乡住房发展规划", "成文日期": "2026-02-10", "规划类别": "专项规划", "文号": "明建[2026]4号", "规划期起": "2026年", "规划期止": "2030", "审批机关": "县人民政府", "主要指标表": "指标名称｜单位｜基期｜目标｜属性\n保障性住房｜套｜120｜600｜约束性\n老旧小区改造｜个｜｜30｜预期性", "内容": "一、现状\n二、目标"},
    "statistics": {"标题": "一季度住房和建设统计数据", "成文日期": "2026-02-20", "统计类型": "月度数据", "时期": "2026年1月", "截止日期": "2026/1/31", "来源": "县住建局", "是初步数": "是", "主要统计指标": "指标｜单位｜本期｜同比（%）\n商品房销售面积｜平方米｜12,030.5｜-3.2\n建筑业总产值｜万元｜8,600｜5", "内容": "数据以核定数为准。"},
    "leader": {"标题": "局长刘志远", "成文日期": "2026-03-01", "领导姓名": "刘志远", "现任职务": "党组书记、局长", "序号": "1", "工作分工": "主持全面工作\n分管人事股", "任职时间": "2024.5.1", "正文": "1974年生，大学学历。"},
    "institution": {"标题": "县住建局机构职能", "成文日期": "2026-03-01", "地址": "明川县建设路2号", "乘车路线": "2路公交建设路口站", "对外办公时间": "工作日8:30—17:30", "电话": "0000-0066128", "科室设置": "科室｜主要职责｜联系电话\n房产股｜公租房分配↵危房改造｜0000-0066129\n建管股｜施工许可｜0000-0066130", "正文": "管房子和工地。"},
    "project": {"标题": "公租房二期工程进展", "成文日期": "2026-03-01", "项目阶段": "施工进展", "投资项目代码": "2503-990123-04-01-100001", "项目法人": "明川县城投公司", "项目地点": "河东街道", "主要建设内容": "公租房240套\n配套道路1.2公里", "批复文号": "明发改〔2025〕12号", "批复日期": "2025-03-01", "总投资": "3,500万元", "开工时间": "2025.5.1", "计划竣工": "2026-12-31", "资金筹措": "来源｜金额（万元）｜到位资金\n上级补助｜2,000｜1000\n县级配套｜1500｜700\n合计｜3500｜1700", "进度表": "时间｜进展情况｜累计完成投资\n2025-09-30｜土建开工｜600\n2026年2月28日｜1号楼封顶↵2号楼到五层｜1650.5", "内容": "按计划推进。"},
    "news": {"标题": "县住建局到社区看危房", "成文日期": "2026-03-02", "信息来源": "宁州日报", "撰稿": "王敏", "活动日期": "2026年3月1日", "原文链接": "https://news.example.cn/1", "内容": "3月1日，县住建局到社区看危房。"},
    "press": {"标题": "住房保障新闻发布会", "成文日期": "2026-03-02", "召开时间": "2026-03-01", "发布主题": "住房保障", "新闻发言人": "刘志远，县住建局局长\n周敏，房产股股长", "主持人": "王敏", "记者问答": "记者｜问｜答问人｜答\n宁州日报记者｜公租房什么时候分？｜刘志远｜四月开始。↵名单先公示。\n｜还有多少户在等？｜周敏｜126户。", "正文": "各位记者朋友，上午好。"},
    "interview": {"标题": "公租房分配在线访谈", "成文日期": "2026-03-02", "直播日期": "2026-03-01", "访谈主题": "公租房分配", "访谈嘉宾": "刘志远，县住建局局长", "文字实录": "网友｜问题｜嘉宾回答\n网友甲｜怎么申请？｜到社区。↵带户口本。\n｜要多久？｜20个工作日。", "正文": "介绍公租房的分配办法。"},
    "gazette": {"标题": "县住建局公报2026年第1期", "成文日期": "2026-03-02", "年度": "2026年", "期次": "第1期", "总期次": "37", "出刊日期": "2026-03-01", "公报目录": "文件名称｜文号｜栏目｜页码\n危房改造办法｜明建〔2026〕2号｜部门文件｜3\n大事记｜｜大事｜9", "正文": "本期共2篇。"},
}  # fmt: skip
"""A row of a sheet as an office has it, with its own names of the columns."""
SAYS = {
    "circular": ("2026年第一季度", "本单位", "增加2"),
    "annual": ("2025年度", "本单位", "结转下年度继续办理"),
    "procurement": ("中标（成交）结果", "成交34.8万元"), "personnel": ("招考公告", "3人"), "meeting": ("专题会议", "2个议题"), "emergency": ("停水", "城关镇东门片区"),
    "faq": ("到社区交申请表",), "budget": ("支出总计1,200.5万元", "“三公”经费11万元"), "notice": ("公示至2026-03-09",), "policy": ("明建〔2026〕3号",), "interpretation": ("文字解读",),
    "consultation": ("2026-03-02至2026-04-01征求意见", "信函：明川县河西路1号"), "consolidated": ("截至2026-03-02",),
    "plan": ("2026—2030年", "2项指标", "预期性"), "statistics": ("商品房销售面积12,030.5平方米，同比-3.2%", "初步数"),
    "project": ("施工进展", "总投资3,500万元", "1号楼封顶<br>2号楼到五层"), "news": ("宁州日报", "转载"), "press": ("2026-03-01召开", "2个问答", "126户。"),
    "interview": ("嘉宾刘志远", "到社区。"), "leader": ("党组书记、局长", "分管人事股"), "institution": ("明川县建设路2号", "公租房分配<br>危房改造"),
    "gazette": ("2026年第1期（总第37期）", "2篇", "大事记"),
    "clarification": ("只有东门片区停水4小时", "不实"),
}  # fmt: skip
TYPES = {
    "circular": "Report",
    "annual": "Report",
    "policy": "Legislation",
    "personnel": "JobPosting",
    "emergency": "SpecialAnnouncement",
    "faq": "FAQPage",
    "budget": "Dataset",
    "consolidated": "Legislation",
    "plan": "Report",
    "statistics": "Dataset",
    "leader": "ProfilePage",
    "news": "NewsArticle",
    "interview": "FAQPage",
    "gazette": "PublicationIssue",
    "clarification": "ClaimReview",
}


WITH_TABLES = [d.code for d in declare.kinds() if any(spec.grid for spec in d.declaration.all_fields())]


def on_both_engines(*codes: str, among: list[str]) -> list:
    """All kinds on SQLite. To the database they differ in nothing but the bytes of their content: one of each shape shows the rest of it."""
    return [pytest.param(each, marks=() if each in codes else pytest.mark.one_engine) for each in sorted(among)]


@pytest.mark.parametrize("code", sorted(SHEETS))
def test_no_field_is_called_as_a_column_of_the_system(code):
    keys = [column.key for column in columns_of(declare.kind(code))]
    assert len(keys) == len(set(keys))


def test_every_kind_is_walked():
    assert set(SHEETS) == {drawer.code for drawer in declare.kinds()}


def amended(cast, record: Record) -> None:
    """Relate a consolidated text to a document that another one has amended."""
    document, change = policy(cast), policy(cast, document_number="明建〔2026〕9号", title="关于修改危房改造办法的决定")
    relations.relate(record=change, kind="amends", target=document, by=cast.actor("wang_bianji"), at=DAY)
    relations.relate(record=record, kind="consolidates", target=document, by=cast.actor("wang_bianji"), at=DAY)
    for each in (document, change):
        through(cast, each, "published")


@pytest.mark.parametrize("code", on_both_engines("policy", "notice", "budget", "consolidated", among=list(SHEETS)))
def test_in_through_review_onto_the_site_out_and_back_in_unchanged(cast, home, code):
    kind, unit, said = _ready(cast, code)
    found = plan(kind=kind, unit=unit, content=as_csv(list(said), [list(said.values())]), form="csv", at=DAY)
    assert [(row.what, row.told) for row in found.rows] == [(NEW, [])] and not found.notes
    actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY)
    record = Record.objects.get()
    if code == "consolidated":
        amended(cast, record)
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):  # fmt: skip
        record = getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    build.full()
    page = (tree.current() / "r" / record.pk / "index.html").read_text()
    lists = "".join(
        (tree.current() / axis / key / "index.html").read_text() for axis, key in (("k", code), ("s", "here"))
    )
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
    assert told["name"] == record.title and told["@type"] == TYPES.get(code, "Article")
    assert all(words in page + lists for words in SAYS[code]) and lists.count(SAYS[code][0]) >= 1
    visible = outward.exportable(visible_to(cast.scope("wang_bianji")), kind)
    for form in (outward.XLSX, outward.CSV):
        back = plan(kind=kind, unit=unit, content=outward.table(kind, visible, form)[0], form=form, at=DAY)
        assert [(row.what, row.told) for row in back.rows] == [(SAME, [])], form
    paper = papers.of_record(kind, Record.objects.get(kind=code), version_of(record).values())
    (row,) = plan_documents(kind=kind, unit=unit, files=[Filed("a.docx", paper)], at=DAY).rows
    assert (row.what, row.told) == (SAME, [])


def _ready(cast, code):
    """A section, and a kind with what an office says of a record of it."""
    place_section(key="here", name="这一栏", column_type="工作动态", position=3, by="setup", at=DAY)
    return declare.kind(code), cast.units["zjj"], SHEETS[code] | {"栏目": "这一栏"}


def _apart(kind, said):
    """What is said of a record without its tables, and these as lines of cells."""
    specs = {column.label: column.field.grid for column, _ in placed(list(said), columns_of(kind))[0].values() if column.field and column.field.grid}  # fmt: skip
    names = {head: column.label for (column, _), head in zip(placed(list(said), columns_of(kind))[0].values(), said, strict=True)}  # fmt: skip
    tables = {head: [re.split("[\t｜]", line) for line in text.split("\n")] for head, text in said.items() if names[head] in specs}  # fmt: skip
    return {head: text for head, text in said.items() if head not in tables}, tables


@pytest.mark.parametrize("code", on_both_engines("policy", "budget", among=list(SHEETS)))
def test_as_a_word_document(cast, home, code):
    """Title in the middle, what is said of it in a table above, its text, and its tables each below its name."""
    kind, unit, said = _ready(cast, code)
    content = plan(kind=kind, unit=unit, content=as_csv(list(said), [list(said.values())]), form="csv", at=DAY).rows[0].content  # fmt: skip
    plain, tables = _apart(kind, said)
    labels = {column.key: head for (column, _), head in zip(placed(list(plain), columns_of(kind))[0].values(), plain, strict=True)}  # fmt: skip
    above = {head: text for head, text in plain.items() if head not in (labels["title"], labels["body"]) and text}
    paper = docx.Document()
    table = paper.add_table(rows=0, cols=2)
    for head, text in {"发布机构": unit.name, "公开目录": "这一栏", **above}.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = head, text
    paper.add_paragraph(content["title"]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in re.sub(r"<[^>]+>", "\n", content["body"]).split("\n"):
        paper.add_paragraph(line) if line else None
    for n, (name, lines) in enumerate(tables.items(), start=1):
        paper.add_paragraph(f"表{n} {name}")
        paper.add_paragraph("单位：万元")
        made = paper.add_table(rows=len(lines), cols=len(lines[0]))
        for row, line in zip(made.rows, lines, strict=True):
            for cell, text in zip(row.cells, line, strict=False):
                cell.text = text.replace("↵", "\n")
    buffer = BytesIO()
    paper.save(buffer)
    found = plan_documents(kind=kind, unit=unit, files=[Filed("a.docx", buffer.getvalue())], at=DAY)
    assert [(row.what, row.told) for row in found.rows] == [(NEW, [])]
    assert {k: v for k, v in found.rows[0].content.items() if k != "body"} == {k: v for k, v in content.items() if k != "body"}  # fmt: skip
    assert "<table" not in found.rows[0].content["body"] or not tables


@pytest.mark.parametrize("code", on_both_engines("budget", among=WITH_TABLES))
def test_a_workbook_with_a_sheet_for_each_table(cast, home, code):
    kind, unit, said = _ready(cast, code)
    content = plan(kind=kind, unit=unit, content=as_csv(list(said), [list(said.values())]), form="csv", at=DAY).rows[0].content  # fmt: skip
    plain, tables = _apart(kind, said)
    book = Workbook()
    book.active.append(list(plain))
    book.active.append(list(plain.values()))
    for name, lines in tables.items():
        sheet = book.create_sheet(name)
        sheet.append([f"{name}（2026年）"])
        for line in lines:
            sheet.append([text.replace("↵", "\n") for text in line])
        sheet.append(["注：数据为四舍五入前的原始数。"])
    buffer = BytesIO()
    book.save(buffer)
    found = plan(kind=kind, unit=unit, content=buffer.getvalue(), form="xlsx", at=DAY)
    assert [(row.what, row.told, row.content) for row in found.rows] == [(NEW, [], content)]
    book.active.append(list(plain.values()))
    buffer = BytesIO()
    book.save(buffer)
    found = plan(kind=kind, unit=unit, content=buffer.getvalue(), form="xlsx", at=DAY)
    assert any("没有读" in note for note in found.notes)


def test_linked_data_cannot_end_its_element(cast, home):
    content = {"title": "</script><script>甲", "formed_on": "2026-03-01", "body": "<p>一</p>"}
    record = records.draft(kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=content, by=cast.actor("wang_bianji"), at=DAY)  # fmt: skip
    through(cast, record, "published")
    build.full()
    page = (tree.current() / "r" / record.pk / "index.html").read_text()
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert json.loads(told)["name"] == content["title"] and "<script>甲" not in page
