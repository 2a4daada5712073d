"""gongkai audit: files, folders and standard input; text, JSON and pages; a bad file among good ones; the league; exit codes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongkai.doors.cli import main
from gongkai.doors.cli.audit import page_names
from gongkai.pure.audit import batch

WRONG = "全年收到政府信息公开申请37件，其中当面申请20件，网络申请11件，信函申请8件。\n"
RIGHT = WRONG.replace("8件", "6件")
LETTERS = "领导信箱收到来信25件，其中咨询14件，投诉9件，建议7件。\n"
NOTHING = "本年没有收到申请。\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


EXAMPLE = Path(__file__).resolve().parents[5] / "docs" / "examples" / "report.md"


def test_the_example_of_the_readme(capsys):
    code, out, _ = audited(capsys, str(EXAMPLE))
    sums = ("12043+5217+3080+1120=21460≠21360", "46190÷46210=99.96%", "120−85=35≠45", "121≠134=9+125")
    assert code == 1 and [each in line for each, line in zip(sums, out.splitlines(), strict=False)] == [True] * 4
    assert "对不上3处，舍入1处" in out.splitlines()[4]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Reports in several folders, a picture that calls itself a PDF, hidden files, and a file of a kind that is no report."""
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "wrong.txt": WRONG, "sub/right.txt": RIGHT, "sub/deeper/nothing.md": NOTHING, "sub/wrong.txt": WRONG + LETTERS,
        ".hidden.txt": WRONG, "sub/.git/wrong.txt": WRONG, "~$right.docx": "lock", "photo.png": "x",
    }.items():  # fmt: skip
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    (tmp_path / "bad.pdf").write_bytes(PICTURE)
    return tmp_path


