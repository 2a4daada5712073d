"""What came, went and changed: several steps, several years, cumulated reductions, plans."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.tests.true.drawn import Drawn, change, more, pattern, share


@pattern
def step_by_step(r: Drawn) -> Iterator[str]:
    a = r.some(20, 60)
    b = r.some(8, a - 5)
    c = r.some(2, b - 2)
    yield f"办理时限由{a}个工作日压缩至{b}个工作日，再压缩至{c}个工作日，累计压缩{a - c}个工作日。"
    yield f"办理时限由{a}个工作日压缩至{b}个工作日，再压缩至{c}个工作日，累计压缩{a - c}个工作日，压缩率{share(a - c, a)}。"
    yield f"办理时限由法定{a}天压缩至承诺{b}天，今年再压缩{b - c}天，目前为{c}天，累计压减{share(a - c, a)}。"
    yield f"审批环节由{a}个减少到{b}个，今年进一步减少到{c}个，两年共减少{a - c}个。"
    yield f"事项由2020年的{a}项精简为2021年的{b}项，2022年再精简为{c}项，两轮共精简{a - c}项。"
    yield f"申报材料从{a}份减至{b}份，后又减至{c}份，总计减少{a - c}份，减幅{share(a - c, a)}。"
    yield f"平均办理时间由{a}小时缩短到{b}小时，最快{c}小时办结，平均缩短{a - b}小时。"
    yield f"办理时限由法定的{a}个工作日缩短为承诺的{b}个工作日，实际平均{c}个工作日，比法定时限缩短{a - c}个工作日。"
    yield f"办理时限由法定的{a}个工作日压缩至{b}个工作日，压缩{share(a - b, a)}，实际平均用时{c}个工作日，较承诺时限再提速{share(b - c, b)}。"
    yield f"排名由第{a}位升至第{b}位，再升至第{c}位，累计上升{a - c}位。"
    yield f"企业开办、不动产登记时限由{a}个工作日、{a + 10}个工作日分别压缩至{b}个工作日、{b + 3}个工作日，分别压缩{share(a - b, a)}、{share(a + 7 - b, a + 10)}。"


@pattern
def years(r: Drawn) -> Iterator[str]:
    a = r.some(100, 900)
    p, q = r.other(a), r.some(50, 990)
    q += q == a
    w = r.some(20, a)
    v = r.some(20, p)
    v += v == w
    yield f"受理{a}件，比2021年的{p}件{change(a, p)}，比2020年的{q}件{change(a, q)}。"
    yield f"受理{a}件，较2021年{p}件{more(a, p, '件')}，较2020年{q}件{more(a, q, '件')}。"
    yield f"2020年、2021年、2022年分别公开{q}条、{p}条、{a}条，三年共公开{q + p + a}条。"
    yield f"全年公开{a}条，上年同期{p}条，同比{change(a, p)}；其中网站公开{w}条，上年同期{v}条，同比{change(w, v)}。"
    yield f"全年公开信息{a}条，比上年的{p}条{change(a, p)}，其中网站公开{w}条，比上年的{v}条{change(w, v)}。"
    yield f"全年受理{a}件，同比{change(a, p)}，其中网上{w}件，占比{share(w, a)}，窗口{a - w}件，占比{share(a - w, a)}，上年受理{p}件。"
    yield f"当年公开{a}条，历年累计公开{a + p * 5}条，当年公开量比上年{more(a, p, '条')}。"
    yield f"今年公开{a}条，去年公开{p}条，前年公开{q}条，三年合计{a + p + q}条，年均{(a + p + q) / 3:.0f}条。"
    yield f"上年公开{p}条，本年公开{a}条，为上年的{share(a, p)}。"
    yield f"上半年公开{p}条，下半年公开{a}条，下半年环比{change(a, p)}，全年{a + p}条。"
    yield f"工单{a + 90}件，已办结{a}件，办结率{share(a, a + 90)}；工单量比上年的{p}件{more(a + 90, p, '件') if a + 90 != p else '持平'}。"


@pattern
def stocks(r: Drawn) -> Iterator[str]:
    a = r.some(200, 900)
    c, d, e = r.some(5, 60), r.some(5, 60), r.some(1, 40)
    m = r.some(1, 20)
    yield f"年初共有事项{a}项，年内取消{c}项、下放{d}项、新增{e}项，年末共有{a - c - d + e}项。"
    yield f"行政许可事项由{a}项减少到{a - c - d}项，减少{c + d}项，其中取消{c}项、下放{d}项，精简{share(c + d, a)}。"
    yield f"清理文件{a}件，继续有效{a - c - d}件，废止{c}件，失效{d}件，废止失效占{share(c + d, a)}。"
    yield f"清理文件{a}件，废止{c}件，失效{d}件，修改{m}件，保留{a - c - d - m}件。"
    yield f"收到申请{a}件，上年结转{m}件，已办结{a + m - 3}件，结转下年3件。"
    yield f"收到申请{a}件，办结{a + m - 3}件（含上年结转{m}件），其中按期办结{a + m - 3}件，按期办结率100%。"
    yield f"人员编制{a + 2}人，实有{a}人，空编2人；其中公务员{c}人、事业人员{a - c}人。"
    yield f"原有栏目{a}个，撤销{c}个，合并{d}个，新设{e}个，其余栏目照常更新。"
    yield f"受理复议申请{c + 9}件，不予受理{min(m, 9)}件，上年结转{d}件，审结{c + d}件。"


@pattern
def plans(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a = r.some(60, n * 2)
    b = r.some(20, a - 1)
    yield f"年初计划培训{n}人，实际培训{a}人，完成计划的{share(a, n)}，其中乡镇{b}人，占{share(b, a)}。"
    yield f"全年培训{a}人，完成年度任务{n}人的{share(a, n)}，其中线上培训{b}人，占培训人数的{share(b, a)}。"
    yield f"全年建成公开栏{a}处（计划{n}处），计划完成率{share(a, n)}，其中标准化公开栏{b}处，标准化率{share(b, a)}。"
    yield f"2023年计划公开{n}条，2022年实际公开{a}条，其中网站{b}条，占{share(b, a)}。"
