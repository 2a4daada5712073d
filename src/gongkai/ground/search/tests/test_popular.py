"""What many look for: shown from the floor on, never what one person asks, never what might be a person's."""

import pytest
from django.core.cache import cache

from gongkai.ground.search import popular


@pytest.fixture(autouse=True)
def empty(home):
    cache.clear()


def ask(words: str, networks: int) -> None:
    for n in range(networks):
        popular.count(words, f"10.0.0.{n}")


@pytest.mark.parametrize(
    "networks, shown", [(popular.FLOOR - 1, []), (popular.FLOOR, ["公积金提取"]), (popular.FLOOR + 1, ["公积金提取"])]
)
def test_the_floor(networks, shown):
    ask("公积金提取", networks)
    assert popular.popular() == shown


def test_one_network_counts_once_a_day_however_often_it_asks():
    for _ in range(popular.FLOOR * 3):
        popular.count("公积金提取", "10.0.0.1")
    assert popular.popular() == []


@pytest.mark.parametrize("words", [
    "110101199003078515", "13800138000", "王小明13800138000", "138 0013 8000 王小明", "a@b.cn 邮箱", "公", "明政办〔2026〕3号", "gongjijin", "很" * 21, "120",
])  # fmt: skip
def test_what_might_be_a_persons_is_never_counted(words):
    ask(words, popular.FLOOR * 2)
    assert popular.popular() == []


def test_most_asked_first_and_the_same_words_however_typed():
    ask("低保", popular.FLOOR)
    ask(" 公积金　提取 ", popular.FLOOR)
    popular.count("公积金 提取", "10.0.1.1")
    assert popular.popular() == ["公积金 提取", "低保"]
