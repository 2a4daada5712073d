"""Acts on what is given away in part."""

from gongkai.ground.documents.redacting import Rect
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.tests.samples import PDF
from gongkai.procedures.foi import releasing
from gongkai.procedures.foi.releasing import Box
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, applied

BOX = Box(Rect(1, 10, 10, 200, 50), "15")
PAPER = [Upload("补助名单.txt", "户主：王丽华".encode())]


def added(cast, case=None):
    """A paper that may be given away in part."""
    case = case or applied(cast, "handling")
    return releasing.add(case=case, files=PAPER, by=cast.actor("zhou_jingban"), at=DAY)[0]


def redacted(cast, material=None):
    """Its copy."""
    material = material or added(cast)
    by = cast.actor("zhou_jingban")
    releasing.mark(material=material, boxes=[BOX], by=by, at=DAY)
    return releasing.redact(material=material, by=by, at=DAY)


@scene("releasing._add")
def _(cast):
    case, by = applied(cast, "handling"), cast.actor("zhou_jingban")
    return lambda: releasing._add(case=case, made=[(PAPER[0], PDF, 1)], by=by, at=DAY)


@scene("releasing.mark")
def _(cast):
    material = added(cast)
    return lambda: releasing.mark(material=material, boxes=[BOX], by=cast.actor("zhou_jingban"), at=DAY)


@scene("releasing._redact")
def _(cast):
    material, by = added(cast), cast.actor("zhou_jingban")
    releasing.mark(material=material, boxes=[BOX], by=by, at=DAY)
    return lambda: releasing._redact(material=material, copy=PDF, told=PDF, by=by, at=DAY)
