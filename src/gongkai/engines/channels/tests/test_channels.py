"""A record on WeChat and Weibo: sent, corrected, withdrawn there; against the services as they were written down."""

from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.engines.channels import actions as channels
from gongkai.engines.channels.deliver import deliver
from gongkai.engines.channels.following import catch_up
from gongkai.engines.channels.tests.conftest import DAY
from gongkai.engines.measures import queries as measures
from gongkai.engines.measures import sheets
from gongkai.ground.files.actions import attach
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import secrets
from gongkai.ground.outbox.models import BY_HAND, DEAD, SENT, VOID, WAITING, Channel, Delivery
from gongkai.kernel.flow.consumers import rewind
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Section

ALL = ("website", "wechat", "weibo")


def drafted(cast, title: str = "公租房轮候公示", body: str = "<p>现予公示。</p>", files=(), at=DAY) -> Record:
    key = records.new_id()
    made = [attach(owner=f"record:{key}", name=name, data=data, by="wang_bianji", at=at) for name, data in files]
    content = {"title": title, "formed_on": "2026-03-02", "body": body, "attachments": [f.public_id for f in made]}
    return records.draft(kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=content, by=cast.actor("wang_bianji"), at=at, record_id=key)  # fmt: skip


def publish(cast, record: Record, on=ALL, at=DAY) -> Record:
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi")):
        getattr(records, verb)(record=record, by=cast.actor(who), at=at)
    return records.publish(record=record, by=cast.actor("liu_qianfa"), at=at, channels=on)


def settle(at=DAY, rounds: int = 4) -> None:
    catch_up(at)
    for n in range(rounds):
        deliver(at + timedelta(minutes=n))


def states() -> dict[str, str]:
    return {f"{each.channel}/{each.task}": each.state for each in Delivery.objects.all()}


def test_a_publication_goes_to_both_once_with_its_own_words_on_each(cast, connected):
    record = publish(
        cast, drafted(cast, body="<p>现予公示，见<a href='https://x.example/'>这里</a>。</p><p>#公租房#</p>")
    )
    settle()
    settle()
    ((key, article),) = connected.articles.items()
    url = f"https://www.mingchuan.gov.example/r/{record.pk}/"
    assert article["content"] == "<p>现予公示，见这里。</p><p>#公租房#</p>" and article["title"] == record.title
    assert article["content_source_url"] == url and article["thumb_media_id"] == "picture-0"
    (status,) = connected.statuses
    assert status["was"] == f"【公租房轮候公示】现予公示，见这里。 公租房 {url}"
    assert states() == {"wechat/post": SENT, "weibo/post": SENT}
    assert {d.remote for d in Delivery.objects.all()} == {key, status["idstr"]}


def test_only_the_channels_that_were_chosen_get_it(cast, connected):
    publish(cast, drafted(cast), on=("website", "weibo"))
    settle()
    assert not connected.articles and len(connected.statuses) == 1


def test_what_was_published_before_a_channel_was_connected_is_not_sent(cast, service):
    publish(cast, drafted(cast))
    outbox.connect(code="wechat", adapter="wechat", name="明川发布", address=service.address, by="lin_guanli", at=DAY)
    settle()
    assert not Delivery.objects.exists() and not service.calls


def test_reading_the_facts_again_queues_nothing_twice(cast, connected):
    publish(cast, drafted(cast))
    settle()
    rewind(["channels"])
    settle()
    assert len(connected.articles) == len(connected.statuses) == 1 and Delivery.objects.count() == 2


def test_a_picture_of_the_record_is_its_cover(cast, connected):
    publish(cast, drafted(cast, files=[("现场照片.png", PNG)]))
    settle()
    assert PNG in connected.pictures[0]
    (article,) = connected.articles.values()
    assert article["thumb_media_id"] == "picture-1"


def test_without_any_cover_it_is_a_dead_letter_that_says_so(cast, connected):
    secrets.keep("wechat", {"appid": "wx0001", "secret": "hush"})
    publish(cast, drafted(cast))
    settle()
    row = Delivery.objects.get(channel="wechat")
    assert row.state == DEAD and "封面" in row.error


def test_the_services_are_down_for_a_day_and_all_goes_out_once(cast, connected):
    connected.broken = True
    for n in range(3):
        publish(cast, drafted(cast, title=f"第{n}号公示", body=f"<p>第{n}号。</p>"))
    settle()
    assert set(states().values()) == {WAITING} and Channel.objects.get(pk="wechat").error == "渠道的服务器出错（500）"
    connected.broken = False
    settle(DAY + timedelta(days=1))
    assert len(connected.articles) == len(connected.statuses) == 3 and set(states().values()) == {SENT}


