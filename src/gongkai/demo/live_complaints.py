"""举报投诉 of the demo county: a few a year, one of each course, so that each sort of page, list and figure has something to show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from gongkai.demo.live import Life, Story, at_work, back, forward, somebody
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code
from gongkai.kernel.cases.codes import code_of_form
from gongkai.kernel.cases.models import Case
from gongkai.procedures.complaints import actions
from gongkai.procedures.complaints.actions import Telling

OFFICE = "zfb001"
BETWEEN, THEN = (2, 5), (6, 18)
"""Working days until it is taken up, and until something comes of it."""


@dataclass(frozen=True)
class Plan:
    """One to be: how many working days ago it came, about whom, in which words, and what comes of it, as far as it got by today."""

    ago: int
    about: str
    telling: Telling
    course: Callable[["Told"], Story]
    channel: str = "letter"


class Told:
    """One complaint on its way; ``at`` is where its story stands in time."""

    def __init__(self, life: Life, rng: Random, plan: Plan, at: datetime) -> None:
        self.life, self.rng, self.plan, self.at = life, rng, plan, at
        self.about: Unit = unit_by_code(plan.about)
        self.office = somebody(rng, "openness_office", OFFICE)
        self.officer = somebody(rng, "case_officer", plan.about)
        self.pk = 0

    @property
    def case(self) -> Case:
        return Case.objects.select_related("unit").get(pk=self.pk)

    def wait(self, least: int, most: int) -> Story:
        self.at = at_work(forward(self.at.date(), self.rng.randint(least, most)), self.rng)
        yield self.at

    def came(self) -> None:
        if self.plan.channel == "web":
            token = f"{self.rng.getrandbits(192):048x}"
            made = actions.submit(
                about=self.about,
                telling=self.plan.telling,
                at=self.at,
                query_code=code_of_form(token),
                form_token=token,
            )
            self.pk = made.case.pk
            return
        self.pk = actions.register(
            about=self.about, telling=self.plan.telling, channel=self.plan.channel, received_on=self.at.date(), by=self.office, at=self.at
        ).case.pk  # fmt: skip

    def accepted(self) -> Story:
        self.came()
        yield from self.wait(*BETWEEN)
        actions.accept(case=self.case, by=self.office, at=self.at)

    def explained(self, letter: str, text: str) -> Story:
        yield from self.wait(1, 3)
        actions.ask(case=self.case, letter=letter, days=actions.EXPLAIN_WITHIN, by=self.office, at=self.at)
        yield from self.wait(3, 6)
        actions.explain(case=self.case, text=text, by=self.officer, at=self.at)

    def decided(self, outcome: str, text: str, published: str, days: int | None = None) -> Story:
        yield from self.wait(*THEN)
        actions.decide(
            case=self.case, outcome=outcome, text=text, published=published, days=days, by=self.office, at=self.at
        )


def _upheld(it: Told) -> Story:
    yield from it.accepted()
    yield from it.explained(
        "请说明2024年以来养老机构收费备案信息为什么没有在网站公开，什么时候能补上。",
        "收费备案信息原由业务股室保管，没有移交信息公开。已经整理出11家机构的备案表，本周内上网。",
    )
    name = it.about.short_name
    yield from it.decided(
        "grievance_upheld",
        f"经查，{name}没有按规定公开养老机构收费备案信息，您反映的情况属实。已责令该局限期公开，并在全县通报。",
        f"经查，{name}没有按规定公开养老机构收费备案信息，情况属实。已责令限期公开，并纳入年度考核。",
        10,
    )
    yield from it.wait(4, 8)
    actions.rectify(
        case=it.case,
        text="11家养老机构的收费备案表已经在“养老服务”栏目公开，并明确由办公室按月核对。",
        by=it.officer,
        at=it.at,
    )


def _unfounded(it: Told) -> Story:
    yield from it.accepted()
    name = it.about.short_name
    yield from it.decided(
        "grievance_unfounded",
        f"经查，{name}已于文件印发后第6个工作日公开全文，可以在政策文件栏目查到。您反映的情况不属实，地址见所附说明。",
        f"经查，{name}已在法定期限内公开所反映的文件，情况不属实。",
    )


def _declined(it: Told) -> Story:
    it.came()
    yield from it.wait(*BETWEEN)
    reason = (
        "您反映的是邻里采光纠纷，不属于政府信息公开方面的事，可以向所在乡镇的人民调解委员会申请调解，也可以打12345。"
    )
    actions.decline(case=it.case, reason=reason, by=it.office, at=it.at)


def _partly(it: Told) -> Story:
    yield from it.accepted()
    name = it.about.short_name
    yield from it.decided(
        "grievance_partly",
        f"经查，{name}已公开方案和结果，但没有公开复核意见的办理情况，您反映的情况部分属实。已要求补充公开。",
        f"经查，{name}没有公开复核意见的办理情况，情况部分属实。已要求补充公开。",
        15,
    )


def _asked_now(it: Told) -> Story:
    yield from it.accepted()
    yield from it.wait(1, 2)
    actions.ask(
        case=it.case, letter="请说明这件申请的登记、办理经过，为什么到期没有答复，并附登记回执和送达凭证。", days=actions.EXPLAIN_WITHIN,
        by=it.office, at=it.at,
    )  # fmt: skip


def _came_now(it: Told) -> Story:
    it.came()
    yield from ()


PLANS = (
    Plan(250, "mzj006", Telling("unpublished", "养老院收费标准网上查不到，打电话问，说没有公开过。请督促公开。", {"name": "郭玉兰", "phone": "16000001101"}), _upheld, "counter"),
    Plan(190, "zjj013", Telling("wrong", "听说有新的租赁补贴办法，网站上找不到，怀疑没有公开。", {"name": "程立新", "phone": "16000001102"}), _unfounded, "web"),
    Plan(150, "zjj013", Telling("matter_other", "邻居加盖的房子挡了我家采光，请处理。", {"name": "汪美华", "phone": "16000001103"}), _declined),
    Plan(70, "zrj011", Telling("unpublished", "征地补偿只看到方案，我们提的复核意见怎么处理的，一直没有公布。", {"name": "方守田", "phone": "16000001104"}), _partly),
    Plan(11, "zjj013", Telling("unanswered", "上个月申请公开小区配套幼儿园的移交协议，到期了也没有人答复。", {"name": "袁晓岚", "phone": "16000001105"}), _asked_now, "web"),
    Plan(2, "wjj018", Telling("service", "公开指南上的办公电话是空号，上午下午各打过几次都打不通。", {"name": "许建军", "phone": "16000001106"}), _came_now, "web"),
)  # fmt: skip


def begin_all(life: Life) -> None:
    """Let all of them begin that lie within the life."""
    for number, plan in enumerate(PLANS):
        on = back(life.today, plan.ago)
        if on > life.first:
            life.begin(_story(life, number, plan))


def _story(life: Life, number: int, plan: Plan) -> Story:
    rng = life.rng(f"complaint {number}")
    at = at_work(back(life.today, plan.ago), rng)
    yield at
    yield from plan.course(Told(life, rng, plan, at))
