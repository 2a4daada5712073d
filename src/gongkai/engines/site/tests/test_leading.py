"""Old addresses with a question: in whichever order its parts stand, and with others among them."""

import pytest

from gongkai.engines.site.leading import Leading

KNOWN = Leading(
    {
        "/show.aspx?id=3&c=2": "/r/a/",
        "/show.aspx?id=3": "/r/b/",
        "/Show.aspx?Id=4&c=2": "/r/c/",
        "/list.asp": "/s/policy/",
        "/list.asp?p=1&p=2": "/s/notices/",
    }
)


@pytest.mark.parametrize("path, query, to", [
    ("/show.aspx", "id=3&c=2", "/r/a/"),
    ("/show.aspx", "c=2&id=3", "/r/a/"),
    ("/show.aspx", "from=wx&c=2&t=1&id=3", "/r/a/"),
    ("/show.aspx", "c=2&id=4", "/r/c/"),
    ("/SHOW.aspx", "C=2&ID=3", "/r/a/"),
    ("/show.aspx", "c=9&id=3", "/r/b/"),
    ("/show.aspx", "id=3&from=wx", "/r/b/"),
    ("/show.aspx", "c=2", ""),
    ("/show.aspx", "c=2&id=5", ""),
    ("/show.aspx", "", ""),
    ("/list.asp", "p=2&p=1", "/s/notices/"),
    ("/list.asp", "p=3", "/s/policy/"),
    ("/list.asp", "", "/s/policy/"),
    ("/other.asp", "id=3&c=2", ""),
])  # fmt: skip
def test_where_a_question_leads(path, query, to):
    assert KNOWN.of_question(path, query) == to


def test_parts_beyond_the_most_are_not_looked_at():
    assert KNOWN.of_question("/show.aspx", "&".join([*(f"n{n}=1" for n in range(20)), "id=3"])) == ""
