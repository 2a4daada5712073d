"""Laid by and gone on with later, on any machine, under a code that is kept nowhere; sent or old, it is gone."""

import os
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.doors.counter.tests.conftest import APPLY, WANTED, Citizen, hidden
from gongkai.ground.files import laid_by
from gongkai.ground.home.paths import home_path
from gongkai.kernel.cases.models import Case

RESUME = "/counter/foi/resume"


@pytest.fixture
def citizen(home, citizen):
    return citizen


def laid(citizen, page: str = "who") -> str:
    """Lay by what is filled in up to a page, that page included; the code."""
    citizen.fill_all(until=page)
    citizen.fill(page, go="later")
    return re.search(r'<dd class="ref">([^<]+)</dd>', citizen.html)[1]


def lying() -> list:
    return sorted(home_path("laid").glob("*"))


def test_on_another_machine_it_goes_on_where_it_was_left(citizen):
    code = laid(citizen)
    other = Citizen()
    html = other.post(RESUME, later=code.lower().replace("-", " "))
    assert "您想怎样得到答复？" in html and "这是您以前存的" in html
    assert WANTED in other.fill("how") and "欧阳慕白" in other.html
    other.send()
    assert Case.objects.count() == 1 and not lying()
    assert "没有找到" in Citizen().post(RESUME, later=code)


def test_a_page_that_does_not_hold_is_laid_by_as_it_stands(citizen):
    citizen.fill_all(until="who")
    citizen.fill("who", go="later", id_number="1", phone="")
    code = re.search(r'<dd class="ref">([^<]+)</dd>', citizen.html)[1]
    html = Citizen().post(RESUME, later=code)
    assert "请告诉我们您是谁" in html and "欧阳慕白" in html


def test_on_the_disk_lies_nothing_that_can_be_read(citizen):
    code = laid(citizen)
    (path,) = lying()
    told = path.read_bytes()
    for word in ("欧阳慕白", WANTED[:6], "13800004471", code, code.replace("-", "")):
        assert word.encode() not in told and word not in path.name
    assert path.stat().st_mode & 0o077 == 0


def test_laid_by_again_it_keeps_its_code(citizen):
    code = laid(citizen, "what")
    citizen.post(APPLY, draft=hidden(citizen.html, "draft"), page="", go="next")
    citizen.fill("kind", go="later")
    assert code in citizen.html and len(lying()) == 1


@pytest.mark.parametrize("days, there", [(14, True), (16, False)])
def test_after_its_days_it_is_gone(citizen, days, there):
    code = laid(citizen)
    (path,) = lying()
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))
    assert (laid_by.taken(code.replace("-", ""), timezone.now()) is not None) is there
    assert laid_by.clear(timezone.now()) == (0 if there else 1)


def test_who_guesses_is_slowed_and_who_has_the_code_is_not_locked_out(citizen):
    code = laid(citizen)
    other, said = Citizen(), ""
    for _ in range(25):
        said = other.post(RESUME, later="AAAA-BBBB-CCCC")
    assert "试得太快了" in said and other.answer.status_code == 429
    from django.core.cache import cache

    cache.clear()
    assert "这是您以前存的" in other.post(RESUME, later=code)


def test_a_code_with_another_home_s_secret_opens_nothing(citizen):
    code = laid(citizen)
    home_path("keys", "laid").write_text("00" * 32)
    assert "没有找到" in Citizen().post(RESUME, later=code)
