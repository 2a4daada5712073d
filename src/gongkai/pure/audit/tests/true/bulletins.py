"""Figures in the order of minutes and bulletins: results first, then what they are of."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.tests.true.drawn import Drawn, change, more, pattern, quotient, share, shares


@pattern
def results_first(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b, c = r.parts(n, 3)
    x = r.some(1, a)
    yield f"{share(a, n)}的申请（{a}件）在10个工作日内答复，{share(b, n)}的申请（{b}件）在20个工作日内答复，其余{c}件延期答复。"
    yield f"予以公开、部分公开、不予公开的答复{a}件、{b}件、{c}件，占答复总数{n}件的{shares(n, a, b, c)}。"
    yield f"共答复{n}件：予以公开{a}件（其中网络提交{x}件，占{share(x, a)}），部分公开{b}件，不予公开{c}件。"
    yield f"共答复{n}件，其中：予以公开{a}件，占{share(a, n)}，含网络提交{x}件；部分公开{b}件，占{share(b, n)}；不予公开{c}件，占{share(c, n)}。"
    yield f"全年办结{n}件，{a}件按期办结，{b}件提前办结，{c}件延期办结；提前办结的{b}件中，即办件{(k := r.some(1, b))}件，占{share(k, b)}。"
    yield f"在{n}个公开事项中，全部公开{a}个、部分公开{b}个、依申请公开{c}个，比例分别为{shares(n, a, b, c)}；全部公开的事项中涉及民生的{x}个，占{share(x, a)}。"
    yield f"受理量居前三位的是自然资源局、住建局、人社局，分别为{a}件、{b}件、{c}件，共占全县{n * 2}件的50.0%。"
    yield f"受理量居前两位的是自然资源局（{a}件）和住建局（{b}件），分别占总量{n}件的{share(a, n)}和{share(b, n)}，合计占{share(a + b, n)}。"
    yield f"甲镇{a}件，乙镇{b}件，丙镇{c}件，分别占三镇总量的{shares(n, a, b, c)}，其中甲镇办结{x}件，办结率{share(x, a)}。"


@pattern
def held_against(r: Drawn) -> Iterator[str]:
    n = r.some(200, 900)
    p = r.other(n)
    a, b = r.some(20, n - 30), r.some(20, p - 5)
    b += a == b
    yield f"受理申请{n}件，同比{more(n, p, '件')}；自然人申请{a}件，同比{more(a, b, '件')}，自然人申请占比{share(a, n)}，上年占比{share(b, p)}。"
    yield f"公开信息{n}条（上年{p}条），其中政策类{a}条（上年{b}条），政策类占比由{share(b, p)}变为{share(a, n)}。"
    yield f"与2021年相比，受理量由{p}件变为{n}件，网上受理量由{b}件变为{a}件，网上受理占比由{share(b, p)}变为{share(a, n)}。"
    yield f"2022年受理{n}件，{change(n, p)}；2021年受理{p}件，其中网上{b}件，占{share(b, p)}；2022年网上{a}件，占{share(a, n)}。"
    yield f"1至6月受理{p}件，其中网上{b}件；7至12月受理{n}件，其中网上{a}件；全年网上受理{a + b}件，占全年受理总量的{share(a + b, n + p)}。"
    yield f"县直部门受理{n}件，办结{a}件；乡镇受理{p}件，办结{b}件；合计受理{n + p}件，办结{a + b}件，总办结率{share(a + b, n + p)}。"
    yield f"一季度{n}件，二季度{p}件，环比{change(p, n)}，上半年共{n + p}件，占全年{(n + p) * 2}件的50%。"
    yield f"截至2022年底累计公开{n + p * 9}条，2022年新增{n}条，占累计数的{share(n, n + p * 9)}，新增信息中本级{a}条，占{share(a, n)}。"


@pattern
def staff_and_places(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b = r.parts(n, 2)
    x, y = r.some(1, a), r.some(1, b)
    t = r.some(8, 30)
    yield f"工作人员{n}人，其中专职{a}人（本科以上{x}人）、兼职{b}人（本科以上{y}人），本科以上共{x + y}人，占{share(x + y, n)}。"
    yield f"设立查阅点{n}处，县级{a}处、乡级{b}处，接待{n * 9}人次，县级点接待{a * 9}人次，占{share(a, n)}，平均每处接待9人次。"
    yield f"{t}个乡镇共有村务公开栏{n}个，平均每个乡镇{quotient(n, t)}个，其中电子屏{a}个，占{share(a, n)}，电子屏中联网{x}个，占{share(x, a)}。"
    yield f"出台制度{t}项，其中新建{t - 3}项、修订3项，涉及单位{n}家，已落实{a}家，落实率{share(a, n)}。"
    yield f"培训{t}期{n}人次，其中线上{t - 5}期{a}人次，线下5期{b}人次，线上培训人次占{share(a, n)}。"
    yield (
        f"检查{t}次，抽查{n}家，其中优秀{x}家、良好{a - x}家、合格{b}家，优良率{share(a, n)}。"
        if x < a
        else f"抽查{n}家，合格{a}家。"
    )
    yield f"微信关注人数{n}万人，较年初增加{x}万人；发布{a}期{b + a}条，期均{quotient(b + a, a)}条，阅读量{n * 3}万次。"
    yield f"12345热线办理{n}件，其中直接答复{a}件，占{share(a, n)}，转办{b}件，占{share(b, n)}；转办件按期办结{y}件，按期办结率{share(y, b)}。"
    yield f"12345热线办理{n}件，直接答复{a}件，转办{b}件，转办件中住建局{y}件，占转办件的{share(y, b)}，占全部的{share(y, n)}。"
    yield f"办理代表建议{a}件、委员提案{b}件，共{n}件，代表建议已落实{x}件，落实率{share(x, a)}；委员提案已落实{y}件，落实率{share(y, b)}；总落实率{share(x + y, n)}。"


@pattern
def lists_that_go_on(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b, d = r.some_parts(n, 3)
    c = r.some(1, n)
    yield f"发布信息{n}条，其中要闻{a}条，公告{b}条，人事{d}条，阅读量超过1000次的{c}条。"
    yield f"发布信息{n}条，其中，要闻{a}条、公告{b}条、人事{d}条；原创{c}条。"
    yield f"发布信息{n}条：要闻{a}条、公告{b}条、人事{d}条等，原创{c}条。"
    yield f"发布信息{n}条（要闻{a}条、公告{b}条、人事{d}条等），原创{c}条，原创率{share(c, n)}。"
    yield f"发布信息{n}条，涉及要闻{a}条、公告{b}条、人事{d}条，通过年度抽查{c}条。"
    yield f"发布信息{n}条，包括要闻{a}条、公告{b}条、人事{d}条，推送至省平台{c}条。"
    yield f"受理诉求{n}件，主要涉及物业{a}件、供暖{b}件、停车{d}件，现场处置{c}件，回访{r.some(1, n)}件。"
    yield f"受理诉求{n}件，排在前三位的是物业{a}件、供暖{b}件、停车{d}件，现场处置{c}件。"
    yield f"现有公开专栏{n}个，其中教育{a}个、卫生{b}个、社保{d}个，年内改版{c}个，日均更新{r.some(5, 60)}条。"
    yield f"梳理政务服务事项{n}项，其中行政许可{a}项、行政确认{b}项、公共服务{d}项，网上可办{c}项，网上可办率{share(c, n)}。"
    yield f"立案查处{n}件，其中食品{a}件、药品{b}件、器械{d}件，罚没款{c}.{r.some(1, 9)}万元，公示{r.some(1, n)}件。"
    yield f"全县共有{n}个公开主体，其中部门{a}个、乡镇{b}个、公共企事业{d}个，{c}个主体开通政务新媒体。"
    yield f"共办理{n}件，其中涉企{a}件，涉农{b}件，涉法{d}件，满意{c}件。"
