"""A checkpoint has one text, and a text that is nearly one is refused."""

import pytest

from gongkai.pure.tlog.checkpoint import Checkpoint, sign
from gongkai.pure.tlog.errors import CheckpointError
from gongkai.pure.tlog.tests.sample import LOG, ORIGIN, WITNESS, seeded

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
TEXT = f"example.com/behind-the-sofa\n20852163\n{ROOT}\n"  # the example of c2sp.org/tlog-checkpoint


def test_the_example_of_the_specification_is_written_as_read():
    checkpoint = Checkpoint.parse(TEXT)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.format() == TEXT


def test_extension_lines_are_kept():
    assert Checkpoint.parse(TEXT + "more\n").format() == TEXT + "more\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n",
        f"origin\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"origin\n01\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n+1\n{ROOT}\n",
        f"origin\n１\n{ROOT}\n",
        f"origin\n{2**63}\n{ROOT}\n",
        f"origin\n{'9' * 5000}\n{ROOT}\n",
        f"origin\n1\n{ROOT[:-1]}\n",
        "origin\n1\nAAAA\n",
        f"origin\n1\n{ROOT}\n\n",
        f"origin\n1\n{ROOT}\n\nmore\n",
        f"origin\n1 \n{ROOT}\n",
        f"{'o' * 20_000}\n1\n{ROOT}\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(CheckpointError):
        Checkpoint.parse(text)


@pytest.mark.parametrize("size", [0, 1, 2**63 - 1])
def test_sizes_at_the_ends(size):
    checkpoint = Checkpoint("o", size, bytes(32))
    assert Checkpoint.parse(checkpoint.format()) == checkpoint


def test_only_the_key_of_the_origin_signs():
    checkpoint = Checkpoint(ORIGIN, 1, bytes(32))
    assert sign(checkpoint, LOG).verified_by([LOG.verifier]) == (LOG.verifier,)
    for other in (seeded("other.example/log"), WITNESS):
        with pytest.raises(CheckpointError):
            sign(checkpoint, other)
