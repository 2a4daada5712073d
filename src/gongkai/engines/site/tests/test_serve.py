"""The file app: what is served, how, and what is refused."""

import gzip
import os

import pytest

from gongkai.engines.site import serve
from gongkai.engines.site.serve import SiteApp


@pytest.fixture
def tree_at(home):
    root = home / "site" / "g0001"
    (root / "u" / "zjj").mkdir(parents=True)
    (root / "r" / "x2" / "a" / "f1").mkdir(parents=True)
    (root / "index.html").write_text("<p>首页")
    (root / "404.html").write_text("<p>没有找到")
    (root / "u" / "zjj" / "index.html").write_text("<p>住建局")
    (root / "r" / "x2" / "index.json").write_text("{}")
    (root / "r" / "x2" / "proof").write_text("proof")
    (root / "r" / "x2" / "a" / "f1" / "表.pdf").write_bytes(b"%PDF")
    (root / "r" / "x2" / "a" / "f1" / "x.docx").write_bytes(b"PK")
    (root / ".proofs").write_text("7")
    (home / "secret").write_text("secret")
    (home / "log" / "tile" / "0").mkdir(parents=True)
    (home / "log" / "checkpoint").write_text("checkpoint")
    (home / "log" / "policy").write_text("policy")
    (home / "log" / "tile" / "0" / "000").write_bytes(b"t")
    (root / "site-manifest").mkdir()
    (root / "site-manifest" / "0a").write_text("shard")
    (home / "site" / "current").symlink_to("g0001")
    return root


def test_the_page_for_offline_use_is_kept_and_not_opened_here(tree_at, ask):
    """Its own script would not run under the site's policy."""
    for name in ("offline.html", "index.html"):
        (tree_at / "verify").mkdir(exist_ok=True)
        (tree_at / "verify" / name).write_text("<p>核验")
    assert ask("/verify/offline.html").headers["Content-Disposition"] == "attachment"
    assert "Content-Disposition" not in ask("/verify/").headers


def dynamic(environ, start_response):
    start_response("200 OK", [("X-Django", "yes")])
    return [b"django"]


class Asked:
    def __init__(self, app, path, method="GET", **headers):
        environ = {"PATH_INFO": path.encode().decode("latin-1"), "REQUEST_METHOD": method} | headers

        def start(status, headers):
            self.status, self.headers = int(status[:3]), dict(headers)

        self.body = b"".join(app(environ, start))


@pytest.fixture
def ask(tree_at):
    app = SiteApp(dynamic)
    return lambda *args, **headers: Asked(app, *args, **headers)


@pytest.mark.parametrize(
    "path, kind, body",
    [
        ("/", "text/html; charset=utf-8", "<p>首页".encode()),
        ("/u/zjj/", "text/html; charset=utf-8", "<p>住建局".encode()),
        ("/r/x2/index.json", "application/json; charset=utf-8", b"{}"),
        ("/r/x2/proof", "text/plain; charset=utf-8", b"proof"),
        ("/r/x2/a/f1/表.pdf", "application/pdf", b"%PDF"),
        ("/log/checkpoint", "text/plain; charset=utf-8", b"checkpoint"),
        ("/log/policy", "text/plain; charset=utf-8", b"policy"),
        ("/site-manifest/0a", "text/plain; charset=utf-8", b"shard"),
        ("/log/tile/0/000", "application/octet-stream", b"t"),
    ],
)
def test_files(ask, path, kind, body):
    got = ask(path)
    assert (got.status, got.headers["Content-Type"], got.body) == (200, kind, body)
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    head = ask(path, "HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", got.headers)


@pytest.mark.parametrize("path", ["/desk", "/desk/", "/desk/r/1/", "/counter/track"])
def test_django_behind(ask, path):
    assert ask(path, "POST").headers == {"X-Django": "yes"}


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/deskx", "/../secret", "/u/../../../secret", "/.proofs", "/u/.x/", "//etc/passwd", "/u//zjj/", "/index.html/", "/\x00", "/r/x2/"],
)  # fmt: skip
def test_not_found(ask, path):
    got = ask(path)
    assert (got.status, got.body) == (404, "<p>没有找到".encode())
    assert "ETag" not in got.headers and got.headers["Cache-Control"] == "no-store"


def test_no_way_out_by_a_link(ask, tree_at, home):
    (tree_at / "out").symlink_to(home / "secret")
    (tree_at / "folder").symlink_to(home)
    assert ask("/out").status == 404 and ask("/folder/secret").status == 404


def test_a_folder_without_its_slash(ask):
    got = ask("/u/zjj")
    assert (got.status, got.headers["Location"]) == (301, "/u/zjj/")


@pytest.mark.parametrize(
    "path", ["/site-manifest/evil.html", "/site-manifest/", "/site-manifest/0a0", "/log/evil.html", "/log/", "/log/tile/0/x.html",
             "/log/checkpoint.new", "/r/x2/x/proof", "/r/x2/v/0/proof", "/r/x2/v/1/x/proof"],
)  # fmt: skip
def test_beside_the_manifest_only_known_names_are_given_out(ask, tree_at, home, path):
    root = home if path.startswith("/log/") else tree_at
    file = root / path[1:] / "index.html" if path.endswith("/") else root / path[1:]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("<script src=/evil.js></script>")
    assert ask(path).status == 404


def test_an_attachment_may_be_named_like_a_receipt(ask, tree_at):
    (tree_at / "r" / "x2" / "a" / "f1" / "proof").write_text("x")
    assert ask("/r/x2/a/f1/proof").body == b"x"


