"""Acts on how papers reach the applicant."""

from gongkai.procedures.foi import serving
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied


def posted(cast, case=None, **more):
    """The answer is on its way by mail."""
    case = case or applied(cast, "answered")
    said = {
        "paper": serving.papers_of(case)[0].number,
        "way": "post",
        "on": DAY.date(),
        "posting": "EA123456789CN",
    } | more
    return serving.send(case=case, by=cast.actor("zhou_jingban"), at=DAY, **said)


@scene("serving.send")
def _(cast):
    case = applied(cast, "answered")
    return lambda: posted(cast, case)


@scene("serving.serve")
def _(cast):
    made = posted(cast)
    return lambda: serving.serve(service=made, on=LATER.date(), signer="本人", by=cast.actor("zhou_jingban"), at=LATER)


@scene("serving.come_back")
def _(cast):
    made = posted(cast)
    return lambda: serving.come_back(
        service=made, on=LATER.date(), reason="查无此人", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("serving._note_access")
def _(cast):
    case = applied(cast, "answered")
    return lambda: serving._note_access(case=case, notice=serving.papers_of(case)[0], at=LATER)