def test_killed_after_weibo_took_it_it_is_found_by_its_address(cast, connected, monkeypatch):
    publish(cast, drafted(cast), on=("website", "weibo"))
    catch_up(DAY)

    def dies(**_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "sent", dies)
        with pytest.raises(SystemExit):
            deliver(DAY)
    deliver(DAY + timedelta(minutes=5))
    assert len(connected.statuses) == 1 and states() == {"weibo/post": SENT}


def test_killed_after_wechat_published_it_it_is_found_by_its_address(cast, connected):
    publish(cast, drafted(cast), on=("website", "wechat"))
    settle()
    Delivery.objects.update(state=WAITING, remote="", due_at=DAY, progress="", leased_until=None)  # the note was lost
    settle()
    assert len(connected.articles) == 1 and states() == {"wechat/post": SENT}


def test_a_backup_of_before_was_restored_and_nothing_goes_out_twice(cast, connected):
    publish(cast, drafted(cast))
    settle()
    Delivery.objects.update(state=WAITING, remote="", tries=0, due_at=DAY, leased_until=None, progress="")
    settle()
    assert len(connected.statuses) == len(connected.articles) == 1 and set(states().values()) == {SENT}


def test_a_repeated_text_is_known_as_sent(cast, connected):
    """Weibo did not show it yet when it was asked, and then refuses the same text."""
    publish(cast, drafted(cast), on=("website", "weibo"))
    settle()
    Delivery.objects.update(state=WAITING, remote="", tries=0, due_at=DAY, leased_until=None)
    connected.errors["/2/statuses/user_timeline.json"] = 0
    settle()
    assert len(connected.statuses) == 1 and Delivery.objects.get().remote == "5000"


def test_an_old_token_is_asked_for_anew(cast, connected):
    publish(cast, drafted(cast), on=("website", "wechat"))
    catch_up(DAY)
    connected.errors["/cgi-bin/draft/add"] = 42001
    settle()
    assert connected.tokens > 1 and states() == {"wechat/post": SENT}


def test_wechat_checks_a_while_and_then_publishes(cast, connected):
    connected.checking = 2
    publish(cast, drafted(cast), on=("website", "wechat"))
    settle()
    assert states() == {"wechat/post": SENT} and len(connected.articles) == 1
    assert connected.calls.count("/cgi-bin/freepublish/submit") == 1


@pytest.mark.parametrize(
    "path, code, state, said",
    [
        ("/cgi-bin/draft/add", 45004, DEAD, "摘要太长"),
        ("/cgi-bin/draft/add", 45009, WAITING, "现在忙"),
        ("/cgi-bin/freepublish/submit", 48001, WAITING, "没有发布接口的权限"),
        ("/cgi-bin/stable_token", 40164, WAITING, "白名单"),
    ],
)
def test_wechats_answers_are_told_in_chinese(cast, connected, path, code, state, said):
    connected.errors[path] = code
    publish(cast, drafted(cast), on=("website", "wechat"))
    catch_up(DAY)
    deliver(DAY)
    row = Delivery.objects.get()
    assert row.state == state and said in row.error and str(code) in row.error


@pytest.mark.parametrize("code, state", [(20012, DEAD), (10023, WAITING), (21315, WAITING), (10014, BY_HAND)])
def test_weibos_answers_decide_what_becomes_of_it(cast, connected, code, state):
    connected.errors["/2/statuses/share.json"] = code
    publish(cast, drafted(cast), on=("website", "weibo"))
    catch_up(DAY)
    deliver(DAY)
    assert Delivery.objects.get().state == state and f"（{code}）" in Delivery.objects.get().error


