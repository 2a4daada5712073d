"""The same matters in the longer sentences of reports: clauses in other orders, several kinds of figures side by side."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.tests.true.drawn import Drawn, change, more, pattern, quotient, share, shares


@pattern
def turned_about(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b, c = r.parts(n, 3)
    x = r.some(1, a)
    yield f"占比最高的是网络申请，为{share(a, n)}，共{a}件；其次是信函申请，{b}件，占{share(b, n)}；当面申请{c}件，仅占{share(c, n)}。"
    yield f"{n}件申请中，{a}件通过网络提交，{b}件通过信函提交，{c}件当面提交，占比分别为{shares(n, a, b, c)}。"
    yield f"网络申请占申请总量的{share(a, n)}，达{a}件；信函、当面申请分别为{b}件和{c}件，占{share(b, n)}和{share(c, n)}。"
    yield f"从申请方式看，网络{a}件（{share(a, n)}）、信函{b}件（{share(b, n)}）、当面{c}件（{share(c, n)}）；从办理结果看，予以公开{x}件，占网络申请的{share(x, a)}。"
    yield f"予以公开的{a}件中，涉及土地的{x}件，占{share(x, a)}；不予公开的{b}件，占全部{n}件的{share(b, n)}。"
    yield f"全年共收到{n}件申请，涉及农业农村{a}件、城乡建设{b}件、社会保障{c}件，三类申请占比依次为{shares(n, a, b, c)}，其中农业农村类予以公开{x}件，公开率{share(x, a)}。"
    yield f"三个片区中，东片受理{a}件、中片{b}件、西片{c}件，东片占比超过{max(1, a * 100 // n - 1)}%。"
    yield f"按答复时限分，10个工作日内答复{a}件，10至20个工作日答复{b}件，经批准延期答复{c}件，占比分别为{shares(n, a, b, c)}，合计{n}件。"


@pattern
def done_and_left(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a = r.some(40, n - 20)
    b = r.some(10, a - 5)
    left = n - a
    yield f"全年交办事项{n}项，已办结{a}项，其中提前办结{b}项，占办结总数的{share(b, a)}，未办结{left}项正在推进。"
    yield f"共排查信息{n}条，发现问题信息{a}条，其中错别字{b}条，占问题总数的{share(b, a)}，已全部整改。"
    yield f"应编制基层政务公开目录{n}项，完成{a}项，完成率{share(a, n)}，其余{left}项将于2023年上半年完成。"
    yield f"受理不动产登记{n}件，当日办结{a}件，占{share(a, n)}，网上预约{b}件，占当日办结的{share(b, a)}。"
    yield f"征集重大行政决策意见{n}条，采纳{a}条，采纳率{share(a, n)}，采纳意见中来自企业的{b}条，未采纳的{left}条均已反馈理由。"
    yield f"全县{n}家市场主体参加满意度调查，{a}家表示满意，{left}家表示基本满意，非常满意的有{b}家，满意率{share(a, n)}。"
    yield f"政策文件发布{n}件，同步解读{a}件，解读率{share(a, n)}；解读材料{a + b}篇，其中图解{b}篇，占解读材料的{share(b, a + b)}。"
    yield f"接到网民留言{n}条，公开回复{a}条，公开回复率{share(a, n)}，其余{left}条因涉及个人隐私以电话方式回复，平均回复时间{r.some(2, 9)}.{r.some(1, 9)}天。"
    yield f"抽检食品{n}批次，合格{a}批次，合格率{share(a, n)}，不合格的{left}批次均已公示，公示信息{left + r.some(1, 20)}条。"


@pattern
def years_and_plans(r: Drawn) -> Iterator[str]:
    n = r.some(200, 900)
    p = r.other(n)
    a = r.some(20, n - 10)
    b = r.some(10, p - 5)
    yield f"2022年公开{n}条，2021年公开{p}条，{change(n, p)}；其中重点领域2022年公开{a}条，占当年的{share(a, n)}，2021年公开{b}条，占当年的{share(b, p)}。"
    yield f"全年办结{n}件（去年{p}件），同比{change(n, p)}，其中当年受理当年办结{a}件，占{share(a, n)}，办结上年结转{n - a}件。"
    yield f"累计建成示范点{n + p}个，其中今年新建{n}个，占{share(n, n + p)}，今年新建的示范点中村级{a}个，占{share(a, n)}。"
    yield f"计划三年建成{n + p}个，2021年已建成{p}个，2022年建成{n}个，累计完成计划的100%，其中2022年建成数占总任务的{share(n, n + p)}。"
    yield f"网站访问量{n}万人次，上年为{p}万人次，{more(n, p, '万人次')}；移动端访问{a}万人次，占{share(a, n)}。"
    yield f"上年收到申请{p}件，其中网上{b}件，占{share(b, p)}；本年收到申请{n}件，其中网上{a}件，占{share(a, n)}，两年共收到申请{n + p}件。"
    yield f"2022年受理量较2021年的{p}件{more(n, p, '件')}，达到{n}件，较2020年增长{r.some(1, 60)}.{r.some(1, 9)}%。"
    yield f"目标任务{p}人，实际培训{n}人，完成率{share(n, p)}；其中线上{a}人，线下{n - a}人，线上占比{share(a, n)}。"


@pattern
def money_and_people(r: Drawn) -> Iterator[str]:
    n = r.some(2000, 9000)
    a = r.some(900, n - 300)
    b = r.some(100, a - 100)
    k = r.some(11, 60)
    yield f"安排政务公开经费{n / 100:.2f}万元，其中平台运维{a / 100:.2f}万元，占{share(a, n)}，平台运维经费中安全防护{b / 100:.2f}万元，占{share(b, a)}。"
    yield f"全县政务公开经费{n / 100:.2f}万元，{k}个单位平均{quotient(n, k * 100, 2)}万元，最高的单位{n / 200:.2f}万元，实际支出{a / 100:.2f}万元，支出率{share(a, n)}。"
    yield f"发放救助金{n}万元，惠及{a}户{b + 5000}人，其中城市低保{b}户，占{share(b, a)}，人均补差{r.some(200, 900)}元。"
    yield f"公开中标项目{k}个，中标金额{n}万元，其中10个大项目中标金额{a}万元，占{share(a, n)}，节约资金{b}万元。"
    yield f"采购预算{n}万元，实际采购{a}万元，节约{n - a}万元，节约率{share(n - a, n)}；其中货物类采购{b}万元，占采购额的{share(b, a)}。"
    yield f"全年参训{n}人次，其中领导干部{b}人次，占{share(b, n)}；举办专题培训{k}期，期均{quotient(n, k, 0)}人次。"
    yield f"走访企业{a}家，发放政策汇编{n}册，户均{quotient(n, a)}册，收集问题{b}个，解决{b // 2}个，解决率{share(b // 2, b)}。"
    yield f"全县{k}个单位配备专兼职人员{k * 3}名，平均每个单位3名，其中专职{k}名，占{share(k, k * 3)}，参加省级培训{k // 2}名，占专职人员的{share(k // 2, k)}。"


@pattern
def lists_of_other_units(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b = r.some_parts(n, 2)
    c = r.some(1, n)
    d = r.some(2, 30)
    yield f"制作宣传品{n}件，其中海报{a}件、折页{b}件，在{d}个社区发放{c}件。"
    yield f"开展活动{n}场次，其中县级{a}场次、乡级{b}场次，参与群众{c}00人次，现场答疑{c}个。"
    yield f"清理信息{n}条，其中过期{a}条、重复{b}条，涉及{d}个栏目，同步更新{c}条。"
    yield f"全县{n}个村（社区），其中示范村{a}个、示范社区{b}个，{c}个村（社区）实现触摸屏全覆盖。"
    yield f"收到各类来信{n}件，其中书记信箱{a}件、县长信箱{b}件，重复来信{c}件，已按期回复。"
    yield f"归档资料{n}卷，其中永久{a}卷、30年{b}卷，数字化{c}卷，数字化率{share(c, n)}。"
    yield f"审查文件{n}件，其中公平竞争审查{a}件、合法性审查{b}件，提出修改意见的{c}件。"
    yield f"成立工作专班{d}个，抽调人员{n}名，其中县直{a}名、乡镇{b}名，全脱产{c}名。"
    yield f"开放政务数据{n}项，其中交通{a}项、教育{b}项，被调用{c}项、{c * 7}次。"
    yield f"申请量较大的部门为自然资源局{a}件、住建局{b}件，占全县{n}件的{share(a + b, n)}，办结{c}件。"
    yield f"受理行政复议{n}件，其中涉及信息公开{a}件、涉及行政处罚{b}件，已审结{c}件。"
    yield f"窗口受理{n}件（其中社保{a}件、医保{b}件），群众主动评价{c}件，主动评价率{share(c, n)}。"
    yield f"在岗职工{n}人，其中管理岗{a}人、专技岗{b}人；中级以上职称{c}人，占{share(c, n)}。"
