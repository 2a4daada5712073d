"""Shares of another base than the first total, and rates of what nobody counts."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.tests.true.drawn import Drawn, change, pattern, quotient, share


@pattern
def of_a_part(r: Drawn) -> Iterator[str]:
    n = r.some(300, 900)
    a = r.some(100, n - 50)
    b = r.some(20, a - 5)
    c = r.some(10, b)
    rest = n - a
    in_rest = r.some(1, rest)
    yield f"办结{n}件，其中即办件{rest}件，占{share(rest, n)}，承诺件{a}件，占{share(a, n)}；承诺件中提前办结{b}件，占{share(b, a)}。"
    yield f"全县共有事项{n}项，其中依申请事项{a}项，占{share(a, n)}；依申请事项中，网上可办{b}项，占比{share(b, a)}。"
    yield f"全县共有事项{n}项，其中依申请事项{a}项，占{share(a, n)}，网上可办{b}项，占依申请事项的{share(b, a)}。"
    yield f"全年收到申请{n}件，其中自然人{a}件，占{share(a, n)}；自然人申请中涉及征地的{b}件，占{share(b, a)}。"
    yield f"全年收到申请{n}件，其中网上申请{a}件，占{share(a, n)}；网上申请中，按期答复{b}件，占{share(b, a)}。"
    yield f"全年公开信息{n}条，其中网站公开{a}条，占{share(a, n)}；网站公开信息中，政策类{b}条，占{share(b, a)}，占全年公开信息的{share(b, n)}。"
    yield f"全年公开信息{n}条，其中网站公开{a}条，占{share(a, n)}，网站公开信息中，政策类{b}条，占{share(b, a)}。"
    yield f"全年公开信息{n}条，其中网站公开{a}条，占{share(a, n)}。网站公开信息中，政策类{b}条，占{share(b, a)}。"
    yield f"全年公开信息{n}条，其中网站公开{a}条，占{share(a, n)}；在网站公开的{a}条信息中，政策类{b}条，占{share(b, a)}。"
    yield f"检查{n}家，其中不合格{a}家，占{share(a, n)}；不合格单位中，责令整改{b}家，占{share(b, a)}，其中已整改到位{c}家，占{share(c, b)}。"
    yield f"收到申请{n}件，其中予以公开{a}件，占{share(a, n)}，部分公开{r.some(1, rest)}件；予以公开件中，当场提供{b}件，占{share(b, a)}。"
    yield f"受理热线{n}件，其中转办{a}件，占{share(a, n)}；转办件中，按期办结{b}件，按期办结率{share(b, a)}。"
    yield f"抽查文书{n}份，合格{a}份，占{share(a, n)}；合格文书中被评为优秀的{b}份，占{share(b, a)}。"
    yield f"受理诉求{n}件，有效诉求{a}件，占{share(a, n)}；有效诉求中城市管理类最多，有{b}件，占比达{share(b, a)}。"
    yield f"全县干部{n}人，其中专职{a}人，占{share(a, n)}；专职人员中本科以上学历{b}人，占{share(b, a)}；兼职人员中女性{in_rest}人，占{share(in_rest, rest)}。"
    yield f"公开决策信息{n}条，征求公众意见的{a}条，占{share(a, n)}，其中召开听证会的{b}条，占征求意见总数的{share(b, a)}。"
    yield f"收到申请{n}件，网络申请{a}件，占比{share(a, n)}，较上年提高{r.some(1, 9)}.{r.some(1, 9)}个百分点；网络申请中答复公开的{b}件，占网络申请量的{share(b, a)}。"
    yield f"共有政策文件{n}件，已解读{a}件，解读率{share(a, n)}；已解读的文件中，图解{b}件，占{share(b, a)}，视频解读{c}件，占{share(c, a)}。"
    yield f"全年收到诉求{n}件，通过电话反映{a}件（占{share(a, n)}），其中夜间来电{b}件（占电话总数的{share(b, a)}）。"
    yield f"发布政策{n}项，惠企政策{a}项，占{share(a, n)}，惠企政策中免申即享{b}项，占{share(b, a)}。"
    yield f"共{n}个村，建成公开栏的村{a}个，占{share(a, n)}，达到规范化标准的{b}个，占已建村的{share(b, a)}。"
    yield f"受理{n}件，属于本机关职责范围的{a}件，占{share(a, n)}；其余{rest}件中，告知向其他机关申请的{in_rest}件，占{share(in_rest, rest)}。"
    yield f"收到申请{n}件，从受理情况看，线上{a}件，占{share(a, n)}；从线上申请办理情况看，当日答复{b}件，占{share(b, a)}。"
    yield f"全县{n}家企业参加评议，回收问卷{a}份，回收率{share(a, n)}；有效问卷{b}份，有效率{share(b, a)}；表示满意的{c}份，满意率{share(c, b)}。"
    yield f"全县共{n}个单位，{a}个单位完成自查，占{share(a, n)}；自查发现问题的单位{b}个，占自查单位的{share(b, a)}，占全部单位的{share(b, n)}。"


@pattern
def of_two_parts_each(r: Drawn) -> Iterator[str]:
    n = r.some(300, 900)
    a, b = r.parts(n, 2)
    x, y = r.some(1, a), r.some(1, b)
    yield f"承办建议{n}件，其中主办{a}件、会办{b}件。主办件中，已解决{x}件，占{share(x, a)}。"
    yield f"承办建议提案{n}件，其中建议{a}件，已解决{x}件，占{share(x, a)}；提案{b}件，已解决{y}件，占{share(y, b)}。"
    yield f"受理{n}件：线上{a}件，其中当日办结{x}件，占线上的{share(x, a)}；线下{b}件，其中当日办结{y}件，占线下的{share(y, b)}。"
    yield f"共受理申请{n}件，其中线上{a}件，占{share(a, n)}，线下{b}件，占{share(b, n)}，当面申请{y}件。"
    yield f"全年解读政策{n}件，文字解读{a}件（占{share(a, n)}），多媒体解读{b}件（占{share(b, n)}），主要负责人解读{x}件（占{share(x, n)}）。"
    yield f"县直部门公开{a}条，其中重点领域{x}条，占{share(x, a)}；乡镇公开{b}条，其中重点领域{y}条，占{share(y, b)}；合计公开{n}条，重点领域占{share(x + y, n)}。"


@pattern
def of_money(r: Drawn) -> Iterator[str]:
    n = r.some(3000, 9000)
    a = r.some(1000, n - 500)
    b = r.some(200, a - 50)
    w, v, u = f"{n / 10:.1f}", f"{a / 10:.1f}", f"{b / 10:.1f}"
    yield f"安排资金{w}万元，其中中央资金{v}万元，占{share(a, n)}；中央资金中用于平台建设{u}万元，占{share(b, a)}。"
    yield f"安排预算{w}万元，支出{v}万元，执行率{share(a, n)}，其中设备购置{u}万元，占支出的{share(b, a)}。"
    yield f"部门预算总额{n / 100:.2f}亿元，公开{a / 100:.2f}亿元，占{share(a, n)}；公开的预算中民生支出{b / 100:.2f}亿元，占{share(b, a)}。"


@pattern
def rates_without_a_count(r: Drawn) -> Iterator[str]:
    n = r.some(10, 99)
    m = r.some(100, 900)
    a = r.some(20, m - 1)
    yield f"全县{n}个部门全部公开了预算，平均公开及时率{r.rate()}，网站更新率{r.rate()}。"
    yield f"全市{n}个县级单位平均得分{r.some(60, 95)}.{r.some(0, 9)}分，平均公开率{r.rate(60)}，平均办结率{r.rate(60)}。"
    yield f"对{n}个乡镇开展测评，平均满意度{r.rate(60)}，群众知晓率{r.rate(60)}。"
    yield f"{n}个乡镇全部完成标准化建设，平均达标率为{r.rate()}，较上年提高{r.some(1, 5)}.{r.some(1, 9)}个百分点。"
    yield f"受理申请{m}件，其中已办结{a}件，按期办结率100%，回访率{r.rate(60)}。"
    yield f"受理{m}件，其中已办结{a}件，正在办理{m - a}件，按期办结率100%，群众满意率{r.rate()}，回访率{r.rate(60)}。"
    yield f"办结{m}件，回访满意率{r.rate()}，回访覆盖率{r.rate(60)}，参评率{r.rate(40)}。"
    yield f"{n}家单位参加测评，平均网办率{r.rate()}，平均好评率{r.rate()}，综合得分{r.some(80, 95)}分。"
    yield f"受理投诉{m}件，回复率100%，采纳率{r.rate(30)}，群众知晓率{r.rate()}。"
    yield f"受理工单{m}件，平均按时办结率9{r.some(1, 5)}.{r.some(0, 9)}%，月度最高办结率{r.rate(96)}，最低办结率8{r.some(1, 9)}.2%。"
    yield f"组织{n}个单位开展自查，信息公开规范率{r.rate()}，问题整改率{r.rate()}。"
    yield f"县直{n}个部门的平均网上可办率达{r.rate()}，{n}个部门平均好差评主动评价率达{r.rate(60)}。"
    yield f"全年受理申请{m}件，各单位按期答复率均在{r.rate()}以上，各单位平均答复率{r.rate()}。"
    yield f"对{n}个窗口进行随机抽查，窗口平均在岗率{r.rate()}，服务规范率{r.rate()}。"
    yield f"建立{n}个政务公开专区，事项标准化率{r.rate()}，覆盖率达到100%。"
    yield f"应公开预算的部门{m}家，已公开{a}家，未公开{m - a}家（均为涉密部门），公开率100%。"
    yield f"热线接听来电{m}件，接通率{r.rate()}，一次性解答率{r.rate(60)}，工单办结率{r.rate()}。"
    yield f"政策吹风会{n}场，主要负责人出席{(k := r.some(1, n))}场，出席率{share(k, n)}；解读{(q := r.some(n, 99))}篇，主要负责人解读{k}篇，占{share(k, q)}。"


@pattern
def rounded_shares(r: Drawn) -> Iterator[str]:
    n = r.some(300, 900)
    a = r.some(n * 52 // 100, n * 58 // 100)
    b = r.some(n * 81 // 100, n * 88 // 100)
    c = r.some(n * 34 // 100, n * 39 // 100)
    yield f"全年受理{n}件，其中网上{a}件，占比超过一半。"
    yield f"全年受理{n}件，其中按期办结{b}件，占八成以上。"
    yield f"全年公开{n}条，其中民生类{c}条，占三分之一以上。"
    yield f"全年公开{n}条，其中网站{b}条，占比超过80%，民生类{c}条，占近四成。"
    yield f"设立{r.some(2, 9)}个服务点，全年接待群众{n}人次，其中老年人{a}人次，占五成以上。"
    yield f"全年受理{n // 10 * 10}余件，其中网上{n * 55 // 1000 * 10}余件，约占五成半。"


@pattern
def quotients_of_several(r: Drawn) -> Iterator[str]:
    towns, villages = r.some(5, 40), r.some(60, 400)
    n = r.some(500, 3000)
    yield f"在{towns}个乡镇、{villages}个村（社区）设置公开栏，每个乡镇2块、每村1块，共{2 * towns + villages}块。"
    yield f"每个乡镇设查阅点2处、每个村1处，{towns}个乡镇、{villages}个村共设{2 * towns + villages}处。"
    yield f"按照每乡镇3名、每村1名的标准配备信息员，{towns}个乡镇、{villages}个村共配备{3 * towns + villages}名。"
    yield f"全县{towns}个乡镇每个配备专职人员2名，{villages}个村每村配备兼职人员1名，共配备{2 * towns + villages}名。"
    yield f"全县{towns}个乡镇、{villages}个行政村全部设立公开栏，张贴公开信{n}份，村均{quotient(n, villages)}份，乡镇均{quotient(n, towns, 0)}份。"
    yield f"为{towns}个乡镇各配备查询机2台，为{villages}个村各配备显示屏1块，共投入设备{2 * towns + villages}台（块）。"
    yield f"{towns}个乡镇每月公开1次，{villages}个村每季度公开1次，全年分别公开{12 * towns}次、{4 * villages}次，共{12 * towns + 4 * villages}次。"
    yield f"编发简报{towns}期，每期印发200份，另加印{towns * 3}份，共印发{towns * 203}份。"
    yield f"举办培训班两期，每期3天，第一期{towns}人，第二期{villages}人，共{towns + villages}人。"
    yield f"每村公开栏2块，{villages}个村共{2 * villages}块；每个乡镇查阅点1处，{towns}个乡镇共{towns}处。"


@pattern
def of_another_year(r: Drawn) -> Iterator[str]:
    n = r.some(300, 900)
    p = r.other(n)
    a, b = r.some(30, n - 20), r.some(20, p - 10)
    yield f"全年公开信息{n}条，比上年的{p}条{change(n, p)}，其中网站公开{a}条，占{share(a, n)}，上年为{b}条，占{share(b, p)}。"
    yield f"上年公开{p}条，其中网站{b}条，占{share(b, p)}；今年公开{n}条，其中网站{a}条，占{share(a, n)}。"
    yield f"2022年受理{n}件，网上受理{a}件，占比由上年的{share(b, p)}变为{share(a, n)}。"
    yield f"历年累计公开{n * 10 + p}条，当年公开{n}条，占{share(n, n * 10 + p)}；当年公开中，网站公开{a}条，占{share(a, n)}。"
    yield f"1至11月受理{p}件，12月受理{n}件，全年受理{n + p}件，12月占全年的{share(n, n + p)}。"
