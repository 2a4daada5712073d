"""Files that a system brings part by part before the record that they belong to: each part behind the last, so that what broke off goes on.

They lie in the home until a record takes them, at most a day. An upload is named by its key, name, size and digest: begun again, it is the
same one and says how much of it is here.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from gongkai.ground.files import scanning
from gongkai.ground.files.kinds import LARGEST, kind_of, refuse_by_name
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.home.paths import home_path
from gongkai.ground.keys.models import ApiKey
from gongkai.pure.tlog.entry import canonical

LASTS = timedelta(days=1)
MOST_OPEN = 200
MOST_BYTES = 500 * 1024 * 1024
PART = 8 * 1024 * 1024
"""The longest part, and what is asked of a key at a time: it must not fill the disk."""


class UploadRefused(ValueError):
    """A file or part that is not taken; ``name`` of what is wrong, ``status`` as HTTP has it."""

    def __init__(self, message: str, name: str = "", status: int = 422) -> None:
        super().__init__(message)
        self.name, self.status = name, status


@dataclass(frozen=True)
class Arriving:
    """A file that comes, or has come: ``received`` of its ``size`` bytes are here."""

    id: str
    key: str
    name: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        return home_path("arriving", self.key, self.id)

    @property
    def received(self) -> int:
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def whole(self) -> bool:
        return self.received == self.size


def begin(key: ApiKey, name: str, size: int, digest: str) -> Arriving:
    """Begin an upload, or find it again. Raises UploadRefused."""
    if not name.strip() or len(name) > 200:
        raise UploadRefused("请写文件名，最多200字", "name")
    try:
        refuse_by_name(name)
    except FileRefused as refusal:
        raise UploadRefused(str(refusal), "name") from refusal
    if not 0 < size <= LARGEST:
        raise UploadRefused("文件最大20 MB，也不能是空的；大的请分成几份", "size")
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise UploadRefused("请写整个文件的SHA-256，64位小写十六进制", "sha256")
    told = {"key": key.code, "name": name.strip(), "size": size, "sha256": digest}
    found = Arriving(sha256(canonical(told)).hexdigest()[:32], **told)
    folder = found.path.parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not _note(found).exists():
        waiting = list(folder.glob("*.json"))
        if len(waiting) >= MOST_OPEN or sum(p.stat().st_size for p in folder.iterdir()) + size > MOST_BYTES:
            raise UploadRefused("这把密钥传上来还没有用的文件太多了，请先用掉，或者等一天自动清除", status=429)
        _note(found).write_text(json.dumps(asdict(found), ensure_ascii=False), "utf-8")
    return found


def find(key: ApiKey, upload_id: str) -> Arriving | None:
    """A key's own upload; None for any other."""
    if not upload_id.isalnum():
        return None
    try:
        return Arriving(**json.loads(home_path("arriving", key.code, f"{upload_id}.json").read_text("utf-8")))
    except FileNotFoundError:
        return None


def add(upload: Arriving, start: int, part: bytes) -> Arriving:
    """Put a part behind what is here; one that is here already changes nothing. The last one is held against size, digest and kind.

    Raises UploadRefused, FileRefused.
    """
    here = upload.received
    if start + len(part) <= here:
        return upload
    if start != here:
        raise UploadRefused(f"已经收到{here}字节，请从这里接着传", "from", status=409)
    if here + len(part) > upload.size:
        raise UploadRefused(f"比说好的{upload.size}字节多了，请核对", "size")
    handle = os.open(upload.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, part)
    finally:
        os.close(handle)
    if upload.whole:
        data = upload.path.read_bytes()
        try:
            if sha256(data).hexdigest() != upload.sha256:
                raise UploadRefused("收到的内容和说好的SHA-256不一样，请从头再传", "sha256")
            kind_of(data, upload.name)
            scanning.check(data)
        except ValueError:
            upload.path.unlink(missing_ok=True)
            raise
    return upload


def let_go(upload: Arriving) -> None:
    """A record has taken it."""
    for path in (upload.path, _note(upload)):
        path.unlink(missing_ok=True)


def clear(at: datetime) -> int:
    """Delete what nobody took within a day; how many. ``at``: by the disk's clock."""
    oldest, cleared = (at - LASTS).timestamp(), 0
    for folder in home_path("arriving").glob("*"):
        for path in list(folder.iterdir()):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
                    cleared += 1
    return cleared


def _note(upload: Arriving) -> Path:
    return upload.path.with_name(f"{upload.id}.json")
