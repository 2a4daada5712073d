"""Shares and rates told in turn, before and behind their total, with 分别 and without."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.tests.true.drawn import Drawn, change, pattern, share, shares


@pattern
def three_and_their_total(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b, c = r.parts(n, 3)
    told = shares(n, a, b, c)
    last = f"{share(a, n)}、{share(b, n)}和{share(c, n)}"
    yield f"按类别分，咨询{a}件、求助{b}件、投诉{c}件，共{n}件，占比分别为{told}。"
    yield f"按类别分，咨询{a}件、求助{b}件、投诉{c}件，共{n}件，占比分别为{told}。其中投诉办结{r.some(0, c)}件。"
    yield f"当面、信函、网络申请分别为{a}件、{b}件、{c}件，合计{n}件，分别占{told}。"
    yield f"予以公开{a}件、部分公开{b}件、不予公开{c}件，共答复{n}件，分别占答复总数的{told}。"
    yield f"咨询{a}件、求助{b}件、投诉{c}件，三类合计{n}件，所占比例依次为{told}。"
    yield f"答复{n}件。其中予以公开{a}件、部分公开{b}件、不予公开{c}件，三者占比为{told}。"
    yield f"全年收到申请{n}件，其中咨询{a}件、求助{b}件、投诉{c}件，占比分别为{told}。"
    yield f"全年收到申请{n}件，其中当面{a}件、信函{b}件、网络{c}件，分别占{told}。"
    yield f"全年收到申请{n}件。当面{a}件、信函{b}件、网络{c}件，分别占总数的{told}。"
    yield f"网站、微信、微博分别发布信息{a}条、{b}条和{c}条，分别占全部{n}条的{told}。"
    yield f"网站、微信、微博分别发布信息{a}条、{b}条和{c}条，总计{n}条，各占{last}。"
    yield f"涉及土地、住房、社保的申请分别有{a}件、{b}件、{c}件，共{n}件，比重分别是{last}。"
    yield f"全年受理申请{n}件，申请人为公民、企业、社会组织的分别为{a}件、{b}件、{c}件，依次占{last}。"
    yield f"教育类{a}条、卫生类{b}条、社保类{c}条，以上三类共公开{n}条，分别占三类总数的{last}。"
    yield f"教育类、卫生类、社保类信息占比分别为{told}，数量分别为{a}条、{b}条、{c}条，共{n}条。"
    yield f"教育{a}条，卫生{b}条，社保{c}条，合计{n}条，三项占比依次是{last}。"
    yield f"东片、中片、西片受理量为{a}件、{b}件、{c}件，全县共计{n}件，三片分别占全县的{last}。"
    yield f"全年收到申请{n}件，同比{change(n, p := r.other(n))}（上年{p}件），当面、信函、网络各{a}件、{b}件、{c}件，分别占{last}。"


@pattern
def two_and_their_total(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b = r.parts(n, 2)
    p = r.other(n)
    both = f"{share(a, n)}和{share(b, n)}"
    yield f"县级事项{a}项、乡级事项{b}项，共{n}项，各占{both}。"
    yield f"共办理建议提案{n}件（建议{a}件、提案{b}件），比上年的{p}件{change(n, p)}，占比分别为{shares(n, a, b)}。"
    yield f"共办理建议提案{n}件（建议{a}件、提案{b}件），比上年的{p}件{change(n, p)}，两类分别占{both}。"
    yield f"共有公开事项{n}项，其中县级{a}项、乡级{b}项，占比为{both}。"
    yield f"共有公开事项{n}项，其中县级{a}项、乡级{b}项，占比分别为{both}。"
    yield f"共有公开事项{n}项，其中县级{a}项、乡级{b}项，比例为{both}，均已编制目录。"
    yield f"共办理建议提案{n}件，其中建议{a}件、提案{b}件，分别占{shares(n, a, b)}，办结率均为100%。"
    yield f"全年受理信访件中，初访{a}件、重访{b}件，共{n}件，分别占信访总数的{both}。"
    yield f"全年公开信息{n}条，网站、新媒体分别为{a}条和{b}条，占{both}。"
    yield f"上半年、下半年分别受理{a}件、{b}件，全年{n}件，上、下半年各占{both}。"
    yield f"线上{a}件、线下{b}件，占比{share(a, n, 2)}、{share(b, n, 2)}，共{n}件。"
    yield f"线上、线下占比为{share(a, n)}、{share(b, n)}（线上{a}件，线下{b}件，共{n}件）。"


@pattern
def four_and_their_total(r: Drawn) -> Iterator[str]:
    n = r.some(300, 9000)
    a, b, c, d = r.parts(n, 4)
    told = shares(n, a, b, c, d)
    yield f"一至四季度分别公开{a}条、{b}条、{c}条、{d}条，全年共{n}条，各季度占比依次为{told}。"
    yield f"A类{a}件、B类{b}件、C类{c}件、D类{d}件，总共{n}件，占比分别为{told}。"
    yield f"A类{a}件、B类{b}件，共{a + b}件，分别占答复总数{n}件的{shares(n, a, b)}。"
    yield f"收到意见{n}条，其中群众{a}条、企业{b}条、人大代表{c}条、政协委员{d}条，占比为{told}，全部研究办理。"


@pattern
def rates_of_each(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b, c = r.parts(n, 3)
    x, y, z = r.some(1, a), r.some(1, b), r.some(1, c)
    yield f"受理咨询{a}件、求助{b}件、投诉{c}件，共计{n}件，办结率分别为{share(x, a)}、{share(y, b)}、100%。"
    yield f"受理咨询{a}件、求助{b}件、投诉{c}件，合计{n}件，按期办结率依次为{share(x, a)}、{share(y, b)}和{share(z, c)}。"
    yield f"应公开{n}项，其中决策类{a}项、执行类{b}项、结果类{c}项，已公开{x}项、{y}项、{z}项，公开率分别为{share(x, a)}、{share(y, b)}、{share(z, c)}。"
    yield f"受理{n}件，办结率99.8%以上，其中咨询{a}件、求助{b}件、投诉{c}件，办结率分别为100%、99.7%和98.{r.some(1, 9)}%。"
    yield f"全年受理{n}件，咨询、求助、投诉三类工单的满意率分别为{r.rate()}、{r.rate()}、{r.rate()}。"
    yield f"办结咨询{x}件、求助{y}件、投诉{z}件，共{x + y + z}件，分别占受理数{a}件、{b}件、{c}件的{share(x, a)}、{share(y, b)}、{share(z, c)}。"
    yield f"网站、微信公众号分别发布{a}条、{b}条，原创分别为{x}条、{y}条，原创率分别为{share(x, a)}、{share(y, b)}。"


@pattern
def changes_in_turn(r: Drawn) -> Iterator[str]:
    a, b = r.some(100, 900), r.some(100, 900)
    p, q = r.other(a), r.other(b)
    yield f"微信、微博发布信息{a}条、{b}条，分别比上年的{p}条、{q}条{change(a, p)}、{change(b, q)}。"
    yield f"网站发布{a}条、微信发布{b}条，上年分别为{p}条、{q}条，分别{change(a, p)}、{change(b, q)}。"
    yield f"2022年网站、微信发布{a}条、{b}条，合计{a + b}条，同比分别{change(a, p)}、{change(b, q)}（2021年分别为{p}条、{q}条）。"
    yield f"网站、微信发布信息{a}条、{b}条，共{a + b}条，占比分别为{shares(a + b, a, b)}，上年为{p}条、{q}条，占比分别为{shares(p + q, p, q)}。"
    yield f"咨询{a}件、投诉{b}件，共{a + b}件，占比分别为{shares(a + b, a, b)}，同比分别{change(a, p)}、{change(b, q)}。"


@pattern
def names_before_their_figures(r: Drawn) -> Iterator[str]:
    n = r.some(100, 900)
    a, b = r.some_parts(n, 2)
    c, d = r.some(n // 2, n), r.some(n // 2, n)
    yield f"全年受理群众来信{n}件，其中城关镇、东山乡分别为{a}件、{b}件。"
    yield f"全年办理工单{n}件，其中咨询、投诉分别为{a}件和{b}件，满意{c}件。"
    yield f"全年公开信息{n}条，其中网站、微信分别为{c}条、{d}条。"
    yield f"全年公开信息{n}条，其中网站、微信分别发布{c}条、{d}条。"
    yield f"全年收到申请{n}件，其中公民、法人分别提出{a}件、{n - a}件。"
    yield f"全年召开会议{n}次，其中主要负责人参加{c}次，分管负责人参加{d}次。"
    yield f"全年受理诉求{n}件，其中城关镇、东山乡分别受理{a}件、{b}件，分别增加{r.some(1, a)}件、{r.some(1, b)}件。"
    yield f"全年接待群众{n}人次，其中老年人、残疾人分别有{c}人次、{d}人次。"
    yield f"全局干部职工{n}人，其中党员、女职工分别为{c}人、{d}人。"
    yield f"全年检查单位{n}家，其中公开栏规范、档案齐全的分别是{c}家和{d}家。"
    yield f"检查单位{n}家，其中发现问题、完成整改分别为{c}家、{r.some(1, c)}家。"
    yield f"梳理事项{n}项，其中网上可办、全程网办分别达到{c}项、{r.some(1, c)}项。"
    yield f"办理诉求{n}件，其中涉农、涉企分别为{c}件、{d}件，有的同时涉及两类。"


_IN_WORDS = "零一二三四五六七八九"


def _words(number: int) -> str:
    """To 99, as it is counted: 两件, 十二件, 二十件."""
    tens, ones = divmod(number, 10)
    if not tens:
        return "两" if ones == 2 else _IN_WORDS[ones]
    return (_IN_WORDS[tens] if tens > 1 else "") + "十" + (_IN_WORDS[ones] if ones else "")


@pattern
def figures_in_words(r: Drawn) -> Iterator[str]:
    n = r.some(12, 60)
    a, b = r.parts(n, 2)
    x, y = r.some_parts(n, 2)
    e = r.some(2, 60)
    yield f"被申请行政复议{_words(n)}件，其中维持{_words(a)}件、撤销{_words(b)}件。"
    yield f"收到申请{n}件，其中网上申请{_words(x)}件、信函申请{_words(y)}件，咨询{_words(e)}件。"
    yield f"承办建议{_words(a)}件、提案{_words(b)}件，共计{_words(n)}件。"
    yield f"开展检查{_words(n)}次，其中专项检查{_words(x)}次、联合检查{_words(y)}次，下发通报{_words(e)}次。"
    yield f"举办培训{_words(n)}期，其中{_words(x)}期面向乡镇，{_words(y)}期面向部门，{_words(e)}个单位参加。"
    yield f"{_words(n)}个乡镇中，{_words(x)}个乡镇建成专区，其中{_words(r.some(1, x))}个乡镇被评为示范，{_words(e)}个村同步推进。"
    yield f"召开会议{_words(n)}次（专题会{_words(x)}次、调度会{_words(y)}次），印发纪要{_words(e)}期。"
