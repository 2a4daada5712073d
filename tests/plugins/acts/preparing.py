"""Acts on how an answer is prepared."""

from gongkai.procedures.foi import answering, office, preparing
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied

WORDED = "您申请的“{申请内容}”可以公开，现提供给您【请填：份数】份。"


def worded(cast, unit: str = "zjj", head: str = "liu_qianfa", key: str = "3_1"):
    """How an office words the answers that disclose."""
    return office.set_wording(unit=cast.units[unit], key=key, text=WORDED, by=cast.actor(head), at=DAY)


def reviewed(cast):
    """The unit's answers go to its legal reviewer first."""
    return office.set_review(unit=cast.units["zjj"], legal_review=True, by=cast.actor("liu_qianfa"), at=DAY)


def under_review(cast):
    """A case whose answer lies before the legal reviewer."""
    reviewed(cast)
    case = applied(cast, "handling")
    answering.propose(
        case=case, outcome="3_1", text="您申请的信息予以公开，请查收。", by=cast.actor("zhou_jingban"), at=DAY
    )
    return case


@scene("office.set_wording")
def _(cast):
    return lambda: worded(cast)


def paragraph(cast):
    unit, by = cast.units["zjj"], cast.actor("liu_qianfa")
    return office.add_paragraph(unit=unit, name="节假日取件", text="节假日不办公，请在工作日来取。", by=by, at=DAY)


@scene("office.add_paragraph")
def _(cast):
    return lambda: paragraph(cast)


@scene("office.withdraw_paragraph")
def _(cast):
    made = paragraph(cast)
    unit, by = cast.units["zjj"], cast.actor("liu_qianfa")
    return lambda: office.withdraw_paragraph(unit=unit, key=made.key, by=by, at=LATER)


@scene("office.set_review")
def _(cast):
    return lambda: reviewed(cast)


@scene("preparing.draft")
def _(cast):
    case = applied(cast, "handling")
    return lambda: preparing.draft(case=case, outcome="3_1", by=cast.actor("zhou_jingban"), at=LATER)


@scene("preparing.pass_review")
def _(cast):
    case = under_review(cast)
    return lambda: preparing.pass_review(case=case, comment="同意", by=cast.actor("feng_fazhi"), at=LATER)


@scene("preparing.return_review")
def _(cast):
    case = under_review(cast)
    return lambda: preparing.return_review(case=case, reason="请补依据", by=cast.actor("feng_fazhi"), at=LATER)
