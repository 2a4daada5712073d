"""Press conferences and interviews on the web: who told what, and what was asked."""

from collections.abc import Iterator
from datetime import date
from random import Random

from gongkai.demo.content.context import workday_after
from gongkai.demo.content.items import Item
from gongkai.demo.content.registry import holders, units

PRESS, INTERVIEWS = "fabuhui", "fangtan"
TOPICS = (
    ("jyj", "义务教育招生", (("秋季招生有什么变化？", "划片和去年一样。\n网上报名时间为7月10日至15日，窗口同时受理。"), ("随迁子女怎么入学？", "凭居住证报名，由县教育局统筹安排到公办学校。"))),
    ("zjj", "住房保障", (("公租房什么时候分？", "每季度分一次，名单先公示5个工作日。"), ("危房改造补助怎么领？", "验收合格以后20个工作日内打到农户的一卡通。"))),
    ("wjj", "基层医疗服务", (("村卫生室能用医保吗？", "全县的村卫生室都接通了，看门诊直接报销。"), ("家庭医生怎么签？", "到所在的卫生院，或者请村医上门签。"))),
    ("rsj", "就业和社会保险", (("灵活就业怎么参保？", "本地户籍和持居住证的都可以参加，在网上或者窗口办。"), ("技能培训要交钱吗？", "列入目录的免费，考过以后还有补贴。"))),
    ("jtj", "农村公路", (("今年修哪些路？", "养护80公里、改建22公里，清单已经在网上公布。"), ("路坏了找谁？", "打县交通运输局值班电话，3天内到现场。"))),
    ("hbj", "大气和水环境", (("今年空气怎么样？", "优良天数比例和去年同期持平，数据每月公布。"), ("河里的水能不能喝？", "饮用水水源地水质达到三类，河道水不能直接喝。"))),
    ("nyj", "惠农补贴", (("耕地地力补贴什么时候发？", "6月底以前打到一卡通，村里先张榜。"), ("农机补贴怎么申请？", "买了以后在手机上申请，乡镇核验。"))),
    ("mzj", "社会救助", (("低保标准调了没有？", "从7月1日起调整，新标准已经公布。"), ("突然有困难找谁？", "先找村（社区），急的可以直接打县民政局电话。"))),
)  # fmt: skip


def items(first: date, today: date, seed: int) -> Iterator[Item]:
    """Each subject to the press once a year, and half a year apart in an interview."""
    by_tag = {unit.tag: unit for unit in units()}
    for year in range(first.year, today.year + 1):
        for place, (tag, subject, asked) in enumerate(TOPICS):
            unit = by_tag.get(tag)
            if unit is None:
                continue
            rng, head = Random(f"{seed} talk {tag} {year}"), holders("signatory", unit.code)[0]
            who = f"{head.name}，{unit.name}{head.post}"
            for kind, month in (("press", place % 12 + 1), ("interview", (place + 6) % 12 + 1)):
                on = workday_after(date(year, month, rng.randint(6, 24)), 0)
                if not first <= on < today:
                    continue
                common = {
                    "held_on": on.isoformat(),
                    "subject": subject,
                    "host": "明川县融媒体中心主持人",
                    "keywords": [subject],
                }
                if kind == "press":
                    body = f"<p>各位记者朋友，上午好。今天介绍全县{subject}工作的情况。</p><p>今年以来，{unit.short_name}把群众最关心的事办在前面，下面回答大家的提问。</p>"
                    rows = [
                        {
                            "asker": "宁州日报记者" if n else "明川县融媒体中心记者",
                            "question": ask,
                            "answerer": head.name,
                            "answer": answer,
                        }
                        for n, (ask, answer) in enumerate(asked)
                    ]
                    yield Item("press", PRESS, unit.code, on, common | {
                        "title": f"明川县{year}年{subject}新闻发布会", "body": body, "place": "县政府新闻发布厅", "spokesperson": who, "questions": rows,
                    })  # fmt: skip
                else:
                    rows = [
                        {"asker": f"网友{'甲乙丙'[n]}", "question": ask, "answer": answer}
                        for n, (ask, answer) in enumerate(asked)
                    ]
                    body = f"<p>{unit.short_name}做客在线访谈，就{subject}和网友交流，收到提问{rng.randint(12, 60)}条，集中答复如下。</p>"
                    yield Item(
                        "interview",
                        INTERVIEWS,
                        unit.code,
                        on,
                        common
                        | {"title": f"在线访谈：{subject}（{year}年）", "body": body, "guests": who, "questions": rows},
                    )
