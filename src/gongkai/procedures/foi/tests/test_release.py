"""What is given away in part: added, marked, made into a copy that goes out with the answer; the original stays with its unit."""

import json
import re
from io import BytesIO

import pypdfium2
import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import enclosed_with
from gongkai.ground.documents.redacting import Rect
from gongkai.ground.documents.tests.dirty import OPEN, SECRETS, dirty_pdf
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids, names_of, read_bytes
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.procedures.foi import answering, queries, releasing
from gongkai.procedures.foi.forms import ProposeForm
from gongkai.procedures.foi.models import Material, RedactedCopy
from gongkai.procedures.foi.releasing import Box
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, answered, handled, submitted

pytestmark = pytest.mark.one_engine

ON = noon("2026-03-02")
PAPER = Upload("补助名单.pdf", dirty_pdf())
NUMBER = Box(Rect(1, 190, 180, 800, 100), "15")
PARTLY = "您申请的信息予以部分公开，个人信息已经遮盖，见附件。"


def added(cast, case=None, files=(PAPER,)):
    case = case or handled(cast)
    return releasing.add(case=case, files=files, by=cast.actor(OFFICER), at=ON)[0]


def marked(cast, material, *boxes):
    return releasing.mark(material=material, boxes=boxes or (NUMBER,), by=cast.actor(OFFICER), at=ON)


def copied(cast, case=None, files=(PAPER,)):
    return releasing.redact(material=marked(cast, added(cast, case, files)), by=cast.actor(OFFICER), at=ON)


def bytes_of(public_id):
    return read_bytes(by_ids([public_id])[0])


def text_of(public_id):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(bytes_of(public_id)))


def test_the_copy_goes_out_with_its_list_and_the_original_does_not(cast, home):
    copy = copied(cast)
    case = copy.material.case
    answering.propose(case=case, outcome="3_2", text=PARTLY, by=cast.actor(OFFICER), at=ON, copies=[copy.file_id])
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    letter = Notice.objects.get(ref=case.ref, kind="answer")
    sent = enclosed_with([letter])[letter.pk]
    assert [each.name for each in sent] == ["补助名单（部分公开）.pdf", "补助名单（不公开内容清单）.pdf"]
    gone = {each.file.public_id for each in sent}
    assert gone == {copy.file_id, copy.list_id} and copy.material.file_id not in gone
    data = read_bytes(sent[0].file)
    assert not any(secret.encode() in data for secret in SECRETS.values())
    assert bytes_of(copy.material.file_id) == PAPER.data


def test_a_name_or_number_in_the_file_s_name_does_not_go_out_with_the_copy(cast, home):
    copy = copied(cast, files=[Upload("王丽华11010519491231002X补偿协议.pdf", dirty_pdf())])
    names = names_of(by_ids([copy.file_id, copy.list_id]))
    assert sorted(names.values()) == ["材料1（不公开内容清单）.pdf", "材料1（部分公开）.pdf"]
    assert "王丽华" not in text_of(copy.list_id)


def test_the_list_tells_page_ground_and_how_many_and_nothing_of_what_stood_there(cast, home):
    case = handled(cast)
    material = marked(cast, added(cast, case), NUMBER, Box(Rect(1, 190, 500, 300, 90), "16-2a"))
    copy = releasing.redact(material=material, by=cast.actor(OFFICER), at=ON)
    said = re.sub(r"\s", "", text_of(copy.list_id))
    assert "第1页" in said and "条例第十五条" in said and "条例第十六条第二款" in said and "2处不能公开" in said
    assert case.reference in said and OPEN not in said and SECRETS["text"] not in said


def test_facts_tell_of_digests_and_of_nothing_on_the_page(cast, home):
    from hashlib import sha256

    copy = copied(cast)
    case = copy.material.case
    told = {fact.name: json.loads(bytes(fact.body))["fact"] for fact in Fact.objects.filter(ref=case.ref)}
    original = File.objects.get(public_id=copy.material.file_id)
    assert told["foi.material_added"]["digest"] == original.stored_sha256
    assert told["foi.material_redacted"]["digest"] == sha256(bytes_of(copy.file_id)).hexdigest() == copy.digest
    assert told["foi.material_marked"] == {"case": case.reference, "material": 1, "boxes": 1}
    bodies = b"".join(bytes(fact.body) for fact in Fact.objects.filter(ref=case.ref))
    assert "补助名单".encode() not in bodies and SECRETS["text"].encode() not in bodies


def test_files_of_it_are_sealed(cast, home):
    copied(cast)
    for file in File.objects.all():
        assert file.sealed and not file.name and b"%PDF" not in file.path.read_bytes()


def test_a_copy_of_what_was_marked_otherwise_since_does_not_go_out(cast, home):
    copy = copied(cast)
    case, by = copy.material.case, cast.actor(OFFICER)
    assert queries.ready_copies(case) == [copy]
    marked(cast, queries.material_of(case, 1), NUMBER, Box(Rect(1, 190, 500, 300, 90), "15"))
    assert queries.ready_copies(case) == []
    with pytest.raises(StepRefused, match="重新生成"):
        answering.propose(case=case, outcome="3_2", text=PARTLY, by=by, at=ON, copies=[copy.file_id])
    again = releasing.redact(material=queries.material_of(case, 1), by=by, at=ON)
    assert queries.ready_copies(case) == [again] and again.seq == 2
    assert RedactedCopy.objects.count() == 2