def test_other_methods(ask):
    assert ask("/", "POST").status == 405


def test_conditional(ask):
    first = ask("/")
    assert ask("/", HTTP_IF_NONE_MATCH=first.headers["ETag"]).status == 304
    assert ask("/", HTTP_IF_NONE_MATCH=f'"other", W/{first.headers["ETag"]}').status == 304
    assert ask("/", HTTP_IF_NONE_MATCH='"other"').status == 200
    assert ask("/", HTTP_IF_MODIFIED_SINCE=first.headers["Last-Modified"]).status == 304
    assert ask("/", HTTP_IF_MODIFIED_SINCE="yesterday").status == 200


def test_a_rebuilt_page_and_a_new_generation_are_seen_at_once(ask, tree_at, home):
    assert ask("/").body == "<p>首页".encode()
    fresh = tree_at / ".new"
    fresh.write_text("<p>二页")
    os.rename(fresh, tree_at / "index.html")
    assert ask("/").body == "<p>二页".encode()
    (home / "site" / "g0002").mkdir()
    (home / "site" / "g0002" / "index.html").write_text("<p>三页")
    (home / "site" / "next").symlink_to("g0002")
    os.rename(home / "site" / "next", home / "site" / "current")
    assert ask("/").body == "<p>三页".encode()
    (home / "site" / "g0002" / "index.html").unlink()
    assert ask("/").status == 404


def test_uploads_never_run_as_the_site(ask):
    assert "sandbox" in ask("/r/x2/a/f1/表.pdf").headers["Content-Security-Policy"]
    assert ask("/r/x2/a/f1/x.docx").headers["Content-Disposition"] == "attachment"
    policy = ask("/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy


def test_only_full_tiles_are_kept_for_long(ask):
    assert "immutable" in ask("/log/tile/0/000").headers["Cache-Control"]
    assert "max-age=600" in ask("/assets/ui/seal.svg").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/u/zjj/", "/r/x2/index.json", "/r/x2/proof", "/r/x2/a/f1/表.pdf"])
def test_what_may_be_withdrawn_is_asked_for_each_time(ask, tree_at, path):
    got = ask(path)
    assert got.headers["Cache-Control"] == "no-cache"
    assert ask(path, HTTP_IF_NONE_MATCH=got.headers["ETag"]).status == 304
    file = tree_at / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])
    file.unlink()
    assert ask(path, HTTP_IF_NONE_MATCH=got.headers["ETag"]).status == 404


def test_before_the_first_build(home):
    got = Asked(SiteApp(dynamic), "/")
    assert got.status == 404 and "没有找到" in got.body.decode()


@pytest.mark.parametrize("room, kept", [(19, ["/u/zjj/"]), (20, ["/", "/u/zjj/"]), (21, ["/", "/u/zjj/"])])
def test_what_was_read_first_leaves_memory_first(tree_at, monkeypatch, room, kept):
    monkeypatch.setattr(serve, "KEEP_BYTES", room)
    app = SiteApp(dynamic)
    for path, length in (("/", 8), ("/u/zjj/", 12)):
        (tree_at / path[1:] / "index.html").write_bytes(b"x" * length)
        assert len(Asked(app, path).body) == length
    assert list(app._kept) == kept
    assert app._bytes == sum(len(each.body) for each in app._kept.values())
    assert len(Asked(app, "/").body) == 8


BIG = b'{"records":[' + b",".join(b'{"id":"%d"}' % n for n in range(500)) + b"]}"


def test_data_are_sent_compressed_to_who_takes_that(tree_at, ask):
    (tree_at / "u" / "zjj" / "index.json").write_bytes(BIG)
    plain, packed = ask("/u/zjj/index.json"), ask("/u/zjj/index.json", HTTP_ACCEPT_ENCODING="br, gzip")
    assert plain.body == BIG == gzip.decompress(packed.body) and len(packed.body) < len(BIG) / 4
    assert packed.headers["Content-Length"] == str(len(packed.body)) and packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers and plain.headers["ETag"] != packed.headers["ETag"]
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["Access-Control-Allow-Origin"] == "*"
    for answer, takes in ((plain, {}), (packed, {"HTTP_ACCEPT_ENCODING": "gzip"})):
        assert ask("/u/zjj/index.json", HTTP_IF_NONE_MATCH=answer.headers["ETag"], **takes).status == 304
    (tree_at / "u" / "zjj" / "index.json").write_bytes(BIG + b" ")
    assert gzip.decompress(ask("/u/zjj/index.json", HTTP_ACCEPT_ENCODING="gzip").body) == BIG + b" "


@pytest.mark.parametrize("takes", ("", "br", "gzip;q=0", "gzip; q=0.0", "identity"))
def test_and_as_they_are_to_who_does_not(tree_at, ask, takes):
    (tree_at / "u" / "zjj" / "index.json").write_bytes(BIG)
    assert ask("/u/zjj/index.json", HTTP_ACCEPT_ENCODING=takes).body == BIG


def test_what_offices_upload_is_neither_compressed_nor_open_to_other_sites(tree_at, ask):
    (tree_at / "r" / "x2" / "a" / "f1" / "数据.json").write_bytes(BIG)
    answer = ask("/r/x2/a/f1/数据.json", HTTP_ACCEPT_ENCODING="gzip")
    assert answer.body == BIG and "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_interface_is_djangos(ask):
    assert ask("/api/records").body == ask("/api/").body == ask("/api").body == b"django"
    assert ask("/apiary").status == 404
