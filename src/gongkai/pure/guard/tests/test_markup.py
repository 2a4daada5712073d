"""What is found in HTML is marked and masked where it stands, and nothing else changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.guard.markup import blocks_of, marked, passages_of, rewritten
from gongkai.pure.guard.passages import scan

DAY = date(2026, 3, 2)


def masked(source: str) -> str:
    changes: dict = {}
    for found in scan(passages_of(source), on=DAY):
        changes.setdefault(found.passage.key, {}).update(found.find.signs(found.passage.text))
    return rewritten(source, changes)


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<p>电话13812345678。</p>", "<p>电话138****5678。</p>"),
        ("<p>电话138<strong>1234</strong>5678</p>", "<p>电话138<strong>****</strong>5678</p>"),
        ("<p>A&amp;B 13812345678</p>", "<p>A&amp;B 138****5678</p>"),
        ("<p>138&nbsp;1234&nbsp;5678</p>", "<p>138&nbsp;****&nbsp;5678</p>"),
        ('<p><a href="https://e.example/13812345678">看</a></p>', '<p><a href="https://e.example/13812345678">看</a></p>'),
        ("<p>1381234</p><p>5678</p>", "<p>1381234</p><p>5678</p>"),
        (
            "<table><tbody><tr><th>姓名</th><th>残疾类别</th></tr><tr><td>王建国</td><td>肢体</td></tr></tbody></table>",
            "<table><tbody><tr><th>姓名</th><th>残疾类别</th></tr><tr><td>王建国</td><td>**</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th>姓名</th><th>残疾类别</th></tr><tr><td>王某</td><td>肢体</td></tr></table>",
            "<table><tr><th>姓名</th><th>残疾类别</th></tr><tr><td>王某</td><td>肢体</td></tr></table>",
        ),
    ],
)  # fmt: skip
def test_masked_where_it_stands(source, made):
    assert masked(source) == made
    assert masked(made) == made


def test_a_mark_over_tags_is_put_piece_by_piece():
    source = "<p>电话138<strong>1234</strong>5678</p>"
    found = scan(passages_of(source), on=DAY)[0].find
    made = marked(source, {"0": [(found.start, found.end, "hit", "h1")]})
    assert made == (
        '<p>电话<mark class="hit" id="h1">138</mark><strong><mark class="hit">1234</mark></strong><mark class="hit">5678</mark></p>'
    )


@given(st.lists(st.sampled_from(["<p>", "</p>", "<strong>", "</strong>", "&lt;", "&#20013;", "甲", "1", " ", "<br>"])))
def test_each_sign_knows_where_it_stands(parts):
    source = "".join(parts)
    for block in blocks_of(source):
        assert len(block.text) == len(block.spans)
        for sign, (start, end) in zip(block.text, block.spans, strict=True):
            assert source[start:end] in (sign, "&lt;", "&#20013;")
    assert rewritten(source, {}) == source