def audited(capsys, *words: str) -> tuple[int, str, str]:
    code = main(["audit", *words])
    return code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["in/sub/right.txt"], 0),
        (["in/wrong.txt"], 1),
        (["bad.pdf"], 2),
        (["in/sub/right.txt", "bad.pdf"], 2),
        (["in/wrong.txt", "bad.pdf"], 1),
        (["in/sub/deeper/nothing.md"], 0),
        (["not there.txt"], 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_exit_code_tells_what_was_found(folder, capsys, files, code, form):
    """1 before 2: a contradiction is found whatever else could not be read, and what could not is told."""
    told, _, err = audited(capsys, "--format", form, *files)
    assert told == code
    assert ("bad.pdf" in err) is ("bad.pdf" in files)


def test_one_report_as_text(folder, capsys):
    _, out, err = audited(capsys, "in/wrong.txt")
    finding, counts = out.splitlines()
    assert (
        finding.startswith("in/wrong.txt:1 对不上（合计）「") and "**37件**" in finding and "20+11+8=39≠37" in finding
    )
    assert (
        counts == "in/wrong.txt: 读到4个数字，核对了4个，0个未核对。对不上1处，舍入0处，对得上0处，拿不准0处。"
        and not err
    )


def test_in_english(folder, capsys):
    _, out, _ = audited(capsys, "--lang", "en", "in/wrong.txt")
    assert "contradicts (sum)" in out and "4 figures read, 4 checked, 0 left unchecked." in out


def test_all_and_the_text_as_read(folder, capsys):
    _, out, _ = audited(capsys, "in/sub/right.txt")
    assert "对得上（合计）" not in out
    _, out, _ = audited(capsys, "--all", "--text", "in/sub/right.txt")
    assert "对得上（合计）" in out and out.startswith(RIGHT.strip())


def test_a_text_with_no_figures(folder, capsys):
    assert audited(capsys, "in/sub/deeper/nothing.md") == (0, "in/sub/deeper/nothing.md: 没有可核对的数字。\n", "")


def test_a_folder_ends_with_the_league_most_contradictions_first(folder, capsys):
    code, out, err = audited(capsys, "in", "bad.pdf")
    head, *lines = out[out.index("文件 ") :].splitlines()
    assert head.split() == ["文件", "读到的数字", "核对的数字", "核对的说法", "对不上", "舍入"]
    assert [line.split() for line in lines] == [
        ["in/sub/wrong.txt", "8", "8", "2", "2", "0"],
        ["in/wrong.txt", "4", "4", "1", "1", "0"],
        ["in/sub/deeper/nothing.md", "0", "0", "0", "0", "0"],
        ["in/sub/right.txt", "4", "4", "1", "0", "0"],
        ["bad.pdf", "读不了"],
        ["合计", "16", "16", "4", "3", "0"],
    ]
    assert code == 1 and err.startswith("gongkai: bad.pdf: ") and "hidden" not in out and ".git" not in out


def test_json_has_all_files_in_their_order_errors_among_them(folder, capsys):
    _, out, _ = audited(capsys, "--format", "json", "bad.pdf", "in", "bad.pdf")
    files = json.loads(out)["files"]
    assert [each["file"] for each in files] == [
        "bad.pdf", "in/wrong.txt", "in/sub/right.txt", "in/sub/wrong.txt", "in/sub/deeper/nothing.md",
    ]  # fmt: skip
    assert set(files[0]["error"]) == {"code", "message"} and files[0]["findings"] == []
    assert [len(each["findings"]) for each in files] == [0, 1, 0, 2, 0] and "text" not in files[1]


def test_json_with_the_text(folder, capsys):
    _, out, _ = audited(capsys, "--format", "json", "--text", "in/wrong.txt")
    (file,) = json.loads(out)["files"]
    found = file["findings"][0]
    assert file["text"][found["start"] : found["end"]] == found["quote"]


def test_standard_input(folder, tmp_path):
    def run(content: bytes, *words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "gongkai.doors.cli", "audit", *words, "-"]
        return subprocess.run(
            command, input=content, capture_output=True, env={"PATH": os.environ["PATH"]}, check=False
        )

    done = run(WRONG.encode("gb18030"), "--format", "json")
    assert done.returncode == 1 and json.loads(done.stdout)["files"][0]["file"] == "-"
    assert run(b"").returncode == 2
    assert not (folder / "var").exists(), "it made a home"


def test_no_configuration_and_no_framework_are_needed(folder):
    program = "import sys; from gongkai.doors.cli import main; main(['audit', 'in/wrong.txt']); print([m for m in sys.modules if m.split('.')[0] in ('django', 'pypdfium2', 'docx', 'openpyxl')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={}, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_pages_of_several_stand_side_by_side_with_an_index(folder, capsys):
    code, out, _ = audited(capsys, "--format", "html", "-o", "out", "in", "bad.pdf")
    assert code == 1 and "读不了" in out
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "in-sub-wrong-txt.html", "in-wrong-txt.html", "index.html", "nothing.html", "right.html",
    ]  # fmt: skip
    index = (folder / "out/index.html").read_text("utf-8")
    assert index.index('href="in-sub-wrong-txt.html"') < index.index('href="in-wrong-txt.html"') and "bad.pdf" in index
    page = (folder / "out/in-wrong-txt.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") and "20+11+8=39≠37" in page and "in/wrong" not in page


def test_one_page_goes_to_a_file_a_folder_or_the_console(folder, capsys):
    assert audited(capsys, "--format", "html", "-o", "one.html", "in/wrong.txt")[0] == 1
    assert audited(capsys, "--format", "html", "-o", "pages", "in/wrong.txt")[0] == 1
    _, out, _ = audited(capsys, "--format", "html", "in/wrong.txt")
    assert out == Path("one.html").read_text("utf-8") == Path("pages/wrong.html").read_text("utf-8")
    assert [path.name for path in Path("pages").iterdir()] == ["wrong.html"]


