"""What ``gongkai demo`` refuses, and what it prints when all is up."""

from datetime import date

import pytest
from django.utils import timezone

from gongkai.demo import command, dwelling
from gongkai.demo.dwelling import Note
from gongkai.doors.cli import Usage, main
from gongkai.doors.cli.unsettled import READY
from gongkai.ground.ledger.backup import MANIFEST
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.models import Government


@pytest.mark.parametrize("words", [[], ["--fresh"]])
def test_a_backup_is_no_home_of_a_demonstration(cast, home, capsys, words):
    kept = [home / MANIFEST, home / "gongkai.sqlite3", home / "files" / "one"]
    (home / "files").mkdir(exist_ok=True)
    for path in kept:
        path.write_text("{}")
    assert main(["demo", "--no-serve", *words]) == 2
    assert "is a backup (manifest.json is there)" in capsys.readouterr().err
    assert all(path.read_text() == "{}" for path in kept)
    with pytest.raises(Usage, match="is a backup"):
        dwelling.clear()


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-03-02", "Lived to 2026-03-02; home"), ("2026-03-03", "Lived to 2026-03-02; today is 2026-03-03; home")],
)
def test_the_day_in_force_is_told_where_it_is_not_the_day_lived_to(cast, home, today, told):
    assert told in command.announcement(Note(READY, "2026-03-02"), 8150, date.fromisoformat(today))


def test_a_demonstration_restored_from_a_backup_is_kept(cast, home, monkeypatch):
    """A backup holds no note of how far the life had come: what is there was lived."""
    Government.objects.update(demo=True)
    monkeypatch.setattr(dwelling, "clear", lambda: pytest.fail("what was restored would be gone"))
    last = timezone.localdate(Fact.objects.latest("idx").at)
    assert command._found_note(last).state == READY and dwelling.read_note().lived_to == last
