"""How an annual report begins: the parts that the law of its year asks for (条例第50条; forms of 2019 and 2021), each with the sentences that figures
can be put into. A figure is named in braces by its token: ``{foi.received}`` is a measure, ``{2021-3.r3_7.total}`` a cell of a table.

A sentence of which a figure is not known is left out: what nobody entered is not told as 0.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.pure.law.table2021 import PART_TITLES

TOKEN = re.compile(r"\{([0-9a-z_-]+\.[0-9a-z_.-]+)\}")
ASKS = "（请写）"
"""What stands where only people can write."""


@dataclass(frozen=True)
class Passage:
    """A paragraph: under a head of its own (``head``) or none, sentences that follow each other; ``asks`` tells who writes what is to be said here.
    ``needs``: the figure without which there is nothing to say, and the passage is left out; ``lists``: what is listed behind it, by its word.
    """

    sentences: tuple[str, ...] = ()
    head: str = ""
    asks: str = ""
    needs: str = ""
    lists: str = ""


@dataclass(frozen=True)
class Part:
    """A part under its title; a table of this title is set behind it."""

    title: str
    passages: tuple[Passage, ...]


OPENING = "本报告依照《中华人民共和国政府信息公开条例》第五十条编制，所列数据的统计期限自{year}年1月1日起至12月31日止。"

KEY_POINTS = Passage(
    (
        "本年度政务公开工作要点共{keypoints.due}项任务，",
        "已经完成{keypoints.done}项，",
        "其中按期完成{keypoints.kept}项；",
        "没有完成{keypoints.open}项，",
        "暂缓{keypoints.put_off}项。",
    ),
    "（六）工作要点落实情况",
    needs="keypoints.due",
    lists="keypoints",
)

_GENERAL = (
    Passage(
        (
            "本年主动公开政府信息{records.published}条，",
            "其中行政规范性文件{2014.a1n.value}件。",
            "通过政府网站公开{2014.a22.value}条，",
            "通过政务微博公开{2014.a23.value}条，",
            "通过政务微信公开{2014.a24.value}条。",
            "发布政策解读{interpretations.published}篇。",
        ),
        "（一）主动公开",
    ),
    Passage(
        (
            "本年新收政府信息公开申请{foi.received}件，",
            "上年结转{foi.carried_in}件，",
            "办结{foi.closed}件，",
            "结转下年度继续办理{foi.carried_out}件。",
        ),
        "（二）依申请公开",
    ),
    Passage((), "（三）政府信息管理", "写制度、审查、清理和规范性文件的管理"),
    Passage(("期末开放政府信息公开查阅点{points.open}个。",), "（四）政府信息公开平台建设", "写网站、新媒体、查阅场所"),
    Passage(
        (
            "本年召开政府信息公开工作会议{conferences.held}次，",
            "举办培训{trainings.held}期，",
            "接受培训{trainings.attendees}人次。",
            "受理政府信息公开举报投诉{complaints.received}件。",
        ),
        "（五）监督保障",
        "写考核、社会评议和责任追究的情况（条例第五十条）",
    ),
    KEY_POINTS,
)

_LATER = (
    Part(PART_TITLES[0], _GENERAL),
    Part(PART_TITLES[1], ()),
    Part(PART_TITLES[2], ()),
    Part(PART_TITLES[3], ()),
    Part(PART_TITLES[4], (Passage((), "", "写存在的主要问题，和怎么改"),)),
    Part(PART_TITLES[5], (Passage((), "", "写信息处理费收取的情况，没有收的也要写；其他需要报告的事项"),)),
)

_EARLIER = (
    Part("一、概述", (Passage((), "", "写一年的总体情况：组织领导、制度、渠道"), KEY_POINTS)),
    Part("二、主动公开政府信息情况", (_GENERAL[0],)),
    Part("三、依申请公开政府信息情况", (_GENERAL[1],)),
    Part("四、政府信息公开的收费及减免情况", (Passage((), "", "写收费和减免，没有收的也要写"),)),
    Part(
        "五、因政府信息公开申请行政复议、提起行政诉讼的情况",
        (
            Passage(
                (
                    "本年因政府信息公开被申请行政复议、已经审结的{reconsiderations.decided}件，",
                    "被提起行政诉讼、已经审结的{lawsuits.decided}件。",
                )
            ),
        ),
    ),
    Part("六、存在的主要问题和改进措施", (Passage((), "", "写存在的主要问题，和怎么改"),)),
)


def outline(year: int) -> tuple[Part, ...]:
    """The parts of the report of a year: six titles that are prescribed since the form of 2019, and those that were usual before."""
    return _LATER if year >= 2019 else _EARLIER


def tokens(parts: tuple[Part, ...]) -> Iterator[str]:
    """Every figure that the outline names."""
    for part in parts:
        for passage in part.passages:
            for sentence in passage.sentences:
                yield from TOKEN.findall(sentence)
