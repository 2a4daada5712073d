"""Many reports at once: whatever one does to its process, it alone is told so, and the rest go on; nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.pure.audit import batch
from gongkai.pure.audit.document import Unreadable

REFUSED = Unreadable("empty", "空的", "It is empty")


def work(task: str) -> str:
    match task.split():
        case ["refuse"]:
            raise REFUSED
        case ["crash"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["hang"]:
            time.sleep(60)
        case ["eat"]:
            return str(len(b"x" * batch.MEMORY))
        case ["start", place]:
            child = subprocess.Popen(["sleep", "60"])
            Path(place, str(child.pid)).touch()
            child.wait()
        case ["note", place]:
            Path(place, str(os.getpid())).touch()
            time.sleep(0.05)
    return f"{task} done"


def made(*tasks: str, **more) -> list:
    return [told for _, told in sorted(batch.each(tasks, work, **more), key=lambda pair: pair[0])]


def test_all_are_done_and_keep_their_number():
    assert made(*"abcdefgh", processes=3) == [f"{task} done" for task in "abcdefgh"]


def test_nothing_to_do():
    assert made() == []


@pytest.mark.parametrize(
    ("bad", "code"), [("refuse", "empty"), ("crash", "crashed"), ("hang", "late"), ("eat", "crashed")]
)
@pytest.mark.parametrize("processes", [1, 2])
def test_a_bad_one_is_told_and_the_rest_go_on(bad, code, processes):
    first, told, *rest = made("a", bad, "b", "c", processes=processes, seconds=1)
    assert (first, rest) == ("a done", ["b done", "c done"])
    assert isinstance(told, Unreadable) and told.code == code and told.zh and str(told) == told.en


def test_what_a_late_one_has_started_ends_with_it(tmp_path):
    (told,) = made(f"start {tmp_path}", seconds=1)
    (pid,) = (int(path.name) for path in tmp_path.iterdir())
    assert told.code == "late" and not at_work(pid)


def at_work(pid: int) -> bool:
    """Whether a process runs: one that has ended may still wait to be reaped by whoever adopted it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_they_share_the_work(tmp_path):
    made(*[f"note {tmp_path}"] * 6, processes=3)
    assert 2 <= len(list(tmp_path.iterdir())) <= 3


def test_whoever_stops_asking_leaves_no_process(tmp_path):
    with closing(batch.each([f"note {tmp_path}", "hang", "hang", "hang"], work, 2)) as all_of_them:
        next(all_of_them)
        (pid,) = (int(path.name) for path in tmp_path.iterdir())
        assert Path(f"/proc/{pid}").exists()
    assert not Path(f"/proc/{pid}").exists()


def of_one_that_ends(place: str) -> None:
    for _ in batch.each([f"start {place}", f"start {place}"], work, 2):
        pass


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_none_outlives_the_one_that_it_works_for(tmp_path, sign):
    command = f"from gongkai.pure.audit.tests.test_batch import of_one_that_ends; of_one_that_ends({str(tmp_path)!r})"
    with subprocess.Popen([sys.executable, "-c", command], start_new_session=True) as parent:
        eventually(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = children(parent.pid)
        assert len(workers) == 2
        parent.send_signal(sign)
    eventually(lambda: not any(map(at_work, workers)))


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def eventually(holds, seconds=20) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
