"""The scene of the access test: the same things at two units, in a county that lasts for a module."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache

from gongkai.doors import edge
from gongkai.doors.counter import apply, track
from gongkai.engines.channels import actions as channels
from gongkai.engines.feeders import rebuilding
from gongkai.engines.measures import queries as measures
from gongkai.engines.measures import sheets
from gongkai.engines.reporting import reports
from gongkai.engines.sweep import sweeping
from gongkai.ground.documents import rendering, seals
from gongkai.ground.documents.models import Enclosure
from gongkai.ground.files.actions import attach
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.models import File
from gongkai.ground.files.tests.samples import PDF, PNG, seal_png
from gongkai.ground.guard import actions as guard
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.keys import actions as keys_of
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.units import actions as units
from gongkai.ground.units.scope import Actor
from gongkai.ground.upward import actions as upward
from gongkai.kernel.assessments import actions as assessments
from gongkai.kernel.assessments import queries as appraised
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import demands
from gongkai.kernel.cases.models import Case
from gongkai.kernel.drafting import contributing, remarking
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.keypoints import actions as keypoints
from gongkai.kernel.keypoints import queries as keypoints_kept
from gongkai.kernel.keypoints.actions import Task
from gongkai.kernel.logbooks import actions as logbooks
from gongkai.kernel.logbooks import queries as logbooks_kept
from gongkai.kernel.oversight import actions as oversight
from gongkai.kernel.oversight import alerts, findings
from gongkai.kernel.oversight.queries import evidence_of
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import guarding, masking, withholding, writing
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.kernel.statements import actions as statements
from gongkai.kernel.statements import reported as outside
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, releasing
from gongkai.procedures.remedies import actions as remedies
from gongkai.pure.declare import Role, Tell
from gongkai.pure.law.sitemeta import ANNUAL_TYPE
from tests.plugins.acts.assessments import adopted, drafted
from tests.plugins.acts.monitoring import looked
from tests.plugins.acts.releasing import BOX
from tests.plugins.acts.statements import CELL
from tests.plugins.addresses import MODELS, SUBJECT
from tests.plugins.cast import SETUP, Cast, noon
from tests.plugins.things import BEGINS, DAY, KEEPS, Things


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Iterator[Path]:
    """Of all tests here: the scene's files and its index stand in it."""
    folder = tmp_path_factory.mktemp("access") / "home"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def scene(lasting_cast: Cast, home: Path) -> Iterator[dict[str, Things]]:
    """The same things at two units, by the unit's code."""
    cache.clear()
    with pytest.MonkeyPatch.context() as patch:
        for module in (edge, apply, track):
            patch.setattr(module, "now", lambda: noon("2026-03-03"))
        patch.setattr(measures, "SNAPSHOT", "default")
        place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by=SETUP, at=DAY)
        assessed(lasting_cast)
        found = {
            "zjj": things_of(lasting_cast, "zjj", "甲", "wang_bianji", "zhou_jingban", "liu_qianfa"),
            "wjw": things_of(lasting_cast, "wjw", "乙", "sun_bianji", "qian_jingban", "ma_qianfa"),
        }
        rendering.catch_up(at=DAY)
        sheets.catch_up()
        sweeping.all_of_it(DAY)
        rebuilding.rebuild()
        for label, way in MODELS.items():
            assert way != SUBJECT or apps.get_model(label)._base_manager.exists(), f"the scene has no {label}"
        yield found


@pytest.fixture
def cast(lasting_cast: Cast) -> Cast:
    return replace(lasting_cast, people=dict(lasting_cast.people))


@pytest.fixture
def things(scene: dict[str, Things], db: None) -> dict[str, Things]:
    """The scene, untouched by other tests."""
    cache.clear()
    forget_everything()
    return deepcopy(scene)


