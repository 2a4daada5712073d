"""Tiles written step by step are the tiles of the whole tree, wherever the writing was interrupted."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.pure.tlog import merkle, tiles
from gongkai.pure.tlog.errors import MerkleError, TileError
from gongkai.pure.tlog.tests.sample import leaves, plain_root

SIZES = st.lists(st.integers(0, 700), min_size=1, max_size=5).map(sorted)


class Files(dict):
    """A folder in memory that never lets a file change."""

    def write(self, path: str, data: bytes) -> None:
        assert self.setdefault(path, data) == data, f"{path} was written twice with different bytes"

    def read(self, path: str) -> bytes:
        try:
            return self[path]
        except KeyError as error:
            raise FileNotFoundError(path) from error


def entries(low: int, high: int) -> list[bytes]:
    return [str(each).encode() for each in range(low, high)]


def written(*sizes: int) -> Files:
    files, old = Files(), 0
    for size in sizes:
        writer = tiles.TileWriter.resume(files.write, files.read, old)
        writer.append(entries(old, size))
        writer.flush()
        old = size
    return files


@pytest.mark.parametrize(
    ("level", "n", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 999, 256, "tile/0/999"),
        (0, 1000, 256, "tile/0/x001/000"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (63, 5, 1, "tile/63/005.p/1"),
        (tiles.ENTRIES, 273, 112, "tile/entries/273.p/112"),
    ],
)
def test_path(level, n, width, path):
    assert tiles.tile_path(level, n, width) == path


@pytest.mark.parametrize(("level", "n", "width"), [(-2, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_no_path_for_what_is_no_tile(level, n, width):
    with pytest.raises(TileError):
        tiles.tile_path(level, n, width)


def test_tiles_of_a_tree_of_70000():
    made = list(tiles.new_tiles(0, 70_000))
    assert Counter(each.level for each in made if each.width == 256) == {0: 273, 1: 1}
    assert [(each.level, each.n, each.width) for each in made if each.width < 256] == [
        (0, 273, 112),
        (1, 1, 17),
        (2, 0, 1),
    ]


@pytest.mark.parametrize(
    ("size", "made"),
    [
        (0, []),
        (1, ["tile/0/000.p/1"]),
        (255, ["tile/0/000.p/255"]),
        (256, ["tile/0/000", "tile/1/000.p/1"]),
        (257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
    ],
)
def test_tiles_around_the_first_full_one(size, made):
    assert [each.path for each in tiles.new_tiles(0, size)] == made
    assert [path for path in sorted(written(size)) if "entries" not in path] == made


@given(SIZES)
@settings(max_examples=40)
def test_step_by_step_serves_the_tree_at_every_size(sizes):
    files = written(*sizes)
    assert files.items() >= written(sizes[-1]).items()
    for size in sizes:
        frontier = merkle.Frontier.of(size, tiles.TileReader(files.read, size).node)
        assert frontier.root() == plain_root(leaves(size))


@given(st.integers(0, 700), st.integers(0, 700))
@settings(max_examples=40)
def test_what_is_written_is_what_the_growth_names(one, other):
    old, new = sorted((one, other))
    named = {each.path for each in tiles.new_tiles(old, new)}
    before, after = written(old), written(old, new)
    assert {path for path in set(after) - set(before) if "entries" not in path} <= named <= set(after)


@given(st.integers(0, 600), st.integers(1, 600), st.data())
@settings(max_examples=40)
def test_stopped_between_any_two_files_and_run_again_gives_the_same_files(old, more, data):
    whole = written(old, old + more)
    files = written(old)
    stop_after = data.draw(st.integers(0, len(whole) - len(files)))

    class Stopped(Exception):
        pass

    def stopping_write(path: str, content: bytes) -> None:
        nonlocal stop_after
        if stop_after == 0:
            raise Stopped
        stop_after -= 1
        files.write(path, content)

    try:
        writer = tiles.TileWriter.resume(stopping_write, files.read, old)
        writer.append(entries(old, old + more))
        writer.flush()
    except Stopped:
        pass
    writer = tiles.TileWriter.resume(files.write, files.read, old)
    writer.append(entries(old, old + more))
    writer.flush()
    assert files == whole
    assert writer.root() == plain_root(leaves(old + more))


def test_a_tree_over_three_levels_serves_proofs_and_entries():
    size = 66_000
    files = written(65_000, size)
    reader = tiles.TileReader(files.read, size)
    root = merkle.Frontier.of(size, reader.node).root()
    assert root == merkle.root(leaves(size))
    for index in (0, 255, 256, 65_535, 65_536, size - 1):
        assert reader.entry(index) == str(index).encode()
        path = merkle.inclusion_proof(index, size, reader.node)
        merkle.verify_inclusion(index, size, merkle.leaf_hash(str(index).encode()), path, root)
    old = tiles.TileReader(files.read, 65_000)
    proof = merkle.consistency_proof(65_000, size, reader.node)
    merkle.verify_consistency(65_000, size, merkle.Frontier.of(65_000, old.node).root(), root, proof)


def test_a_deleted_partial_tile_is_read_from_the_full_one():
    files = written(200, 256)
    del files["tile/0/000.p/200"], files["tile/entries/000.p/200"]
    reader = tiles.TileReader(files.read, 200)
    assert reader.entries(0) == entries(0, 200)
    assert merkle.Frontier.of(200, reader.node).root() == plain_root(leaves(200))


@pytest.mark.parametrize("grown", [256, 257, 299, 300])
def test_a_smaller_tree_is_read_from_the_files_of_the_grown_one(grown):
    files = written(grown)
    for size in (1, 255, 256, grown):
        reader = tiles.TileReader(files.read, size, grown=grown)
        assert [reader.entry(n) for n in range(size)] == entries(0, size)
        assert merkle.Frontier.of(size, reader.node).root() == plain_root(leaves(size))
    with pytest.raises(TileError, match=r"tile/0/000.p/7 is missing"):
        tiles.TileReader(written(8).read, 7).node(0, 0)


@pytest.mark.parametrize("size", [255, 256, 257])
def test_nothing_is_read_beyond_the_size(size):
    reader = tiles.TileReader(written(600).read, size)
    with pytest.raises(TileError):
        reader.entry(size)
    with pytest.raises(TileError):
        reader.node(0, size)
    with pytest.raises(TileError):
        reader.node(9, 0)


def test_a_missing_or_cut_file_is_named():
    files = written(300)
    del files["tile/entries/000"]
    files["tile/0/001.p/44"] = files["tile/0/001.p/44"][:-1]
    reader = tiles.TileReader(files.read, 300)
    with pytest.raises(TileError, match="tile/entries/000 is missing"):
        reader.entry(3)
    with pytest.raises(TileError, match=r"tile/0/001.p/44 has 1407 bytes, not 1408"):
        reader.node(0, 299)


def test_a_changed_tile_gives_no_proof():
    files = written(300)
    files["tile/0/000"] = bytes(8192)
    reader = tiles.TileReader(files.read, 300)
    path = merkle.inclusion_proof(3, 300, reader.node)
    with pytest.raises(MerkleError):
        merkle.verify_inclusion(3, 300, merkle.leaf_hash(b"3"), path, plain_root(leaves(300)))


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_bundle_round_trip(content):
    assert tiles.decode_bundle(tiles.encode_bundle(content)) == content


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\2a", b"\0\1ab", b"\0\0" * 257])
def test_a_malformed_bundle_is_refused(data):
    with pytest.raises(TileError):
        tiles.decode_bundle(data)


@pytest.mark.parametrize(("length", "fits"), [(65_534, True), (65_535, True), (65_536, False)])
def test_the_longest_entry(length, fits):
    writer = tiles.TileWriter(Files().write)
    if fits:
        writer.append([bytes(length)])
        writer.flush()
    else:
        with pytest.raises(TileError, match="at most 65535 bytes"):
            writer.append([bytes(length)])
