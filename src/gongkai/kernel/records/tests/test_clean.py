"""A cleaned text holds what its reader sees, and no more."""

import pytest

from gongkai.kernel.records.clean import clean_html


def test_a_written_text_hides_nothing_behind_an_entity_or_within_a_tag():
    written = "<p>甲&#8238;乙&#x200b;丙</p><scr\u200bipt>alert(1)</scr\u200bipt>"
    assert clean_html(written) == "<p>甲乙丙</p>"


@pytest.mark.parametrize(
    "beside",
    [
        '<del cite="mailto:a" datetime="2026-03-02T10:00">秘密删除</del>',
        '<DEL class="msoDel">秘密<del>删除</del></DEL>',
        '<span class="msoDel"><del>秘密删除</del></span>',
        '<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[a1]</a></span>',
        '<a href="#_msocom_1">[a1]</a>',
        '<span style="mso-special-character: comment">批注</span>',
        '<span style="color:red; DISPLAY : none">藏起来的</span>',
        '<span style="font-size:9pt;mso-hide:all">藏起来的</span>',
    ],
)
def test_what_was_struck_out_or_noted_beside_a_text_is_none_of_it(beside):
    assert clean_html(f"<p>甲{beside}<ins>乙</ins></p>") == "<p>甲乙</p>"


def test_the_comments_at_the_end_of_a_text_go_and_what_they_were_about_stays():
    about = "<p>发放<a style='mso-comment-reference:a_1;mso-comment-date:20260302T1000'>补助</a>。</p>"
    notes = "<hr class=msocomoff><div style='mso-element:comment-list'><div style='mso-element:comment'><div class=msocomtxt>"
    notes += "<p class=MsoCommentText>这句再问问局长</p></div></div></div>"
    alone = "<p class=MsoCommentText>这句也问问</p>"
    assert clean_html(about + notes + alone) == '<p>发放<a rel="noopener nofollow">补助</a>。</p>'


def test_words_about_deletion_and_styles_that_show_are_left():
    shown = "<p style='display:block;mso-element:footnote'>保留的 del、mso、display:none 字样</p>"
    assert clean_html(shown) == "<p>保留的 del、mso、display:none 字样</p>"
