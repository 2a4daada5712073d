"""Lists that need not be whole, with figures of another matter right behind or among them."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.tests.true.drawn import Drawn, pattern, rounded, share


@pattern
def another_dimension(r: Drawn) -> Iterator[str]:
    n = r.some(60, 999)
    a, b = r.some_parts(n, 2)
    c = r.some(1, n)
    yield f"检查单位{n}家，其中乡镇{a}家、部门{b}家，评为优秀的{c}家。"
    yield f"检查单位{n}家，其中乡镇{a}家、部门{b}家，发现问题{c}家。"
    yield f"检查单位{n}家，其中乡镇{a}家、部门{b}家，整改{c}家。"
    yield f"全年发布政策解读{n}篇，其中文字解读{a}篇、图表解读{b}篇，主要负责人带头解读{c}篇。"
    yield f"办结工单{n}件，其中咨询{a}件、求助{b}件，超期办结{c}件。"
    yield f"收到申请{n}件，其中当面{a}件、信函{b}件，按期答复{c}件。"
    yield f"全年受理{n}件，其中水利{a}件、农业{b}件，好评{c}件。"
    yield f"培训{n}人次，其中科级干部{a}人次、信息员{b}人次，考试合格{c}人次。"
    yield f"立案{n}起，其中食品{a}起、药品{b}起，公开处罚信息{c}起。"
    yield f"收到申请{n}件，其中征地拆迁类{a}件、住房类{b}件，网上申请{c}件。"
    yield f"受理诉求{n}件，其中城管类{a}件、交通类{b}件等，重复诉求{c}件。"
    yield f"制发规范性文件{n}件，其中政府文件{a}件、政府办文件{b}件，配发解读{c}件。"
    yield f"共有政府网站栏目{n}个，其中新增{a}个、改版{b}个，日常更新{c}个。"
    yield f"承办建议提案{n}件，其中重点建议{a}件、重点提案{b}件，主办件{c}件。"
    yield f"推送信息{n}条，其中政策类{a}条、服务类{b}条，被省级平台采用{c}条，采用率{share(c, n)}。"
    yield f"政务新媒体{n}个，其中微信{a}个、微博{b}个，通过年审{c}个。"
    yield f"发放资料{n}份，其中宣传册{a}份、明白卡{b}份，覆盖群众{c}户。"
    yield f"受理申请{n}件，其中公民{a}件、企业{b}件，予以公开{c}件。"
    yield f"公开预算的单位{n}家，其中行政单位{a}家、事业单位{b}家，公开“三公”经费的{c}家。"
    yield f"举办活动{n}场，其中进社区{a}场、进企业{b}场，线上同步直播{c}场。"
    yield f"收到意见建议{n}条，其中书面{a}条、网络{b}条，采纳{c}条。"
    yield f"归集信用信息{n}条，其中行政许可{a}条、行政处罚{b}条，数据合规{c}条。"
    yield f"查处案件{n}件，其中交通类{a}件、环保类{b}件，移送司法机关{c}件。"
    yield f"发布招标公告{n}条，其中工程类{a}条、货物类{b}条，流标{c}条。"
    yield f"聘请监督员{n}名，其中党代表{a}名、政协委员{b}名，参加过培训的{c}名。"
    yield f"制作短视频{n}条，其中动漫类{a}条、访谈类{b}条，点击量破万的{c}条。"
    yield f"全县有政务公开工作人员{n}人，其中县财政局{a}人、县教育局{b}人，具有本科以上学历{c}人。"
    yield f"现场接待{n}人，其中咨询社保{a}人、咨询医保{b}人，当场解决{c}人。"
    yield f"收到市长信箱来信{n}封，其中城建类{a}封、教育类{b}封，匿名来信{c}封。"
    yield f"抽查文书{n}份，其中许可{a}份、处罚{b}份，格式不规范{c}份。"
    yield f"发布公告{n}条，其中土地类{a}条、矿产类{b}条；被转载{c}条。"
    yield f"共清理证明{n}项，其中法律设定{a}项、规章设定{b}项，取消{c}项。"


@pattern
def another_dimension_of_three(r: Drawn) -> Iterator[str]:
    n = r.some(60, 999)
    a, b, d = r.some_parts(n, 3)
    c = r.some(1, n)
    yield f"收到申请{n}件，其中征地类{a}件、住房类{b}件、规划类{d}件，网上提交{c}件。"
    yield f"收到申请{n}件，其中征地类{a}件、住房类{b}件、规划类{d}件，答复{c}件。"
    yield f"发布解读材料{n}件，其中文字{a}件、图表{b}件、视频{d}件，主要负责人解读{c}件。"
    yield f"受理热线{n}件，其中咨询{a}件、求助{b}件、投诉{d}件，夜间受理{c}件，转办{r.some(1, n)}件。"
    yield f"全年审理案件{n}件，其中公安{a}件、国土{b}件、住建{d}件，经调解结案{c}件。"
    yield f"召开发布会{n}场，其中经济类{a}场、民生类{b}场、应急类{d}场，主要负责同志出席{c}场。"
    yield f"公开信息{n}条，其中财政类{a}条、教育类{b}条、卫生类{d}条等，点击量过千的{c}条。"
    yield f"来访{n}批次，其中征地{a}批次、社保{b}批次、涉法涉诉{d}批次，集体访{c}批次。"


@pattern
def what_bodies_did(r: Drawn) -> Iterator[str]:
    n = r.some(20, 60)
    a = r.some(10, n)
    b, c, d = r.some(1, a), r.some(1, a), r.some(1, 90)
    yield f"{n}个乡镇中，{a}个乡镇建成专区，其中{b}个乡镇被评为示范，{d}个村同步推进。"
    yield f"{a}个乡镇建成专区，其中{b}个乡镇被评为示范，{c}个乡镇受到通报表扬。"
    yield f"{a}个乡镇设立查阅点，其中{b}个乡镇为省级示范，{c}个乡镇为市级示范。"
    yield f"收到申请{a}件，其中{b}件涉及征地，{c}件涉及拆迁。"
    yield f"举办培训{a}期，其中{b}期邀请专家授课，{c}期邀请律师授课。"
    yield f"全县{a}个乡镇中，{b}个乡镇连续两年获评优秀，{c}个乡镇连续三年达标。"
    yield f"{a}个部门开展自查，其中{b}个部门通过验收，{c}个部门参加交流，{d}家企业代表观摩。"
    yield f"全县{n}个部门中，{a}个部门开通新媒体，其中{b}个部门获奖，{c}个部门被转载。"


@pattern
def a_whole_list_and_more(r: Drawn) -> Iterator[str]:
    n = r.some(60, 999)
    a, b, d = r.parts(n, 3)
    e, f = r.parts(n, 2)
    c = r.some(1, n)
    yield f"检查单位{n}家，其中乡镇{e}家、部门{f}家，发现问题{c}家。"
    yield f"办结工单{n}件，其中咨询{a}件、求助{b}件、投诉{d}件，超期办结{c}件。"
    yield f"工作人员{n}人，其中专职{e}人、兼职{f}人；县直{c}人、乡镇{n - c}人；本科以上{r.some(1, n)}人。"
    yield f"收到申请{n}件，其中自然人{e}件、法人{f}件；予以公开{c}件，其中自然人{r.some(0, min(c, e))}件。"
    yield f"受理{n}件（网上{e}件、窗口{f}件），按行业分，水利{a}件、农业{b}件、林业{d}件。"


@pattern
def nested(r: Drawn) -> Iterator[str]:
    n = r.some(300, 999)
    a = r.some(100, n - 60)
    b = n - a
    c, d = r.parts(a, 2)
    e = r.some(1, b)
    yield f"办理建议提案{n}件，其中人大代表建议{a}件（主办{c}件、协办{d}件），政协提案{b}件。"
    yield f"办理建议提案{n}件，其中人大代表建议{a}件（其中重点建议{r.some(1, c)}件），政协提案{b}件（其中重点提案{e}件）。"
    yield f"全县共有查阅点{n}个，其中乡镇{a}个（达标{c}个、未达标{d}个），部门{b}个，全年接待群众{r.some(1000, 9999)}人次，其中乡镇{r.some(100, 900)}人次。"
    yield f"热线受理{n}件，较上年增加{r.some(1, n - 1)}件，其中有效诉求{a}件，有效诉求按时办结{a}件，按时办结率100%；满意{c}件。"
    yield f"热线受理{n}件，其中有效诉求{a}件，有效诉求已办结{c}件，正在办理{d}件。"
    yield f"收到申请{n}件，其中网络申请{a}件，网络申请中公民提出{c}件、企业提出{d}件。"
    yield f"公开信息{n}条，其中重点领域{a}条，包括财政{r.some(1, c)}条、环保{r.some(1, d)}条。"
    yield f"举报投诉{n}件，其中属于信息公开事项{a}件，已全部办结；其余{b}件转交有关部门，反馈{e}件。"
    yield f"检查{n}家，其中合格{a}家、不合格{b}家，不合格的已整改{e}家。"
    yield f"检查{n}家，其中不合格{b}家，不合格的已整改{e}家，限期整改{b - e}家。"
    yield f"公开规范性文件{n}件（其中县政府{r.some(1, c)}件，县政府办公室{r.some(1, d)}件），清理废止{r.some(1, 80)}件、修改{r.some(1, 80)}件。"
    yield f"公开规范性文件{n}件（县政府{a}件，县政府办公室{b}件），其中民生类{e}件。"
    yield f"行政许可{n}件，办结{a}件，准予许可{c}件，其中网上办理{r.some(1, c)}件，当场办结{r.some(1, c)}件。"
    yield f"收到诉讼案件{n}件，其中新收{a}件、上年结转{b}件，审结{c}件，其中维持{r.some(1, c)}件。"


@pattern
def means_and_plans_behind_a_list(r: Drawn) -> Iterator[str]:
    n = r.some(3000, 9000)
    a, b, c = r.some_parts(n, 3)
    m = r.some(60, 400)
    x, y = r.some_parts(m, 2)
    yield f"窗口全年办件{n}件，其中“跨省通办”{a}件、“一件事”{b}件、“绿色通道”{c}件，日均办件{round(n / 250)}件。"
    yield f"窗口全年办件{n}件，其中社保类{a}件、不动产类{b}件、公积金类{c}件，月均{round(n / 12)}件。"
    yield f"微信公众号推送{n}条，其中政策类{a}条、民生类{b}条，平均每天推送{rounded(n, 0) // 365 + 1}条左右。"
    yield f"共建成专区{m}个，其中2022年新建{x}个、改造{y}个，2023年计划再建{r.some(5, 60)}个，总数达到{m + 70}个以上。"
    yield f"共建成专区{m}个，其中县级{x}个、乡级{y}个，明年拟新增{r.some(5, m)}个。"
    yield f"截至年底共有公开栏{m}处，其中村级{x}处、社区{y}处，上年同期为{r.some(20, m)}处。"
    yield f"录入信息{n}条，其中企业{a}条、个体{b}条，历年累计录入{n * 4}条。"
    yield f"接待{n}人次，其中老年人{a}人次、残疾人{b}人次，最多一天接待{r.some(50, 300)}人次，日均{round(n / 250)}人次。"
    yield f"发放宣传册{n}册，其中进村入户{a}册、进校园{b}册，每村{r.some(10, 60)}册。"
    yield f"受理{n}件，其中咨询类{a}件、投诉类{b}件，比上年同期多{r.some(20, 900)}件。"
    yield f"完成培训{m}人，其中县级{x}人、乡级{y}人，超额{r.some(3, 30)}人完成任务，任务数为{m - 20}人。"


@pattern
def money_behind_a_list(r: Drawn) -> Iterator[str]:
    n = r.some(1000, 9000)
    a, b = r.some_parts(n, 2)
    spent = r.some(n // 2, n)
    yield f"安排资金{n / 10:.1f}万元，其中中央资金{a / 10:.1f}万元、省级资金{b / 10:.1f}万元，支出{spent / 10:.1f}万元，支出进度{share(spent, n)}。"
    yield f"落实经费{n / 10:.1f}万元，其中设备{a / 10:.1f}万元、培训{b / 10:.1f}万元，实际执行{spent / 10:.1f}万元。"
    yield f"完成投资{n / 100:.2f}亿元，其中交通{a}00万元、水利{b}00万元，带动社会资本{spent}00万元。"
    yield f"补贴资金{n}万元，其中种粮{a}万元、农机{b}万元，通过“一卡通”发放{spent}万元。"


@pattern
def surveys(r: Drawn) -> Iterator[str]:
    n = r.some(300, 900)
    a, b, c, d = r.parts(n, 4)
    yield f"收回问卷{n}份，其中满意{a}份、基本满意{b}份，满意率{share(a, n)}，满意和基本满意率{share(a + b, n)}。"
    yield f"收回问卷{n}份，其中满意{a}份、基本满意{b}份，总体满意率{share(a + b, n)}。"
    yield f"收回问卷{n}份，其中满意{a}份、基本满意{b}份，农村居民{r.some(1, n)}份。"
    yield f"参加测评{n}人，其中很满意{a}人、满意{b}人、一般{c}人、不满意{d}人，满意率{share(a + b, n)}，女性{r.some(1, n)}人。"
    yield f"发出问卷{n + r.some(0, 90)}份，收回{n}份，其中满意{a}份、基本满意{b}份，不了解{c}份。"


@pattern
def overlapping(r: Drawn) -> Iterator[str]:
    n = r.some(500, 5000)
    a, b, c = (r.some(n // 2, n) for _ in range(3))
    yield f"主动公开信息{n}条，其中网站{a}条、微信{b}条、公开栏{c}条，部分信息多渠道同步发布。"
    yield f"全局干部职工{n}人，其中党员{a}人、女职工{b}人、35岁以下{c}人。"
    yield f"全年公开{n}条。网站{a}条、公告栏{b}条、微信{c}条，同一信息多渠道公开。"
    yield f"办理事项{n}项，其中网上可办{a}项、一窗办理{b}项、零跑动{c}项。"
    yield f"接待群众{n}人次，其中老年人{a}人次、残疾人{b}人次、外地群众{c}人次。"
    yield f"编制公开目录{n}项，其中全文公开{a}项、重点领域{b}项、基层试点{c}项。"
