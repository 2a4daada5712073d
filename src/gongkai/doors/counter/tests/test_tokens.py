"""Drafts and passes can't be read, changed, exchanged or kept for ever; whoever comes without starts again, kindly."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.counter import apply, tokens
from gongkai.doors.counter.tests.conftest import APPLY, PAGES, RECEIPT, WANTED, hidden
from gongkai.kernel.cases.models import Case

AT = noon("2026-03-02")


def test_a_token_gives_back_what_was_sealed():
    assert tokens.unseal("draft", tokens.seal("draft", {"name": "欧阳"}, AT), AT, 1) == {"name": "欧阳"}


@pytest.mark.parametrize("token", ["", "x", "不是", "AAAA", "A" * (tokens.LONGEST + 1)])
def test_what_is_no_token_is_refused(token):
    with pytest.raises(tokens.Forged):
        tokens.unseal("draft", token, AT, 1)


def test_a_changed_sign_is_noticed():
    token = tokens.seal("draft", {"name": "欧阳"}, AT)
    for place in range(0, len(token) - 4, 7):
        other = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(tokens.Forged):
            tokens.unseal("draft", other, AT, 1)


def test_a_forged_draft_starts_again_kindly(citizen):
    citizen.fill_all(until="how")
    html = citizen.post(APPLY, draft="forged", page="how", go="next", **PAGES["how"])
    assert apply.BROKEN + apply.TYPED_THERE in html and "您要向哪个单位申请？" in html
    for page in list(PAGES)[:-1]:
        citizen.fill(page)
    assert f'value="{PAGES["how"]["address"]}"' in citizen.html
    citizen.post(RECEIPT, draft="forged")
    assert apply.BROKEN in citizen.html and apply.TYPED_THERE not in citizen.html
    assert not Case.objects.exists()


OPEN = [(17, 59, False), (18, 0, False), (18, 1, True)]


@pytest.mark.parametrize("hour, minute, long", OPEN)
def test_a_draft_of_more_than_six_hours_is_remarked_on_and_kept(citizen, monkeypatch, hour, minute, long):
    citizen.fill_all(until="who")
    monkeypatch.setattr(apply, "now", lambda: AT.replace(hour=hour, minute=minute))
    html = citizen.fill("who")
    assert "您想怎样得到答复？" in html and (apply.LONG_OPEN in html) is long
    assert apply.LONG_OPEN not in citizen.fill("how")
    assert all(value in citizen.html for value in (WANTED, *PAGES["who"].values()))


@pytest.mark.parametrize("hour, minute, long", OPEN)
def test_what_was_checked_six_hours_ago_is_checked_again(citizen, monkeypatch, hour, minute, long):
    citizen.fill_all()
    monkeypatch.setattr(apply, "now", lambda: AT.replace(hour=hour, minute=minute))
    citizen.post(RECEIPT, draft=hidden(citizen.html, "draft"))
    assert (apply.LONG_OPEN in citizen.html) is long is not Case.objects.exists()
    if long:
        assert WANTED in citizen.html and citizen.send()
        assert Case.objects.count() == 1


def test_without_a_draft_nothing_is_sent(citizen):
    citizen.post(RECEIPT)
    assert "您要向哪个单位申请？" in citizen.html
    assert not Case.objects.exists()


def test_a_draft_that_was_not_checked_is_not_sent(citizen):
    citizen.fill_all(until="how")
    citizen.post(RECEIPT, draft=hidden(citizen.html, "draft"))
    assert "您想怎样得到答复？" in citizen.html
    assert not Case.objects.exists()


def test_unknown_drawers_are_not_found(citizen):
    for address in ("/counter/nothing/apply", "/counter/nothing/receipt"):
        citizen.get(address)
        assert citizen.answer.status_code in (404, 302)
        citizen.post(address)
        assert citizen.answer.status_code == 404


def test_what_a_page_takes_the_next_carries(citizen):
    """A thousand signs of four bytes among nineteen thousand that nobody sees, or after as many blanks."""
    for wanted in (("\U00020bb7" + "\u200b" * 19) * 1000, "\U00020bb7" * 1000 + "\u3000" * 19000):
        citizen.fill_all(wanted=wanted, subject="\U00020bb7" * 60, name="\U00020bb7" * 50, address="\U00020bb7" * 200)
        assert "请核对一遍" in citizen.html and f"<dd>{chr(0x20BB7) * 1000}</dd>" in citizen.html
    assert citizen.send()


def test_the_fullest_draft_is_read():
    pages = {str(n): {"text": ["\U00020bb7" * apply.LONGEST_PAGE]} for n in range(len(PAGES))}
    token = apply.Draft(pages).seal(AT)
    assert tokens.unseal(apply.DRAFT, token, AT, 1)["pages"] == pages