def things_of(cast: Cast, unit: str, sign: str, editor: str, officer: str, signatory: str) -> Things:
    own, by = cast.units[unit], cast.actor
    names = {
        what: f"{BEGINS}{sign}{what}"
        for what in ("草稿", "待审", "申请", "已答", "涉密", "附件", "证件", "某某", "答复", "随附", "材料")
    }

    def drafted(title: str, **more) -> Record:
        body = f"<p>{title}正文，值班手机13812345678，认真布署。</p>"
        content = {"title": title, "formed_on": "2026-03-02", "body": body, **more}
        section = Section.objects.get(pk="notices")
        return records.draft(kind="notice", unit=own, section=section, content=content, by=by(editor), at=DAY)

    def applied(subject: str) -> Case:
        party = {"name": names["某某"], "phone": "13800000000"}
        asked = foi.Request("natural", party, subject, f"{subject}全文", "electronic", "online")
        return foi.accept(case=foi.submit(unit=own, request=asked, at=DAY).case, by=by(officer), at=DAY)

    draft, review = drafted(names["草稿"]), drafted(names["待审"])
    files = [attach(owner=draft.ref, name=f"{names['附件']}.png", data=PNG, by=editor, at=DAY)]
    records.save(record=draft, content={"title": names["草稿"], "formed_on": "2026-03-02", "body": "<p>正文</p>", "attachments": [files[0].public_id]}, section=draft.section, by=by(editor), at=DAY)  # fmt: skip
    channels.word(record=review, channel="weibo", title=f"{names['待审']}在微博上", summary="", by=by(editor), at=DAY)
    records.submit(record=review, by=by(editor), at=DAY)
    case, answered, confidential = (applied(names[what]) for what in ("申请", "已答", "涉密"))
    files.append(attach(owner=answered.ref, name=f"{names['证件']}.png", data=PNG, by=officer, at=DAY, seal=True))
    # Without the tools that make pages: it is not they that are tried here.
    paper = Upload(f"{names['材料']}.pdf", PDF)
    (material,) = releasing._add(case=answered, made=[(paper, PDF, 1)], by=by(officer), at=DAY)
    releasing.mark(material=material, boxes=[BOX], by=by(officer), at=DAY)
    copy = releasing._redact(material=material, copy=PDF + b"\n", told=PDF + b"\n\n", by=by(officer), at=DAY)
    files.append(File.objects.get(public_id=material.file_id))
    going = [Upload(f"{names['随附']}.png", PNG)]
    answering.propose(case=answered, outcome="3_1", text=f"{names['答复']}予以公开，名单附后。", by=by(officer), at=DAY, files=going, copies=[copy.file_id])  # fmt: skip
    answering.answer(case=answered, by=by(signatory), at=DAY)
    files.append(File.objects.get(public_id=Enclosure.objects.latest("id").file_id))
    cases.conceal(case=confidential, reason="涉及国家秘密", officer=KEEPS[unit], by=by(signatory), at=DAY)
    if unit == "zjj":
        shown = drafted("公开的公示")
        for verb, who in (
            ("submit", editor),
            ("pass_review", "li_shenhe"),
            ("clear", "wu_baomi"),
            ("publish", signatory),
        ):
            if verb == "clear":
                key = hit_of(shown)
                masking.justify(record=shown, key=key, reason="单位公布的值班电话", by=by(who), at=DAY)
            getattr(records, verb)(record=shown, by=by(who), at=DAY)
    writing.keep_new(record_id=draft.pk, person=editor, kind="notice", unit=unit, values=[("title", f"{names['草稿']}写了一半")], at=DAY)  # fmt: skip
    writing.rebase(draft.pk, editor, draft.revision)
    guard.keep_inspection(file_id=files[0].public_id, owner=draft.ref, finds=[], unread="")
    matter = remedies.Matter(
        "natural", {"name": names["某某"]}, names["申请"], f"{names['申请']}请求", "明川县人民政府"
    )
    remedy = remedies.register(
        procedure="reconsideration", unit=own, matter=matter, channel="letter", received_on=DAY.date(), about=answered,
        by=by(officer), at=DAY,
    )  # fmt: skip
    made = Things(unit, draft, review, case, answered, confidential, files, hit=hit_of(review))
    made.remedy = remedy
    keys = [
        remedy.reference,
        case.reference,
        answered.reference,
        draft.pk,
        review.pk,
        *(file.public_id for file in files),
    ]
    made.withheld = withholding.withhold(
        unit=own,
        title=f"{unit}人事考察材料",
        ground="16-1",
        reason="内部人事管理，认真布署。",
        review_on=date(2027, 3, 2),
        by=by(signatory),
        at=DAY,
    )
    demands.demand(
        case=case, kind="remind", unit=own, role=Role.CASE_OFFICER, text=f"{names['申请']}催一催", days=3, by=by("gao_gongkai"), at=DAY
    )  # fmt: skip
    seals.load_seal(unit=own, data=seal_png(), every=False, by=by("lin_guanli"), at=DAY)
    made.delivery = outbox.queue(
        key=f"weibo-post-{draft.pk}", channel="weibo", task="post", ref=draft.ref, unit_id=own.pk, version=1, at=DAY
    )
    made.submission = upward.submit(
        ref=draft.ref, unit_id=own.pk, destination="portal", name="县政府网站", by=editor, at=DAY
    )
    made.entry = logbooks.enter(
        logbook="trainings", unit=own, on=DAY.date(), content={"title": f"{BEGINS}{sign}培训班", "attendees": "31"},
        evidence=[(f"{BEGINS}{sign}签到表.txt", sign.encode())], by=by(editor), at=DAY,
    )  # fmt: skip
    sheet = logbooks_kept.evidence_of(made.entry)[0]
    made.files.append(sheet)
    keys += [made.entry.code, sheet.public_id]
    statements.sign(
        unit=own, year=2026, size=0, figures={}, explained=f"{BEGINS}{sign}说明", by=by(signatory), at=DAY, seen=0
    )
    made.number = outside.enter(
        unit=own, year=2026, cell=CELL, label="行政许可", figure=Decimal(9), ours=None, system=f"{BEGINS}{sign}平台",
        explained=f"{BEGINS}{sign}只在平台里。", by=by(signatory), at=DAY,
    )  # fmt: skip
    keys.append(made.number.code)
    made.finding = findings.make(
        sort="suggest", unit=own, office=cast.units["xzf"], title=f"{BEGINS}{sign}整改", text=f"{BEGINS}{sign}要改的。",
        about=[case.ref], days=15, by=by("he_jiancha"), at=DAY,
    )  # fmt: skip
    findings.answer(
        finding=made.finding, text=f"{BEGINS}{sign}改了。", evidence=[(f"{BEGINS}{sign}改好的.txt", sign.encode())], by=by(signatory), at=DAY
    )  # fmt: skip
    shot = evidence_of(made.finding)[0]
    made.files.append(shot)
    keys += [made.finding.code, shot.public_id]
    task = Task(f"{BEGINS}{sign}要点", own, date(2026, 11, 30), "own", f"{BEGINS}{sign}要点文件", public=False)
    helped = replace(task, assisting=(cast.units["xzf"],))
    made.point = keypoints.lay_down(year=2026, task=helped, by=by("gao_gongkai"), at=DAY)
    keypoints.amend(point=made.point, task=task, because="不用协办了吧", by=by("gao_gongkai"), at=DAY)
    keypoints.report(
        point=made.point, text=f"{BEGINS}{sign}进展。", evidence=[(f"{BEGINS}{sign}清单.txt", sign.encode())], by=by(editor), at=DAY
    )  # fmt: skip
    keypoints.prove(point=made.point, about=[draft.ref, case.ref, made.entry.ref], by=by(signatory), at=DAY)
    listed = keypoints_kept.evidence_of(made.point)[0]
    made.files.append(listed)
    keys += [made.point.pk, listed.public_id]
    part, said = appraised.of_unit(own, 2025), {"by": by(editor), "at": DAY}
    assessments.claim(
        appraisal=part, key="rules", points=Decimal(30), text=f"{BEGINS}{sign}自评。", evidence=[(f"{BEGINS}{sign}制度.txt", sign.encode())], **said
    )  # fmt: skip
    assessments.prove(appraisal=part, key="rules", about=[draft.ref, case.ref], **said)
    assessments.hand_in(appraisal=part, text=f"{BEGINS}{sign}一年的工作。", by=by(signatory), at=DAY)
    assessments.send_back(
        appraisal=part, text=f"{BEGINS}{sign}再补。", due_on=date(2026, 3, 25), by=by("gao_gongkai"), at=DAY
    )
    shown = appraised.evidence_of(part, "rules")[0]
    made.files.append(shown)
    keys += [part.pk, shown.public_id]
    made.fault = looked(cast, (f"/u/{unit}/",), f"{BEGINS}{sign}旧链接")[0]
    keys.append(made.fault.code)
    alerts.alert(duty=next(each for each in open_duties(case.ref) if each.clock), tell=Tell(yellow=0), at=DAY)
    begun = reports.begin(unit=own, year=2025, covers="own", size=0, by=by(editor), at=DAY)
    told = version_of(begun).values() | {"title": f"{BEGINS}{sign}年度报告"}
    made.account = records.save(record=begun, content=told, by=by(editor), at=DAY).record
    below = units.open_unit(
        code=f"{unit}-below", name=f"{own.name}下属的中心", short_name=f"{own.short_name}下属的中心", level="institution",
        parent_code=unit, opened_on=DAY.date(), at=DAY, by=SETUP,
    )  # fmt: skip
    by_hand = Actor("somebody", holds_for={Role.EDITOR: frozenset({below.pk})})
    (made.contribution,) = contributing.ask(
        record=begun, chapter=f"{BEGINS}{sign}部分", text=f"{BEGINS}{sign}供稿要求", due_on=date(2026, 3, 31), units=[below],
        by=by(editor), at=DAY,
    )  # fmt: skip
    contributing.hand_in(
        contribution=made.contribution, body=f"<p>{BEGINS}{sign}供的稿子。</p>", size=0, by=by_hand, at=DAY
    )
    remarking.remark(record=begun, text=f"{BEGINS}{sign}批注", unit=own, by=by(editor), at=DAY)
    keys.append(made.contribution.pk)
    bulletin = reports.begin_bulletin(unit=own, period="2026-Q1", covers="own", size=0, by=by(editor), at=DAY)
    told = version_of(bulletin).values() | {"title": f"{BEGINS}{sign}情况通报"}
    made.bulletin = records.save(record=bulletin, content=told, by=by(editor), at=DAY).record
    keys += [begun.pk, bulletin.pk]
    oversight.explain(
        pattern="minute", procedure="foi", unit=own, hits=1, sample=1, text=f"{BEGINS}{sign}已核实", by=by("he_jiancha"), at=DAY, seen=0
    )  # fmt: skip
    made.key, _ = keys_of.make_key(
        unit=own, label=f"{BEGINS}{sign}协同办公", expires_on=date(2026, 12, 31), may_submit=True, by=by("lin_guanli"), at=DAY
    )  # fmt: skip
    made.hidden = [names["涉密"], confidential.reference]
    made.marks = [
        *(name for what, name in names.items() if what != "涉密"),
        f"{BEGINS}{sign}培训班",
        f"{BEGINS}{sign}说明",
        f"{BEGINS}{sign}情况通报",
        f"{BEGINS}{sign}已核实",
        *(
            f"{BEGINS}{sign}{what}"
            for what in (
                "供稿要求",
                "供的稿子",
                "批注",
                "整改",
                "要改的",
                "改了",
                "改好的",
                "要点",
                "要点文件",
                "进展",
                "清单",
                "旧链接",
                "自评",
                "制度",
                "一年的工作",
                "再补",
                "平台",
                "只在平台里",
            )
        ),
        *keys,
    ]
    return made


def assessed(cast: Cast) -> None:
    """Last year's assessment, in which both units owe their reports; and a draft of another version of its scheme."""
    who = {"by": cast.actor("gao_gongkai"), "at": DAY}
    assessment = assessments.begin(year=2025, version=adopted(cast), **who)
    units = [cast.units["zjj"], cast.units["wjw"]]
    assessments.call(assessment=assessment, units=units, report_by=date(2026, 3, 20), **who)
    drafted(cast)


def hit_of(record: Record) -> str:
    """The key of what the guard finds first in a record."""
    return guarding.look(record, version_of(record)).hits[0].key
