"""What the browser loads is what scripts/assets built, and says where it comes from."""

import hashlib

from gongkai.ground.ui.tests.gallery import STATIC

LIB = STATIC / "lib"


def manifest():
    packages, files = (LIB / "VERSIONS").read_text(encoding="utf-8").strip().split("\n\n")
    return [line.split() for line in packages.splitlines()], [line.split() for line in files.splitlines()]


def test_files_are_the_ones_named():
    _, files = manifest()
    assert {name for _, name in files} == {path.name for path in LIB.iterdir() if path.suffix in {".js", ".svg"}}
    for digest, name in files:
        assert hashlib.sha256((LIB / name).read_bytes()).hexdigest() == digest, name


def test_every_package_brings_its_licence():
    packages, _ = manifest()
    texts = {path.stem for path in (LIB / "licences").iterdir()}
    assert {name.replace("@", "").replace("/", "-") for name, _, _ in packages} == texts
    assert {licence for _, _, licence in packages} <= {"MIT", "ISC", "0BSD"}


def test_the_editor_is_of_one_release():
    packages, _ = manifest()
    assert len({version for name, version, _ in packages if name.startswith("@tiptap/")}) == 1
