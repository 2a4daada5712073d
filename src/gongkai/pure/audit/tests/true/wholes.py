"""Wholes told some way off from their parts: of a year, of several levels, of several sentences; and what is no such whole."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.tests.true.drawn import Drawn, change, more, pattern, rounded, share


@pattern
def halves_and_quarters(r: Drawn) -> Iterator[str]:
    n = r.some(400, 9000)
    a, b = r.parts(n, 2)
    p, q, s, t = r.parts(n, 4)
    done = r.some(n // 2, n)
    yield f"上半年受理诉求{a}件，下半年受理诉求{b}件，全年共受理诉求{n}件。"
    yield f"上半年受理诉求{a}件，下半年受理诉求{b}件，全年共办结诉求{done}件。"
    yield f"全年公开信息{n}条，其中上半年{a}条、下半年{b}条，被上级采用{r.some(1, n)}条。"
    yield f"全年计划培训{done}人次，上半年培训{a}人次，下半年培训{b}人次。"
    yield f"一季度公开{p}条，二季度公开{q}条，三季度公开{s}条，四季度公开{t}条，全年公开{n}条，历年累计公开{n * 5}条。"
    yield f"一季度末在册{p}户，二季度末在册{q}户，三季度末在册{s}户，四季度末在册{t}户，全年新增{r.some(1, 900)}户。"
    yield f"一季度公开{p}条，二季度累计公开{p + q}条，三季度累计公开{p + q + s}条，四季度累计公开{n}条，全年公开{n}条。"
    yield f"上半年受理诉求{a}件，下半年受理诉求{b}件，全年受理诉求{n + done}件（含上年结转{done}件）。"
    yield f"上半年受理{a}件，下半年受理{b}件，加上上年结转{done}件，全年受理{n + done}件。"
    yield f"上半年办件{a}件，下半年办件{b}件，全年网上办件{done}件。"
    yield f"上半年、下半年满意率分别为96.{r.some(0, 9)}%、97.{r.some(0, 9)}%，上半年抽查{a}件，下半年抽查{b}件，全年评议{done}件。"


@pattern
def levels_and_sentences(r: Drawn) -> Iterator[str]:
    n = r.some(400, 9000)
    a, b, c = r.parts(n, 3)
    many = r.some(3, 12)
    yield f"市本级公开信息{a}条，{many}个县区公开信息{n - a}条，合计{n}条。"
    yield f"市本级受理申请{a}件，{many + 2}个县（市、区）中{many}个受理申请{b}件，全市共受理申请{n}件。"
    yield f"县本级发布公告{a}条，{many}个乡镇发布公告{b}条，全县共发布公告、公示{n}条。"
    yield f"市直部门公开信息{a}条，{many}个县区公开政策{b}条，全市合计公开信息{n}条。"
    yield f"县政务服务中心受理办件{a}件。各乡镇便民服务中心受理办件{n - a}件。合计受理办件{n}件。"
    yield f"县长信箱办理来信{a}件。热线办理来电{b}件，其中县直部门承办{r.some(1, b)}件。网站办理留言{c}件。合计办理{n}件。"
    yield f"网站办理留言{a}件。热线办理来电{b}件。信访、网站、热线合计办理{n}件。"
    yield f"网站办理留言{a}件。热线办理来电{b}件。全年共办理{n}件。"
    yield f"全年共简化办事环节{n - a}个，原有{n}个，现有{a}个。"
    yield f"全年共精简申报材料{n - a}份，原有事项{many + 20}项，现有事项{many}项。"
    yield f"全年共压缩审批环节{a}个，新增环节{b}个，原有{n}个，现有{n - a + b}个。"


@pattern
def a_day(r: Drawn) -> Iterator[str]:
    n = r.some(4000, 90000)
    yield f"市政府门户网站全年发布信息{n}条，日均发布{rounded(n, 0) / 365:.0f}条。"
    yield f"市政府门户网站全年发布信息{n}条，工作日日均发布{n / 250:.0f}条。"
    yield f"门户网站全年发布信息{n}条，日均更新信息{n * 1.2 / 365:.0f}条。"
    yield f"热线全年受理来电{n}个，日均受理{n / 365:.1f}个。"
    yield f"政务服务大厅全年办件{n}件，日均办件{n / 305:.0f}件。"
    yield f"政务微信自3月上线以来，全年发布信息{n}条，日均发布{n / 300:.0f}条。"


@pattern
def rates_behind_a_list(r: Drawn) -> Iterator[str]:
    n = r.some(400, 9000)
    a, b, c = r.parts(n, 3)
    x, y = r.some_parts(n, 2)
    done, late = r.some(n * 4 // 5, n), r.some(1, c)
    yield f"全年共受理工单{n}件，其中：咨询类{a}件，占{share(a, n)}；求助类{b}件，占{share(b, n)}；投诉类{c}件，占{share(c, n)}；办结{done}件，办结率{share(done, n)}。"
    yield f"全年共受理工单{n}件，其中：咨询{a}件；求助{b}件；投诉{c}件；办结{late}件，办结率{share(late, c)}。"
    yield f"全年共受理工单{n}件，其中：咨询{a}件；求助{b}件；投诉{c}件；回访{done}件，满意率{r.rate()}。"
    yield f"全年抽检产品{n}批次，其中粮油{x}批次、肉类{y}批次，不合格{late}批次，合格率{share(n - late, n)}。"
    yield f"全年抽检产品{n}批次，其中本级抽检{x}批次、上级抽检{y}批次，本级抽检不合格{r.some(1, x)}批次，合格率{r.rate()}。"
    yield f"全年抽检产品{n}批次，其中餐饮{a}批次、流通{b}批次，生产{c}批次，生产环节不合格{late}批次，合格率{share(c - late, c)}。"


@pattern
def divided_again(r: Drawn) -> Iterator[str]:
    n = r.some(40, 900)
    a, b = r.parts(n, 2)
    c, d, e = r.parts(n, 3)
    f, g, h, i, j = r.parts(n, 5)
    p = r.other(n)
    yield f"全年办结申请{n}件。已办结的申请中，按时办结{a}件，延期办结{b}件；予以公开{f}件，部分公开{g}件，不予公开{h}件，信息不存在{i}件，其他情形{j}件。"
    yield f"全年办结申请{n}件。已办结的申请中，按时办结{a}件，延期办结{b}件；从答复结果看，予以公开{c}件，部分公开{d}件，其他情形{e}件。"
    yield f"全年收到申请{n}件。其中网上申请{c}件，信函申请{d}件，当面申请{e}件。全部在法定期限内答复。其中予以公开{f}件，部分公开{g}件；不予公开{h}件，信息不存在{i}件，不属于本机关公开{j}件。"
    yield f"全年收到申请{n}件。其中网上申请{a}件，信函申请{b}件。其中自然人{c}件，企业{d}件，社会组织{e}件。"
    yield f"全年收到申请{n}件，其中予以公开{f}件，部分公开{g}件，两者合占{share(f + g, n)}；不予公开{h}件，信息不存在{i}件，其他处理{j}件。"
    yield f"网站发布信息{n}条，其中概况类{c}条、动态类{d}条、目录类{e}条，发布总量比上年的{p}条{more(n, p, '条')}，{change(n, p)}。"
    yield f"网站发布信息{n}条，其中概况类{c}条、动态类{d}条、目录类{e}条，总量比上年的{p}条{change(n, p)}。"
    m = n + r.some(50, 900)
    yield f"全市{m}个小区中，开展垃圾分类的小区由{a}个增加到{n}个，增加{n - a}个，覆盖率由{share(a, m)}提高到{share(n, m)}。"
    yield f"全年新建公厕{a}座、改造{b}座，共计{n}座，超额完成年度计划{n - min(a, 5)}座的任务，完成率{share(n, n - min(a, 5))}。"
