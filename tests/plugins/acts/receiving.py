"""Acts on how an application came."""

from datetime import date

from gongkai.ground.files.fields import Upload
from gongkai.ground.units.scope import APPLICANT
from gongkai.procedures.foi import importing, mending, receiving, splitting, telling
from gongkai.procedures.foi.mending import Mended
from gongkai.procedures.foi.splitting import Part
from tests.plugins.acts.cases import old
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied

SCAN = Upload("申请书.txt", "申请书：请公开危房补助名单".encode())
PARTS = (Part("危房补助名单", "2025年危房补助名单"), Part("危房补助金额", "2025年每户的金额"))


def parted(cast):
    case = applied(cast, "handling")
    return splitting.split(case=case, parts=PARTS, by=cast.actor("zhou_jingban"), at=LATER)


@scene("receiving.file_papers")
def _(cast):
    case = applied(cast)
    return lambda: receiving.file_papers(case=case, scans=[SCAN], by=cast.actor("chen_chuangkou"), at=LATER)


@scene("mending.mend")
def _(cast):
    (row,) = old(cast)
    case = importing.take_in(old=row.old, unit=row.unit, by=cast.actor("liu_qianfa"), at=DAY)
    said = Mended(date(2018, 3, 5), date(2018, 3, 9), "fax", "natural", "c32")
    return lambda: mending.mend(case=case, mended=said, reason="日期抄错了", by=cast.actor("liu_qianfa"), at=LATER)


@scene("telling.set_telling")
def _(cast):
    case = applied(cast)
    return lambda: telling.set_telling(case=case, way="", by=APPLICANT, at=LATER)


@scene("splitting.split")
def _(cast):
    case = applied(cast, "handling")
    return lambda: splitting.split(case=case, parts=PARTS, by=cast.actor("zhou_jingban"), at=LATER)
