"""Acts on reconsiderations and lawsuits."""

from datetime import date

from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import orders
from gongkai.procedures.remedies import actions as remedies
from gongkai.procedures.remedies import deciding, instances
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied

MATTER = remedies.Matter(
    "natural", {"name": "张三"}, "补助名单", "请求撤销答复。", "明川县人民政府", "明政复〔2026〕3号"
)
EVIDENCE = "登记回执，证明收到申请的日期"
ON = DAY.date()


def received(cast, procedure="reconsideration", **more):
    given = {"unit": cast.units["zjj"], "matter": MATTER, "channel": "letter", "received_on": ON} | more
    return remedies.register(procedure=procedure, by=cast.actor("feng_fazhi"), at=DAY, **given)


def replied(cast, procedure="reconsideration", **more):
    case = received(cast, procedure, **more)
    return remedies.reply(
        case=case, text="本机关依法作出答复，事实清楚。", evidence=EVIDENCE, by=cast.actor("feng_fazhi"), at=DAY
    )


def judged(cast, outcome="suit_refused"):
    return instances.judge(
        case=replied(cast, "litigation"), outcome=outcome, on=ON, served_on=ON, text="", by=cast.actor("feng_fazhi"), at=DAY
    )  # fmt: skip


def appealed(cast):
    return instances.appeal(
        case=judged(cast), appellant="own", on=ON, court="宁州市中级人民法院", by=cast.actor("feng_fazhi"), at=DAY
    )


def ordered(cast):
    """A reconsideration of an answer, heard, and decided with an order to answer anew."""
    case = replied(cast, about=applied(cast, "answered"))
    remedies.summon(case=case, on=ON, place="三楼", by=cast.actor("feng_fazhi"), at=DAY)
    return deciding.decide(
        case=case, outcome="rec_perform", on=ON, text="", days=15, by=cast.actor("feng_fazhi"), at=LATER
    )


@scene("remedies._open")
def _(cast):
    application = applied(cast, "answered")
    return lambda: received(cast, about=application)


@scene("cases.link")
def _(cast):
    case, application = received(cast), applied(cast, "answered")
    return lambda: cases.link(case=case, about=application, sort="challenges", by=cast.actor("feng_fazhi"), at=LATER)


@scene("orders.order")
def _(cast):
    case, application = received(cast), applied(cast, "answered")
    return lambda: orders.order(
        case=application, source=case, days=15, counting="working", on=ON, by=cast.actor("feng_fazhi"), at=LATER
    )


@scene("remedies.reply")
def _(cast):
    case = received(cast)
    return lambda: remedies.reply(
        case=case, text="本机关依法作出答复，事实清楚。", evidence=EVIDENCE, by=cast.actor("feng_fazhi"), at=LATER
    )


@scene("remedies.summon")
def _(cast):
    case = received(cast)
    return lambda: remedies.summon(case=case, on=date(2026, 3, 20), place="三楼", by=cast.actor("feng_fazhi"), at=LATER)


@scene("remedies.attend")
def _(cast):
    case = received(cast)
    remedies.summon(case=case, on=ON, place="三楼", by=cast.actor("feng_fazhi"), at=DAY)
    return lambda: remedies.attend(case=case, which=1, text="负责人出席", by=cast.actor("feng_fazhi"), at=LATER)


@scene("remedies.prolong")
def _(cast):
    case = replied(cast)
    return lambda: remedies.prolong(case=case, days=30, by=cast.actor("feng_fazhi"), at=LATER)


@scene("remedies.suspend")
def _(cast):
    case = replied(cast)
    return lambda: remedies.suspend(case=case, on=ON, reason="等另案", by=cast.actor("feng_fazhi"), at=LATER)


@scene("remedies.resume")
def _(cast):
    case = replied(cast)
    remedies.suspend(case=case, on=ON, reason="等另案", by=cast.actor("feng_fazhi"), at=DAY)
    return lambda: remedies.resume(case=case, on=ON, by=cast.actor("feng_fazhi"), at=LATER)


@scene("deciding.decide")
def _(cast):
    case = replied(cast, about=applied(cast, "answered"))
    return lambda: deciding.decide(
        case=case, outcome="rec_perform", on=ON, text="", days=15, by=cast.actor("feng_fazhi"), at=LATER
    )


@scene("instances.judge")
def _(cast):
    case = replied(cast, "litigation")
    return lambda: instances.judge(
        case=case, outcome="suit_refused", on=ON, served_on=ON, text="", by=cast.actor("feng_fazhi"), at=LATER
    )


@scene("instances.appeal")
def _(cast):
    case = judged(cast)
    return lambda: instances.appeal(
        case=case, appellant="other", on=ON, court="宁州市中级人民法院", by=cast.actor("feng_fazhi"), at=LATER
    )


@scene("instances.remand")
def _(cast):
    case = appealed(cast)
    return lambda: instances.remand(case=case, on=ON, court="明川县人民法院", by=cast.actor("feng_fazhi"), at=LATER)


@scene("instances.conclude")
def _(cast):
    case = judged(cast)
    return lambda: instances.conclude(case=case, by=cast.actor("feng_fazhi"), at=DAY.replace(month=4))
