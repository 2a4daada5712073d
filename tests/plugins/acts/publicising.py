"""Acts about what is given often."""

from gongkai.kernel.records.models import Section
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, publicising
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER

ANSWER = "{name}您好，补助金额每户14000元，名单附后，有疑问请联系李主任13812345678。"


def given(cast, name: str, *, outcome: str = "3_1", subject: str = "危房改造补助名单", wanted: str = "申请公开2025年危房改造补助名单和金额。"):  # fmt: skip
    """An application of somebody that was answered."""
    request = foi.Request("natural", {"name": name, "phone": f"1380000{ord(name[-1])}"}, subject, wanted, "electronic", "online")  # fmt: skip
    case = foi.submit(unit=cast.units["zjj"], request=request, at=DAY).case
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=DAY)
    text = ANSWER.format(name=name)
    answering.propose(case=case, outcome=outcome, text=text, by=cast.actor("zhou_jingban"), at=DAY)
    return answering.answer(case=case, by=cast.actor("liu_qianfa"), at=DAY)


def often_given(cast, names: str = "甲乙丙", **more):
    """Three applicants were given the same."""
    newest = [given(cast, f"王{name}", **more) for name in names][-1]
    return publicising.group_of(cast.units["zjj"], newest.reference, DAY.date())


def kept_apart(cast, **more):
    """What was given often is not published."""
    return publicising.keep_apart(
        group=often_given(cast, **more), reason="各户情况不同，公开会泄露隐私。", by=cast.actor("gao_gongkai"), at=DAY
    )


@scene("publicising.open_up")
def _(cast):
    group, section = often_given(cast), Section.objects.get(pk="notices")
    return lambda: publicising.open_up(
        group=group, kind="notice", section=section, title="补助名单", text="补助名单附后。", by=cast.actor("gao_gongkai"), at=LATER
    )  # fmt: skip


@scene("publicising.keep_apart")
def _(cast):
    group = often_given(cast)
    return lambda: publicising.keep_apart(
        group=group, reason="各户情况不同，公开会泄露隐私。", by=cast.actor("gao_gongkai"), at=LATER
    )
