"""Static pages through the product's one port beside nginx with the same tree; wrk asks both for the same addresses at random."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from bench.report import Line, at_least
from bench.served import HOST, free_port, running, web
from bench.size import Size
from gongkai.demo.stage import Progress
from gongkai.engines.site.reader import Reader
from gongkai.ground.home import home_path

CONNECTIONS, PATHS = 16, 15_000
"""nginx keeps so many files open: more than a process may often have, and it answers some with an error."""
RATIO = 0.4
NGINX = """
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types;
  charset utf-8;
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=20000 inactive=60s;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen {host}:{port};
    root {root};
    index index.html;
    add_header Cache-Control "no-cache";
    add_header X-Content-Type-Options nosniff;
  }}
}}
"""
SCRIPT = """
local paths = {}
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
local thread = 0
function setup(t) t:set("number", thread); thread = thread + 1 end
function init() math.randomseed(7 + number) end
function request() return wrk.format("GET", paths[math.random(#paths)]) end
"""
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")


def measure(size: Size) -> Iterator[Line]:
    """Both servers stand all the time; they are asked in turns."""
    progress = Progress(2 * size.rounds, "Serving")
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        folder, nginx_port = Path(name), free_port()
        addresses = write_addresses(folder / "paths")
        (folder / "nginx.conf").write_text(
            NGINX.format(folder=folder, host=HOST, port=nginx_port, root=home_path("site", "current"))
        )
        (folder / "random.lua").write_text(SCRIPT)
        found = []
        with web() as port, running([nginx_program(), "-c", str(folder / "nginx.conf")], nginx_port):
            for _ in range(size.rounds):
                ours = load(port, folder, size.seconds)
                progress.show(2 * len(found) + 1)
                found.append((ours, load(nginx_port, folder, size.seconds)))
                progress.show(2 * len(found))
    ours, theirs = (median(each) for each in zip(*found, strict=True))
    ratio = median(ours / theirs for ours, theirs in found)
    yield at_least(
        f"Static pages through the one port, {addresses:,} addresses, {CONNECTIONS} connections",
        f"{ours:,.0f} requests/s", f"nginx with the same tree: {theirs:,.0f}/s", ratio, RATIO,
    )  # fmt: skip


def write_addresses(file: Path) -> int:
    """Addresses of records' pages, each once, in no order; how many there are."""
    reader, rng = Reader(), Random(7)
    ids = [record_id for shard in "0123456789abcdefghijklmnopqrstuvwxyz" for record_id in _some(reader, shard)]
    rng.shuffle(ids)
    file.write_text("".join(f"/r/{record_id}/\n" for record_id in ids[:PATHS]))
    return min(len(ids), PATHS)


def _some(reader: Reader, shard: str) -> list[str]:
    found = []
    for record_id in reader.ids_between(shard, chr(ord(shard) + 1)):
        found.append(record_id)
        if len(found) == PATHS // 20:
            break
    return found


def nginx_program() -> str:
    """Where nginx is; Debian keeps it outside of most people's path."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/local/sbin:/usr/sbin") or "nginx"


def load(port: int, folder: Path, seconds: int) -> float:
    """Requests a second over so many seconds. Raises RuntimeError if one was answered wrongly."""
    command = [
        "wrk", "--threads", "2", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", "--timeout", "5s",
        "--script", str(folder / "random.lua"), f"http://{HOST}:{port}",
    ]  # fmt: skip
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 30,
        env=os.environ | {"BENCH_PATHS": str(folder / "paths")},
    )
    return rate(done.stdout)


def rate(said: str) -> float:
    """What wrk measured. Raises RuntimeError if a request failed."""
    if wrong := _WRONG.search(said):
        raise RuntimeError(f"wrk met failures: {wrong[0]}")
    return float(_RATE.search(said)[1])
