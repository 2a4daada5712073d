"""What the signer says of trouble: once it stands for two rounds, and once."""

import pytest

from gongkai.doors.cli.seal import _Teller


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        (["silent"], []),
        (["silent", ""], []),
        (["silent", "silent"], ["silent"]),
        (["silent", "silent", "silent"], ["silent"]),
        (["silent", "silent", "", "silent", "silent"], ["silent", "silent"]),
        (["silent", "silent", "no key", "no key"], ["silent", "no key"]),
    ],
)
def test_trouble_that_stands_is_said_once(capsys, rounds, said):
    tell = _Teller()
    for told in rounds:
        tell(told)
    assert capsys.readouterr().err == "".join(f"gongkai seal: {each}\n" for each in said)
