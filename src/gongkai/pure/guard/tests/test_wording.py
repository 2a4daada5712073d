"""Lists of words are read with the line of what is wrong, and find what they name: titles by the day of the text."""

from datetime import date

import pytest

from gongkai.pure.guard.passages import Passage, scan
from gongkai.pure.guard.wording import parse, restored, shipped
from gongkai.pure.law.yaml_lines import FileErrors

POSTS = """
list: leaders
sort: title
name: 县领导职务
version: "2026.1"
entries:
  - {name: 周启明, posts: [副县长], until: 2026-02-28}
  - {name: 周启明, posts: [县委副书记, 县长], since: 2026-03-01}
  - {name: 孟德昌, posts: []}
  - {name: 邵怀安, posts: [县委常委, 副县长]}
"""


def found(text: str, words, on=date(2026, 3, 2)) -> list[tuple[str, str]]:
    return [
        (text[each.find.start : each.find.end], each.find.better)
        for each in scan([Passage(text)], on=on, lists=[words])
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("县长周启明主持会议", []),
        ("县委副书记、县长周启明主持会议", []),
        ("县委副书记周启明讲话", []),
        ("副县长周启明主持会议", [("副县长周启明", "县长周启明")]),
        ("书记周启明讲话", [("书记周启明", "县长周启明")]),
        ("周启明副县长到场", [("周启明副县长", "县长周启明")]),
        ("周启明主持会议", []),
        ("原副县长周启明", []),
        ("副县长孟德昌到场", [("副县长孟德昌", "")]),
        ("副县长方建成到场", []),
        ("县委书记邵怀安讲话", [("县委书记邵怀安", "副县长邵怀安")]),
        ("会上，中共明川县委书记邵怀安讲话", [("中共明川县委书记邵怀安", "副县长邵怀安")]),
        ("县委副县长邵怀安讲话", [("县委副县长邵怀安", "副县长邵怀安")]),
        ("县政府副县长邵怀安、县委常委邵怀安、明川县副县长邵怀安", []),
        ("县委书记、县长邵怀安讲话", [("县委书记、县长邵怀安", "县委常委、副县长邵怀安")]),
        ("县委常委、县长邵怀安讲话", [("县委常委、县长邵怀安", "县委常委、副县长邵怀安")]),
        ("县委常委、副县长邵怀安讲话", []),
        ("明川县县长邵怀安讲话", [("县长邵怀安", "副县长邵怀安")]),
        ("县委副书记、市委副书记周启明", [("县委副书记、市委副书记周启明", "县委副书记、县长周启明")]),
        # Nothing is offered that would leave the organ of the wrong post before the right one.
        ("县住建局局长邵怀安讲话", [("局长邵怀安", "")]),
        ("明川县委书记邵怀安讲话", [("县委书记邵怀安", "")]),
        ("县委邵怀安书记讲话", [("邵怀安书记", "")]),
    ],
)
def test_posts(text, wrong):
    assert found(text, parse(POSTS)) == wrong


@pytest.mark.parametrize("text", ["县委书记邵怀安讲话", "县委书记、县长邵怀安讲话", "明川县县长邵怀安", "书记周启明"])
def test_nothing_is_against_what_was_put_in_its_place(text):
    (found_there,) = scan([Passage(text)], on=date(2026, 3, 2), lists=[parse(POSTS)])
    signs = found_there.find.signs(text)
    better = "".join(signs.get(n, sign) for n, sign in enumerate(text))
    assert better != text and not found(better, parse(POSTS))


@pytest.mark.parametrize(
    ("on", "right"), [(date(2026, 2, 27), True), (date(2026, 2, 28), True), (date(2026, 3, 1), False)]
)
def test_a_post_is_right_on_the_days_on_which_it_was_held(on, right):
    assert bool(found("副县长周启明主持会议", parse(POSTS), on)) is not right


def test_the_shipped_lists_hold_and_find():
    words = shipped()
    assert set(words) == {"writings", "expressions"}
    assert found("认真布署，予以经济补偿，以经完成", words["writings"]) == [("布署", "部署"), ("以经", "已经")]
    stops = [each.find.stops for each in scan([Passage("残废人和台湾等国家")], on=date(2026, 3, 2), lists=[words["expressions"]])]  # fmt: skip
    assert stops == [False, True]


def test_a_list_comes_back_as_it_was_stored():
    for words in (*shipped().values(), parse(POSTS)):
        back = restored(words.key, words.sort, words.name, words.version, words.content())
        assert (back.entries, back.people) == (words.entries, words.people)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  - {wrong: 甲}", (7, "`wrong` is a word of two characters or more")),
        ("  - {wrong: 甲乙, right: 甲乙}", (7, "`wrong` and `right` are the same")),
        ("  - {wrong: 甲乙, rigth: 丙}", (7, "`rigth` is not known here; known are wrong, right, why, stops, unless")),
        ("  - {wrong: 甲乙, stops: maybe}", (7, "`stops` is true or false")),
        ("  - 甲乙", (7, "an entry is `{wrong: …, right: …}`, or `{name: …, posts: […]}`")),
        ("  - {wrong: 布署}\n  - {wrong: 布署}", (8, "“布署” stands in line 7 already")),
    ],
)
def test_what_is_wrong_is_told_with_its_line(line, told):
    head = POSTS[: POSTS.index("  - ")].replace("title", "writing")
    with pytest.raises(FileErrors) as wrong:
        parse(head + line)
    assert told in wrong.value.errors


def test_each_shipped_entry_finds_itself_and_its_better_word_is_right():
    for words in shipped().values():
        for entry in words.entries:
            assert found(f"，{entry.wrong}。", words)[:1] == [(entry.wrong, entry.right)], entry.wrong
            assert not found(f"，{entry.right}。", words), entry.right


@pytest.mark.parametrize(
    "text",
    [
        "自己完成、自己建成的，支付主任医师的诊费由医院承担，交付局长签字。",
        "有偿试用和无偿试点，搭起一台帐篷，把物资运入帐篷。",
        "超过份额的退回，用水份额另行公布。年末来访，月末经批准，季末按规定报送。",
        "通讯速度、资讯情况、投资询价、消防讯息都在平台上公布。",
        "在两淮备耕，一座落成的水库，防犯错、防犯罪都要落实到人。",
        "立即然后上报；国家地区名称另有规定，台湾地区、港澳台地区。",
        "予以经济补偿，可以经批准后实施，给予算力支持。",
        "新建全民健身中心，新建康复医院，问题交办、选题供参考，版图象征统一。",
    ],
)
def test_right_sentences_are_left_alone(text):
    assert not [each for words in shipped().values() for each in found(text, words)]
