"""``gongkai channel``: connected with what opens it, kept apart and never told; the menu as WeChat takes it."""

import json

import pytest

from gongkai.doors.cli import main
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox import queries
from gongkai.ground.units.models import Government

OPENS = {"appid": "wx0001", "secret": "hush-hush", "cover": "picture-0"}


@pytest.fixture
def file(tmp_path):
    def write(told: object) -> str:
        path = tmp_path / "wechat.json"
        path.write_text(json.dumps(told), "utf-8")
        return str(path)

    return write


def connect(*more: str) -> int:
    return main(["channel", "connect", "wechat", "--name", "明川发布", "--by", "lin_guanli", *more])


def test_a_channel_is_connected_listed_and_disconnected(cast, home, file, capsys):
    assert connect("--address", "https://api.weixin.qq.com", "--secrets", file(OPENS)) == 0
    kept = home / "keys" / "channel.wechat"
    assert kept.stat().st_mode & 0o077 == 0 and json.loads(kept.read_text()) == OPENS
    assert not [fact for fact in Fact.objects.all() if b"hush" in bytes(fact.body)]
    assert main(["channel", "list"]) == 0
    said = capsys.readouterr().out
    assert "明川发布" in said and "hush" not in said
    assert connect("--address", "https://elsewhere.example") == 0, "what opens it stays"
    assert main(["channel", "disconnect", "wechat", "--by", "lin_guanli"]) == 0 and not queries.channels()


@pytest.mark.parametrize(
    "address, told, why",
    [
        ("http://api.weixin.qq.com", OPENS, "must begin with https://"),
        ("https://api.weixin.qq.com", OPENS | {"secret": ""}, "wechat needs secret"),
        ("https://api.weixin.qq.com", OPENS | {"token": "x"}, "wechat knows no token"),
        ("https://api.weixin.qq.com", ["wx0001"], "must be one JSON object of texts"),
    ],
)
def test_what_cannot_work_is_refused(cast, home, file, capsys, address, told, why):
    assert connect("--address", address, "--secrets", file(told)) == 2
    assert why in capsys.readouterr().err and not queries.channels()


@pytest.mark.parametrize(
    "address, told, why",
    [
        ("smtps://mail.example.cn", {"from": "gongkai@example.cn", "user": "gongkai", "password": "hush"}, ""),
        ("smtp://127.0.0.1:25", {"from": "gongkai@example.cn"}, ""),
        ("https://mail.example.cn", {"from": "gongkai@example.cn"}, "must begin with smtps://"),
        ("smtps://mail.example.cn", {"user": "gongkai"}, "smtp needs from"),
        ("smtps://mail.example.cn", {"from": "gongkai@example.cn", "appid": "x"}, "smtp knows no appid"),
    ],
)
def test_mail_is_spoken_to_by_smtp(cast, home, file, capsys, address, told, why):
    asked = ["channel", "connect", "mail", "--name", "明川公开", "--by", "lin_guanli", "--address", address]
    assert main([*asked, "--secrets", file(told)]) == (2 if why else 0)
    assert why in capsys.readouterr().err and bool(queries.channels()) is not bool(why)


@pytest.mark.parametrize(
    "code, fine", [("up-city", True), ("up-province-2", True), ("up-", False), ("up-City", False), ("city", False)]
)
def test_a_government_above_is_a_channel_of_its_own(cast, home, file, code, fine):
    asked = ["channel", "connect", code, "--name", "宁州市", "--by", "lin_guanli", "--address", "https://city.example"]
    asked += ["--secrets", file({"token": "hush", "callback": "hush"})]
    if fine:
        assert main(asked) == 0 and list(queries.channels()) == [code]
    else:
        with pytest.raises(SystemExit):
            main(asked)


@pytest.mark.parametrize("demo, fine", [(True, 0), (False, 2)])
def test_mails_are_laid_into_a_folder_in_a_demonstration_only(cast, home, capsys, demo, fine):
    Government.objects.update(demo=demo)
    forget_everything()
    asked = ["channel", "connect", "mail", "--name", "明川公开", "--by", "lin_guanli", "--adapter", "folder"]
    assert main([*asked, "--address", "outbox/mail"]) == fine


@pytest.mark.parametrize("path, fine", [("outbox/wechat", 0), ("/etc", 2), ("../elsewhere", 2)])
def test_a_folder_lies_below_the_home(cast, home, path, fine):
    assert connect("--adapter", "folder", "--address", path) == fine


def test_the_menu_is_within_wechats_bounds(cast, capsys):
    assert main(["channel", "menu"]) == 0
    menu = json.loads(capsys.readouterr().out)["button"]
    assert [each["name"] for each in menu] == ["微政务", "微服务", "微互动"]
    for each in menu:
        assert len(each["name"]) <= 4 and 1 <= len(each["sub_button"]) <= 5
        assert all(
            len(b["name"]) <= 8 and b["url"].startswith("https://www.mingchuan.gov.example/")
            for b in each["sub_button"]
        )
