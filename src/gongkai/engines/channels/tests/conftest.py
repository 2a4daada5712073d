"""A county that is connected to a WeChat account and to Weibo, both played by a server of this machine."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.channels.tests.servers import Service, serving
from gongkai.ground.outbox import actions, secrets

DAY = noon("2026-03-02")


@pytest.fixture
def service(cast, home):
    with serving() as made:
        yield made


@pytest.fixture
def connected(service: Service) -> Service:
    for code, name in (("wechat", "明川发布"), ("weibo", "@明川发布")):
        actions.connect(code=code, adapter=code, name=name, address=service.address, by="lin_guanli", at=DAY)
    secrets.keep("wechat", {"appid": "wx0001", "secret": "hush", "cover": "picture-0"})
    secrets.keep("weibo", {"access_token": "weibo-token", "ip": "203.0.113.7"})
    return service