def test_the_form_of_the_answer_offers_the_copies_and_no_original(cast, home):
    copy = copied(cast)
    case = copy.material.case
    form = ProposeForm.of(case, ON.date())
    assert form.fields["copies"].choices == [(copy.file_id, "补助名单（部分公开）.pdf，遮盖1处")]
    assert form.initial["copies"] == [copy.file_id] and "keep" not in form.fields
    answering.propose(case=case, outcome="3_2", text=PARTLY, by=cast.actor(OFFICER), at=ON, copies=[copy.file_id])
    answering.return_answer(case=case, reason="再看看", by=cast.actor(SIGNATORY), at=ON)
    form = ProposeForm.of(case, ON.date())
    assert "keep" not in form.fields and form.initial["copies"] == [copy.file_id]


def test_two_who_mark_at_once_do_not_lose_each_other_s_boxes(cast, home):
    one = added(cast)
    other = Material.objects.select_related("case").get(pk=one.pk)
    marked(cast, one)
    with pytest.raises(Overtaken):
        marked(cast, other, Box(Rect(1, 10, 10, 50, 50), "15"))
    assert len(Material.objects.get(pk=one.pk).boxes) == 1
    other.boxes = one.boxes
    with pytest.raises(Overtaken):
        releasing.redact(material=other, by=cast.actor(OFFICER), at=ON)


@pytest.mark.parametrize(
    "box, said",
    [
        (Box(Rect(2, 10, 10, 50, 50), "15"), "只有1页"),
        (Box(Rect(0, 10, 10, 50, 50), "15"), "只有1页"),
        (Box(Rect(1, 10, 10, 9, 50), "15"), "至少1毫米"),
        (Box(Rect(1, -1, 10, 50, 50), "15"), "页面外"),
        (Box(Rect(1, 10, 10, 50, 50), "99"), "依据"),
        (Box(Rect(1, 10, 10, 50, 50), "08-3"), "依据"),
    ],
)
def test_a_box_that_covers_nothing_or_has_no_ground_is_refused(cast, home, box, said):
    material = added(cast)
    with pytest.raises(StepRefused, match=said):
        marked(cast, material, box)
    assert not Material.objects.get(pk=material.pk).boxes


def test_only_an_officer_of_the_unit_and_only_while_it_is_handled(cast, home):
    material = added(cast)
    for who in (SIGNATORY, "qian_jingban", "he_jiancha"):
        with pytest.raises(NotAllowed):
            releasing.mark(material=material, boxes=[NUMBER], by=cast.actor(who), at=ON)
        with pytest.raises(NotAllowed):
            releasing.add(case=material.case, files=[PAPER], by=cast.actor(who), at=ON)
    marked(cast, material)
    with pytest.raises(NotAllowed):
        releasing.redact(material=material, by=cast.actor(SIGNATORY), at=ON)
    for case in (submitted(cast), answered(cast, "2026-02-10", "2026-03-02")):
        with pytest.raises(StepRefused, match="环节"):
            added(cast, case)


def test_every_ground_has_its_few_words(cast, home):
    assert set(releasing.SHORT) == {*releasing.GROUNDS, *releasing.GROUNDS_2008}


def test_without_a_mark_no_copy_is_made(cast, home):
    with pytest.raises(StepRefused, match="还没有标出"):
        releasing.redact(material=added(cast), by=cast.actor(OFFICER), at=ON)


def test_a_file_that_cannot_be_worked_on_leaves_nothing_behind(cast, home):
    case = handled(cast)
    broken = Upload("坏.pdf", b"%PDF-1.4\n%%EOF")
    with pytest.raises(StepRefused, match="打不开"):
        added(cast, case, [PAPER, broken])
    assert not Material.objects.exists() and not File.objects.exists()


def test_a_text_is_set_as_pages_and_says_so(cast, home):
    material = added(cast, files=[Upload("名单.txt", "户主：王丽华，手机13812345678。".encode())])
    assert material.typeset and material.pages == 1
    seen = releasing.look(material, ON.date())
    assert [each.label for each in seen.finds] == ["姓名", "私人电话"]
    assert names_of(by_ids([material.pdf_id]))[material.pdf_id] == "名单.pdf"


def test_what_covers_it_reaches_the_very_pixels(cast, home):
    material = added(cast, files=[Upload("名单.txt", "户主：王丽华，手机13812345678。".encode())])
    boxes = [Box(rect, "15") for find in releasing.look(material, ON.date()).finds for rect in find.rects]
    copy = releasing.redact(material=marked(cast, material, *boxes), by=cast.actor(OFFICER), at=ON)
    pages = pypdfium2.PdfDocument(BytesIO(bytes_of(copy.file_id)))
    image = pages[0].render(scale=2).to_pil().convert("L")
    dots = 2 * 72 / 254
    for box in boxes:
        rect = box.rect
        dark = image.crop(tuple(round(n * dots) for n in (rect.x + 8, rect.y + 5, rect.x + 20, rect.y + rect.h - 5)))
        assert dark.getextrema()[1] < 60
    assert not text_of(copy.file_id).strip()
