"""Files that go out with an answer: stored sealed in the act that proposes it, listed in its letter, the same after the signature."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.letter import letter
from gongkai.ground.documents.models import Enclosure, Notice
from gongkai.ground.documents.queries import data_of, enclosed_with
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of, read_bytes
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.files.tests.samples import PDF
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import answering, queries
from gongkai.procedures.foi.models import Proposal
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled

ON = noon("2026-03-02")
CSV = Upload("补助名单.csv", "户主,金额\n张某,14000\n".encode())
SCAN = Upload("批复扫描件.pdf", PDF)


def proposed(cast, case=None, **more):
    case = case or handled(cast)
    answering.propose(
        case=case, outcome="3_1", text="您申请的信息予以公开，请查收。", by=cast.actor(OFFICER), at=ON, **more
    )
    return case


def returned(cast, case):
    return answering.return_answer(case=case, reason="再核对一遍", by=cast.actor(SIGNATORY), at=ON)


def answer_of(case) -> Notice:
    return Notice.objects.get(ref=case.ref, kind="answer")


def test_they_are_sealed_listed_and_go_out_in_their_order(cast, home):
    case = proposed(cast, files=[SCAN, CSV])
    assert [names_of([f])[f.public_id] for f in queries.latest_proposal(case).files] == [SCAN.name, CSV.name]
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    found = enclosed_with([answer_of(case)])[answer_of(case).pk]
    assert [(each.place, each.name, read_bytes(each.file)) for each in found] == [
        (1, SCAN.name, SCAN.data),
        (2, CSV.name, CSV.data),
    ]
    assert letter("answer", data_of(answer_of(case)))["attachments"] == [SCAN.name, CSV.name]
    for file in File.objects.all():
        assert file.sealed and not file.name and not file.sha256 and CSV.data not in file.path.read_bytes()


def test_no_fact_holds_a_name(cast, home):
    case = proposed(cast, files=[CSV])
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    bodies = b"".join(bytes(fact.body) for fact in Fact.objects.filter(ref=case.ref))
    assert File.objects.get().stored_sha256.encode() in bodies
    assert "补助名单".encode() not in bodies and b"\\u8865\\u52a9\\u540d" not in bodies


def test_an_answer_without_files_lists_none(cast, home):
    case = proposed(cast)
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    assert not Enclosure.objects.exists() and not letter("answer", data_of(answer_of(case)))["attachments"]


@pytest.mark.parametrize("keep", [(), (0,), (0, 1)])
def test_what_was_sent_back_goes_out_again_only_as_far_as_it_is_kept(cast, home, keep):
    case = proposed(cast, files=[SCAN, CSV])
    before = queries.latest_proposal(case).files
    returned(cast, case)
    more = Upload("说明.txt", "口径说明".encode())
    proposed(cast, case, files=[more], keep=[before[n].public_id for n in keep])
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    found = enclosed_with([answer_of(case)])[answer_of(case).pk]
    assert [each.name for each in found] == [*([SCAN.name, CSV.name][n] for n in keep), more.name]


def test_only_files_of_the_answer_that_was_sent_back_can_be_kept(cast, home):
    other = queries.latest_proposal(proposed(cast, files=[CSV])).files[0]
    case = proposed(cast, files=[SCAN])
    returned(cast, case)
    proposed(cast, case, keep=[other.public_id])
    assert not queries.latest_proposal(case).files


def test_one_that_is_refused_leaves_nothing_behind(cast, home):
    case = handled(cast)
    with pytest.raises(FileRefused):
        proposed(cast, case, files=[CSV, Upload("程序.exe", b"MZ\x90\0")])
    assert not Proposal.objects.exists() and not File.objects.exists()


@pytest.mark.parametrize(("number", "fits"), [(19, True), (20, True), (21, False)])
def test_there_may_be_so_many(cast, home, number, fits):
    case, files = handled(cast), [Upload(f"{n}.txt", b"x") for n in range(number)]
    if fits:
        assert len(queries.latest_proposal(proposed(cast, case, files=files)).files) == number
    else:
        with pytest.raises(StepRefused, match="最多20个"):
            proposed(cast, case, files=files)


def test_they_are_gone_with_the_applicant(cast, home):
    from gongkai.ground.parties import vault

    case = proposed(cast, files=[CSV])
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    cases.erase(case=case, by=cast.actor("lin_guanli"), at=ON)
    (found,) = enclosed_with([answer_of(case)])[answer_of(case).pk]
    assert found.name == "（已删除）" and queries.latest_proposal(case).files == []
    with pytest.raises(vault.Erased):
        read_bytes(found.file)
