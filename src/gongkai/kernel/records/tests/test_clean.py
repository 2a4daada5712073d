"""A cleaned text holds what its reader sees, and no more."""

from gongkai.kernel.records.clean import clean_html


def test_a_written_text_hides_nothing_behind_an_entity_or_within_a_tag():
    written = "<p>甲&#8238;乙&#x200b;丙</p><scr\u200bipt>alert(1)</scr\u200bipt>"
    assert clean_html(written) == "<p>甲乙丙</p>"
