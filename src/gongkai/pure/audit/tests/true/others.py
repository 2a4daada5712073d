"""Other sentences: brackets, means, mixed scales, approximations, words and counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.pure.audit.tests.true.drawn import Drawn, change, pattern, quotient, rounded, share


@pattern
def scales(r: Drawn) -> Iterator[str]:
    n = r.some(20_000, 900_000)
    a = r.some(3000, n - 1000)
    b = n - a
    wan = rounded(Decimal(n) / 10_000, 2)
    yield f"网站总访问量{wan}万人次，其中手机端{a}人次，占{share(a, n)}。"
    yield f"热线受理诉求{wan}万件，其中电话{a}件、网络{b}件，电话占比{share(a, n)}。"
    yield f"热线受理诉求{n}件，其中电话{a // 1000 / 10}万余件，网络{b}件。"
    yield f"全年阅读量{wan}万次，单篇最高{r.some(1000, 3000)}次，日均{n // 365}余次。"
    yield f"发放补贴{rounded(Decimal(n) / 10_000, 2)}亿元，其中农业补贴{a}万元，占{share(a, n)}，教育补贴{b}万元，占{share(b, n)}。"
    yield f"累计注册用户{wan}万人，当年新增{a}人，占用户总数的{share(a, n)}。"
    yield f"累计办件{n // 100 * 100}余件，其中网上办件近{a // 100 * 100 + 100}件。"
    yield f"注册用户{wan}万人，其中实名认证{rounded(Decimal(a) / 10_000, 2)}万人，实名率{share(a, n)}；当年新增实名{rounded(Decimal(a) / 20_000, 2)}万人。"


@pattern
def brackets(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b, c = r.parts(n, 3)
    p = r.other(n)
    x = r.some(1, a)
    yield f"土地类{a}件（占{share(a, n)}）、住房类{b}件（占{share(b, n)}）、社保类{c}件（占{share(c, n)}），共{n}件。"
    yield f"土地类{a}件、住房类{b}件、社保类{c}件，共{n}件，其中土地类占{share(a, n)}，住房类占{share(b, n)}，社保类占{share(c, n)}。"
    yield f"土地类{a}件、住房类{b}件、社保类{c}件，共{n}件，同比{change(n, p)}（上年{p}件），增幅居首的是社保类。"
    yield f"收到申请{n}件（上年{p}件），其中网上{a}件（上年{r.some(1, p)}件），信函{b}件（上年{r.some(1, p)}件）。"
    yield f"全年公开{n}条（含转载{x}条），其中网站{a}条，新媒体{b}条，公开栏{c}条。"
    yield f"共有公开专区{n}个（其中新建{x}个），覆盖{r.some(10, 30)}个乡镇、{r.some(100, 300)}个村（社区），面积共{r.some(1000, 9000)}平方米。"
    yield f"涉及土地{a}件、住房{b}件、社保{c}件，最多的一类占{share(max(a, b, c), n)}，三类共{n}件。"
    yield f"公开公示{n}期（每期公示{r.some(5, 9)}天），涉及低保对象{a}户{a * 2}人、特困对象{b}户{b + 5}人。"


@pattern
def means(r: Drawn) -> Iterator[str]:
    n = r.some(600, 9000)
    t = r.some(8, 30)
    yield f"全年公开信息{n}条，月均{n / 12:.0f}条，最多的月份{int(n / 12 * 1.6)}条，最少的月份{int(n / 12 * 0.5)}条。"
    yield f"举办培训{t}期，培训{n}人次，期均{quotient(n, t, 0)}人次，覆盖{t * 5}个单位，平均每个单位{quotient(n, t * 5)}人次。"
    yield f"全县{t}个乡镇共公开{n}条，平均每个乡镇{quotient(n, t, 0)}条，最多的乡镇公开{n // t * 2}条，最少的{n // t // 2}条。"
    yield f"县发改委、财政局、教育局分别公开{t}条、{t + 8}条、{t + 3}条，三部门合计{3 * t + 11}条，户均{quotient(3 * t + 11, 3)}条。"
    yield f"公报编印{t}期，每期{n}册，赠阅点{t * 10}个，平均每个赠阅点每期{quotient(n, t * 10)}册。"
    yield f"受理{n}件，日均{round(n / 365)}件（按365天计算），工作日均{round(n / 250)}件（按250个工作日计算）。"
    yield f"答复申请{t}件，平均用时{r.some(3, 12)}.{r.some(0, 9)}个工作日，较法定20个工作日缩短7个工作日以上。"
    yield f"出动执法人员{n}人次、车辆{t}台次，全年检查{t * 7}家次，平均每家次{quotient(n, t * 7)}人次。"


@pattern
def reviews(r: Drawn) -> Iterator[str]:
    n = r.some(20, 90)
    m = r.some(5, n - 8)
    c = r.some(1, n - m - 2)
    yield f"行政复议{n}件，其中维持{m}件、撤销{c}件，其余{n - m - c}件正在审理；比上年增加{n - 12}件（上年12件）。"
    yield f"行政复议{n}件，其中被纠正{m}件，纠错率{share(m, n)}。行政诉讼{c}件，其中败诉{r.some(0, c)}件。复议诉讼合计{n + c}件。"
    yield f"行政诉讼{n}件，其中一审{m}件、二审{c}件、再审{n - m - c}件，已审结{r.some(1, n)}件，败诉{r.some(0, 2)}件。"
    yield f"行政复议{n}件，已审结{m + c}件，其中维持{m}件、撤销{c}件，综合纠错率{share(c, m + c)}。"
    yield f"行政应诉{n}件，负责人出庭{m}件，出庭率{share(m, n)}；判决驳回{c}件，占{share(c, n)}。"


@pattern
def rectified(r: Drawn) -> Iterator[str]:
    n = r.some(30, 300)
    a = r.some(10, n - 10)
    k = r.some(5, 40)
    yield f"检查发现问题{n}个，已整改{a}个，整改率{share(a, n)}，剩余{n - a}个限期整改，涉及单位{k}家。"
    yield f"开展检查{k}次，抽查单位{n}家，发现问题单位{a}家，占{share(a, n)}，发现问题{a + k}个，全部整改到位。"
    yield f"政府网站{n}个，全年抽查{a}个，抽查比例{share(a, n)}，合格{(h := r.some(1, a))}个，合格率{share(h, a)}。"
    yield f"{n}个单位中，{a}个单位被评为优秀，优秀率{share(a, n)}；{r.some(1, 5)}个单位被通报批评。"


@pattern
def scores(r: Drawn) -> Iterator[str]:
    a, b, k = (r.some(60, 95) for _ in range(3))
    yield f"第三方评估得分{a}.{r.some(0, 9)}分，较上年提高{r.some(1, 9)}.{r.some(0, 9)}分，全市第{r.some(1, 5)}名，13个县区平均得分{b}.{r.some(0, 9)}分。"
    yield f"办结率、满意率由{a}.{k % 10}%、{b}.{k % 10}%分别提高到{a + 4}.{k % 10}%、{b + 3}.{k % 10}%，分别提高4个和3个百分点。"
    yield f"县政府门户网站得分{a}分，乡镇网站平均{b}分，共检查{k}个栏目，更新率{r.rate()}。"


@pattern
def scopes(r: Drawn) -> Iterator[str]:
    a = r.some(100, 900)
    b = r.some(20, 99)
    yield f"县政府办公室收到申请{b}件，办结{b - r.some(0, 5)}件。全县共收到申请{a}件，办结{a - r.some(0, 9)}件。县政府办公室申请量占全县的{share(b, a)}。"
    yield f"全县共收到申请{a}件。其中县本级收到申请{b}件，答复{b}件。乡镇、部门答复{a - b - 1}件，1件正在办理。"
    yield f"全县收到申请{a + b}件，县政府办公室收到{b}件，占{share(b, a + b)}，其中通过网络收到{(k := r.some(1, b))}件，占县政府办公室收到数的{share(k, b)}。"
    yield f"全县{b}个部门、{b // 3}个乡镇共{b + b // 3}个单位，{b + b // 3 - 2}个单位设立公开专栏，其余单位正在建设。"