def test_an_old_document_in_a_folder_is_told_and_not_left_out(folder, capsys):
    Path("in/old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    _, out, err = audited(capsys, "in")
    assert "in/old.doc" in out and "in/old.doc: " in err and "photo.png" not in out


@pytest.mark.parametrize(("environment", "mark"), [({}, "\x1b[1;31m37件\x1b[0m"), ({"NO_COLOR": "1"}, "**37件**")])
def test_a_terminal_shows_colours_and_how_far_it_is(folder, capsys, monkeypatch, environment, mark):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    _, out, err = audited(capsys, "in/wrong.txt", "in/sub/right.txt")
    assert mark in out and "1/2" in err and "2/2" in err and err.endswith("\r\x1b[K")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_to_write_to(folder, capsys, form):
    code, out, _ = audited(capsys, "--format", form, "-o", "told", "in/wrong.txt")
    assert (code, out) == (1, "") and "20+11+8=39≠37" in Path("told").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "html", "in"], "name a folder with -o DIR"),
        (["--format", "html", "-o", "bad.pdf", "in"], "cannot write into bad.pdf"),
        (["-o", "nowhere/told", "in"], "cannot write nowhere/told"),
        (["--previous", "bad.pdf", "in"], "bad.pdf"),
        (["empty"], "no report there: empty"),
    ],
)
def test_bad_usage(folder, capsys, words, said):
    (folder / "empty").mkdir()
    code, _, err = audited(capsys, *words)
    assert code == 2 and said in err


def test_last_year_s_report_is_compared_with(folder, capsys):
    Path("2016.txt").write_text("云溪县2016年政府信息公开工作年度报告\n全年主动公开政府信息1000条。\n", "utf-8")
    Path("2017.txt").write_text(
        "云溪县2017年政府信息公开工作年度报告\n全年主动公开政府信息1200条，比上年增长35%。\n", "utf-8"
    )
    assert audited(capsys, "2017.txt")[0] == 0
    code, out, _ = audited(capsys, "--previous", "2016.txt", "2017.txt")
    assert code == 1 and "35%" in out


def test_what_crashes_its_process_is_told_and_the_rest_go_on(folder, capsys, monkeypatch):
    from gongkai.doors.cli import audit

    def tell(task):
        if "right" in task.name:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(task)

    whole = audit.tell
    monkeypatch.setattr(audit, "tell", tell)
    code, out, err = audited(capsys, "in")
    assert code == 1 and f"in/sub/right.txt: {batch.CRASHED.zh}" in err and "in/sub/wrong.txt:1 对不上" in out


def test_names_of_pages_never_meet():
    names = ["a/r.txt", "b/r.txt", "r.docx", "r.txt", "../r.txt", "index.txt", "-", "x/R.TXT", "年报.txt", "a-r.txt"]
    pages = page_names(names)
    assert list(pages) == names and len({page.casefold() for page in pages.values()}) == len(names)
    assert pages["年报.txt"] == "年报.html" and pages["-"] == "report.html" and pages["index.txt"] == "index-2.html"
    assert pages["a/r.txt"] == "a-r-txt.html" and all("/" not in page for page in pages.values())


def test_ctrl_c_ends_it_and_leaves_no_process(folder):
    # A shell that runs in the background hands on an ignored SIGINT.
    slow = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\nimport time, gongkai.doors.cli.audit as a\nfrom gongkai.doors.cli import main\na.tell = lambda task: time.sleep(60)\nraise SystemExit(main(['audit', 'in']))"
    process = subprocess.Popen([sys.executable, "-c", slow], stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while not (started := children.read_text().split()) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130 and err == "gongkai: interrupted; run the same command again to go on\n"
    assert started and not any(Path(f"/proc/{pid}").exists() for pid in started)


def test_one_that_takes_too_long_is_given_up(folder, capsys):
    Path("endless.txt").write_text("全年公开信息1286条，其中动态类836条、公告类212条、政策类238条；" * 3000, "utf-8")
    code, _, err = audited(capsys, "--seconds", "0.05", "endless.txt")
    assert code == 2 and f"endless.txt: {batch.LATE.zh}" in err
    with pytest.raises(SystemExit):
        audited(capsys, "--seconds", "0", "endless.txt")
