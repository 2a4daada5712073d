"""Who makes and revokes a key, for how long, and that its secret is kept nowhere."""

from datetime import date, timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.ground.keys import actions as keys
from gongkai.ground.keys import queries
from gongkai.ground.keys.actions import KeyRefused
from gongkai.ground.keys.models import ApiKey
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units import actions as units
from gongkai.pure.declare import Role

DAY = noon("2026-03-02")


def make(cast, by: str = "lin_guanli", unit: str = "zjj", **more):
    said = {"label": "协同办公", "expires_on": date(2026, 12, 31), "may_submit": False} | more
    return keys.make_key(unit=cast.units[unit], by=cast.actor(by), at=DAY, **said)


def test_it_is_shown_once_and_only_its_digest_kept(cast):
    key, shown = make(cast)
    secret = shown.split("_", 2)[2]
    assert shown.startswith(f"gk_{key.code}_") and len(secret) > 40
    assert secret not in repr(ApiKey.objects.values_list()) and secret.encode() not in b"".join(bytes(f.body) for f in Fact.objects.all())  # fmt: skip
    assert queries.opened_by(shown, date(2026, 3, 2)) == key
    assert make(cast)[1] != shown


@pytest.mark.parametrize("by", ("wang_bianji", "liu_qianfa", "gao_gongkai", "he_jiancha"))
def test_only_who_administers_the_unit_makes_and_revokes_one(cast, by):
    with pytest.raises(KeyRefused, match="系统管理员"):
        make(cast, by)
    key, _ = make(cast)
    with pytest.raises(KeyRefused, match="系统管理员"):
        keys.revoke_key(key=key, because="不用了", by=cast.actor(by), at=DAY)
    assert not queries.keys_for(cast.scope(by)).exists()


def test_an_administrator_of_one_unit_has_nothing_to_do_with_another_ones(cast):
    person = units.add_person(username="dept_admin", name="钱进", at=DAY, by="setup")
    cast.people["dept_admin"] = person
    units.appoint(person=person, unit=cast.units["wjw"], role=Role.ADMINISTRATOR, at=DAY, by="setup")
    own, _ = make(cast, "dept_admin", "wjw")
    make(cast)
    with pytest.raises(KeyRefused):
        make(cast, "dept_admin")
    assert list(queries.keys_for(cast.scope("dept_admin"))) == [own]


@pytest.mark.parametrize(
    "day, fine",
    [
        ("2026-03-01", False),
        ("2026-03-02", True),
        ("2026-03-03", True),
        ("2027-03-02", True),
        ("2027-03-03", True),
        ("2027-03-04", False),
    ],
)
def test_it_lasts_a_year_at_most(cast, day, fine):
    if fine:
        assert make(cast, expires_on=date.fromisoformat(day))[0].expires_on == date.fromisoformat(day)
    else:
        with pytest.raises(KeyRefused) as refused:
            make(cast, expires_on=date.fromisoformat(day))
        assert refused.value.field == "expires_on"


def test_what_is_revoked_stays_so_and_says_why(cast):
    key, shown = make(cast)
    with pytest.raises(KeyRefused, match="为什么"):
        keys.revoke_key(key=key, because=" ", by=cast.actor("lin_guanli"), at=DAY)
    keys.revoke_key(key=key, because="系统下线", by=cast.actor("lin_guanli"), at=DAY)
    assert queries.opened_by(shown, DAY.date()) is None and ApiKey.objects.get().revoked_on == DAY.date()
    with pytest.raises(KeyRefused, match="已经停用"):
        keys.revoke_key(key=ApiKey.objects.get(), because="再停", by=cast.actor("lin_guanli"), at=DAY)


def test_a_closed_unit_gets_none(cast):
    units.close_unit(unit=cast.units["wjw"], successor=cast.units["zjj"], on=DAY.date(), at=DAY, by="setup")
    cast.units["wjw"].refresh_from_db()
    with pytest.raises(KeyRefused, match="已经撤销"):
        make(cast, unit="wjw")


def test_seen_is_noted_every_ten_minutes(cast):
    key, _ = make(cast)
    facts = Fact.objects.count()
    for minutes, noted in ((0, 0), (10, 0), (11, 11)):
        key.refresh_from_db()
        keys.seen(key, DAY + timedelta(minutes=minutes))
        assert ApiKey.objects.get().used_at == DAY + timedelta(minutes=noted)
    assert Fact.objects.count() == facts
