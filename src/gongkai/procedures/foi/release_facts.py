"""Facts of what is given away in part. What stands on a page is told nowhere: only pages, places, grounds and digests are."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import fact
from gongkai.kernel.cases.facts import OfCase


@fact("foi.material_added", "加入拟公开的材料（第{material}份，{pages}页）")
@dataclass(frozen=True)
class FoiMaterialAdded(OfCase):
    """A paper that may be given away was added to the case; ``digest`` is of the sealed original as it is stored."""

    material: int
    pages: int
    digest: str


@fact("foi.material_marked", "在第{material}份材料上标出{boxes}处不公开的内容")
@dataclass(frozen=True)
class FoiMaterialMarked(OfCase):
    """What of a paper is not to be given away was marked, or marked anew: so many boxes in all."""

    material: int
    boxes: int


@fact("foi.material_redacted", "第{material}份材料遮盖完毕（{boxes}处，{pages}页）")
@dataclass(frozen=True)
class FoiMaterialRedacted(OfCase):
    """A copy was made in which the boxes are burned in; ``digest`` is of the copy that can be given away."""

    material: int
    copy: int
    boxes: int
    pages: int
    digest: str