def test_a_withdrawal_takes_the_posts_away(cast, connected):
    record = publish(cast, drafted(cast))
    settle()
    records.withdraw(record=record, ground="涉及个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    settle(DAY + timedelta(minutes=10))
    assert not connected.articles and not connected.statuses
    assert states() == {"wechat/post": SENT, "wechat/withdraw": SENT, "weibo/post": SENT, "weibo/withdraw": SENT}


def test_weibo_may_want_it_withdrawn_by_hand_and_the_desk_is_told(cast, connected):
    record = publish(cast, drafted(cast), on=("website", "weibo"))
    settle()
    connected.errors["/2/statuses/destroy.json"] = 10014
    records.withdraw(record=record, ground="涉及个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    settle(DAY + timedelta(minutes=10))
    row = Delivery.objects.get(task="withdraw")
    assert row.state == BY_HAND and "请登录微博办" in row.error


def test_withdrawn_before_it_was_sent_it_never_goes(cast, connected):
    record = publish(cast, drafted(cast))
    catch_up(DAY)
    records.withdraw(record=record, ground="涉及个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    settle()
    assert not connected.calls and states() == {"wechat/post": VOID, "weibo/post": VOID}


def test_withdrawn_while_the_channel_still_checks_it_is_taken_away_once_it_is_out(cast, connected):
    connected.checking = 2
    record = publish(cast, drafted(cast), on=("website", "wechat"))
    catch_up(DAY)
    deliver(DAY)
    assert Delivery.objects.get().progress and not connected.articles
    records.withdraw(record=record, ground="涉及个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    for minutes in (1, 2, 4, 10, 30):
        settle(DAY + timedelta(minutes=minutes))
    assert not connected.articles and states() == {"wechat/post": SENT, "wechat/withdraw": SENT}


def test_withdrawn_after_it_was_tried_and_lost_it_is_looked_for_and_taken_away(cast, connected, monkeypatch):
    record = publish(cast, drafted(cast), on=("website", "weibo"))
    catch_up(DAY)

    def dies(**_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "sent", dies)
        with pytest.raises(SystemExit):
            deliver(DAY)
    records.withdraw(record=record, ground="涉及个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    settle(DAY + timedelta(minutes=10))
    assert not connected.statuses and states() == {"weibo/post": VOID, "weibo/withdraw": SENT}


def corrected(cast, record: Record, at=DAY) -> Record:
    records.revise(record=record, reason="日期写错了", by=cast.actor("wang_bianji"), at=at)
    content = {"title": record.title, "formed_on": "2026-03-02", "body": "<p>改好的正文。</p>"}
    records.save(record=record, content=content, section=record.section, by=cast.actor("wang_bianji"), at=at)
    return publish(cast, record, at=at)


def test_corrected_before_it_was_sent_it_goes_out_as_corrected(cast, connected):
    record = publish(cast, drafted(cast))
    catch_up(DAY)
    corrected(cast, record)
    settle()
    (article,) = connected.articles.values()
    assert article["content"] == "<p>改好的正文。</p>" and states() == {"wechat/post": SENT, "weibo/post": SENT}


def test_corrected_afterwards_somebody_has_to_change_the_post(cast, connected):
    record = publish(cast, drafted(cast), on=("website", "wechat"))
    settle()
    corrected(cast, record)
    settle(DAY + timedelta(minutes=10))
    row = Delivery.objects.get(task="correct")
    assert row.state == BY_HAND and len(connected.articles) == 1
    with pytest.raises(StepRefused):
        channels.send_again(delivery=row, by=cast.actor("gao_gongkai"), at=DAY)
    channels.done_by_hand(delivery=row, by=cast.actor("gao_gongkai"), at=DAY)
    assert Delivery.objects.get(task="correct").state == "done"


def test_corrected_while_the_channel_was_down_it_goes_out_as_corrected_and_nobody_is_asked(cast, connected):
    """It was tried in vain before: that it may have arrived was all that could be said then."""
    connected.broken = True
    record = publish(cast, drafted(cast))
    settle()
    corrected(cast, record)
    settle()
    assert {each.state for each in Delivery.objects.filter(task="correct")} == {BY_HAND}
    connected.broken = False
    settle(DAY + timedelta(days=1))
    assert next(iter(connected.articles.values()))["content"] == "<p>改好的正文。</p>"
    assert states() == {"wechat/post": SENT, "weibo/post": SENT, "wechat/correct": VOID, "weibo/correct": VOID}


def test_corrected_in_the_instant_in_which_it_goes_out_nobody_is_asked(cast, connected):
    record = publish(cast, drafted(cast))
    catch_up(DAY)
    corrected(cast, record)
    deliver(DAY)
    deliver(DAY + timedelta(minutes=1))
    settle(DAY + timedelta(minutes=2))
    assert states() == {"wechat/post": SENT, "weibo/post": SENT}


@pytest.mark.parametrize("channel", ["wechat", "weibo"])
def test_what_the_channel_had_before_it_was_corrected_has_to_be_changed_there(cast, connected, monkeypatch, channel):
    connected.checking = 1
    record = publish(cast, drafted(cast), on=("website", channel))
    catch_up(DAY)

    def dies(**_):
        raise SystemExit

    if channel == "wechat":
        deliver(DAY)
    else:
        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr(outbox, "sent", dies)
            deliver(DAY)
    corrected(cast, record)
    settle(DAY + timedelta(minutes=10))
    assert states() == {f"{channel}/post": SENT, f"{channel}/correct": BY_HAND}


@pytest.mark.parametrize(("by_hand", "left"), [(False, SENT), (True, BY_HAND)])
def test_withdrawn_after_a_correction_nobody_is_asked_to_correct_any_more(cast, connected, by_hand, left):
    record = publish(cast, drafted(cast), on=("website", "weibo"))
    settle()
    if by_hand:
        row = Delivery.objects.get()
        Delivery.objects.filter(pk=row.pk).update(state=BY_HAND)
        row.refresh_from_db()
        channels.done_by_hand(delivery=row, by=cast.actor("gao_gongkai"), at=DAY)
    corrected(cast, record)
    settle(DAY + timedelta(minutes=10))
    assert [each.state for each in Delivery.objects.filter(task="correct")] == [BY_HAND]
    records.withdraw(record=record, ground="涉及个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    settle(DAY + timedelta(minutes=20))
    assert [each.state for each in Delivery.objects.filter(task="correct")] == [VOID]
    assert Delivery.objects.get(task="withdraw").state == left
    told = Fact.objects.filter(name="delivery.void", actor="system")
    assert {fact.ref for fact in told} == {each.history for each in Delivery.objects.filter(task="correct")}


# How it is told.


def word(cast, record: Record, by: str = "wang_bianji", **said):
    values = {"channel": "weibo", "title": "公租房排到谁了", "summary": "点开看名单。"} | said
    return channels.word(record=record, by=cast.actor(by), at=DAY, **values)


def test_words_written_for_a_channel_go_out_there_alone(cast, connected):
    record = drafted(cast)
    word(cast, record)
    publish(cast, record)
    settle()
    assert connected.statuses[0]["was"].startswith("【公租房排到谁了】点开看名单。 https://")
    assert next(iter(connected.articles.values()))["title"] == record.title


@pytest.mark.parametrize(
    "said, about", [({"title": "长" * 41}, "最多40字"), ({"summary": "找王主任，手机13812345678"}, "私人电话")]
)
def test_words_that_do_not_fit_or_tell_too_much_are_refused(cast, said, about):
    with pytest.raises(StepRefused, match=about):
        word(cast, drafted(cast), **said)


def test_nobody_changes_the_words_once_others_have_passed_them(cast):
    record = drafted(cast)
    with pytest.raises(NotAllowed):
        word(cast, record, by="sun_bianji")
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(StepRefused, match="送审以后"):
        word(cast, record)


def test_the_words_go_when_the_content_is_erased(cast, connected):
    record = drafted(cast)
    made = word(cast, record)
    publish(cast, record)
    records.withdraw(record=record, ground="涉及个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    records.erase_version(record=record, number=1, by=cast.actor("lin_guanli"), at=DAY)
    made.refresh_from_db()
    assert (made.title, made.summary, made.salt) == ("", "", None) and made.digest and not made.ledger_faults()


def test_only_who_keeps_the_outbox_decides(cast, connected):
    publish(cast, drafted(cast))
    catch_up(DAY)
    row = Delivery.objects.first()
    with pytest.raises(NotAllowed):
        channels.give_up(delivery=row, reason="不发", by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(StepRefused, match="请写明"):
        channels.give_up(delivery=row, reason=" ", by=cast.actor("gao_gongkai"), at=DAY)
    channels.give_up(delivery=row, reason="重复了", by=cast.actor("liu_qianfa"), at=DAY)
    assert Delivery.objects.get(pk=row.pk).state == "given_up"


def test_the_same_content_on_several_channels_counts_once(cast, connected, monkeypatch):
    monkeypatch.setattr(measures, "SNAPSHOT", "default")
    publish(cast, drafted(cast))
    publish(cast, drafted(cast, title="只在网站的"), on=("website",))
    settle()
    sheets.catch_up()
    every, year = frozenset(unit.pk for unit in cast.units.values()), measures.year(2026)
    known = measures.measures()
    assert measures.value(known["records.published"], year, every) == 2
    by_channel = measures.grouped(known["outlets.published"], year, every, ("channel",))
    assert by_channel == {("website",): 2, ("wechat",): 1, ("weibo",): 1}


def test_a_day_is_no_reason_to_wait(cast, connected):
    """The worker's clock may be a demonstration's: what is due is due by the same clock."""
    publish(cast, drafted(cast, at=noon("2026-03-02")))
    settle(noon("2026-03-02"))
    assert set(states().values()) == {SENT}
