"""电子印章: who loads it, what is taken, and upon what it is set."""

import pypdfium2
import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents import seals
from gongkai.ground.documents.models import Notice, Seal
from gongkai.ground.documents.rendering import render_now
from gongkai.ground.documents.seals import SealRefused
from gongkai.ground.files.tests.samples import PDF, PNG, seal_png
from gongkai.ground.ledger.verify import verify
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.tests.scenes import HEAD, answered, handled, second_head

AT = noon("2026-02-01")
KEEPER = "lin_guanli"


def loaded(cast, every=False, data=None, by=KEEPER, unit="zjj"):
    data = seal_png() if data is None else data
    return seals.load_seal(unit=cast.units[unit], data=data, every=every, by=cast.actor(by), at=AT)


def sealed_kinds(case):
    return {notice.kind for notice in Notice.objects.filter(ref=case.ref) if notice.seal}


def reddest(notice):
    """How much of its last page is as red as the seal, below the middle."""
    made = render_now(notice, AT)
    with pypdfium2.PdfDocument(made) as paper:
        picture = paper[len(paper) - 1].render(scale=0.5).to_pil().convert("RGB")
    pixels = list(picture.crop((0, picture.height // 4, *picture.size)).get_flattened_data())
    return sum(r > 150 and g < 90 for r, g, _ in pixels) / len(pixels)


@pytest.mark.parametrize("every, kinds", [(False, {"answer", "extension"}), (True, {"receipt", "answer", "extension"})])
def test_it_is_set_upon_what_was_signed_or_upon_all(cast, home, every, kinds):
    seal = loaded(cast, every)
    second_head(cast)
    case = handled(cast)
    foi.extend(case=case, days=5, ground="材料多", by=cast.actor(HEAD), at=noon("2026-02-12"))
    from gongkai.procedures.foi.tests.scenes import answer

    answer(cast, case, "2026-02-12")
    assert sealed_kinds(case) == kinds
    assert {each.seal for each in Notice.objects.filter(ref=case.ref)} - {""} == {seal.file_id}
    assert verify().findings == []


def test_it_is_seen_on_the_paper_and_another_units_paper_has_none(cast, home):
    loaded(cast)
    notice = Notice.objects.get(ref=answered(cast, "2026-02-10", "2026-02-12").ref, kind="answer")
    plain = Notice.objects.get(ref=notice.ref, kind="receipt")
    assert reddest(notice) > 0.01 > reddest(plain)


def test_one_takes_the_place_of_the_other_and_what_it_was_set_upon_keeps_it(cast, home):
    first = loaded(cast)
    case = answered(cast, "2026-02-10", "2026-02-12")
    second = loaded(cast, data=seal_png(320, 320))
    assert [each.ended_on is None for each in seals.all_of(cast.units["zjj"])] == [True, False]
    assert Notice.objects.get(ref=case.ref, kind="answer").seal == first.file_id
    assert seals.picture(first.file_id) != seals.picture(second.file_id)
    seals.end_seal(unit=cast.units["zjj"], by=cast.actor(KEEPER), at=AT)
    assert seals.in_force(cast.units["zjj"]) is None
    assert sealed_kinds(answered(cast, "2026-02-10", "2026-02-12")) == set()
    with pytest.raises(SealRefused, match="没有启用"):
        seals.end_seal(unit=cast.units["zjj"], by=cast.actor(KEEPER), at=AT)


@pytest.mark.parametrize("by", ["liu_qianfa", "gao_gongkai", "zhou_jingban"])
def test_only_the_administrator_loads_and_ends_it(cast, home, by):
    with pytest.raises(SealRefused, match="系统管理员"):
        loaded(cast, by=by)
    loaded(cast)
    with pytest.raises(SealRefused, match="系统管理员"):
        seals.end_seal(unit=cast.units["zjj"], by=cast.actor(by), at=AT)


@pytest.mark.parametrize(
    "data, words",
    [
        (PDF, "PNG图片"), (PNG, "像素"), (seal_png(400, 300), "正方形"), (b"", "空的"), (seal_png()[:-4], "不完整"),
        (seal_png().replace(b"IDAT", b"IDAX"), "打不开"),
    ],
)  # fmt: skip
def test_what_is_no_seal_is_refused_with_a_sentence(cast, home, data, words):
    with pytest.raises(SealRefused, match=words):
        loaded(cast, data=data)
    assert not Seal.objects.exists()
