"""Laying what is to go out into a folder, for whoever fetches it there. The contract stands in docs/channels.md."""

import json
import os
from pathlib import Path

from gongkai.ground.home.paths import home_path
from gongkai.ground.outbox.sending import Answer, ChannelDown, Parcel


class Folder:
    """A folder, by its path from the home. A parcel is one file that is called by its key: written twice, it is there once."""

    def __init__(self, address: str, opens: dict[str, str]) -> None:
        self.folder = home_path(address)

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        name = f"{parcel.key}.json"
        files = {role: f"{parcel.key}.{role}{Path(file[0]).suffix}" for role, file in parcel.files.items()}
        for role, (_, data) in parcel.files.items():
            self._write(files[role], data)
        told = {"key": parcel.key, "url": parcel.url, "files": files} | parcel.body
        self._write(name, json.dumps(told, ensure_ascii=False, indent=1).encode())
        return Answer(name)

    def find(self, parcel: Parcel) -> str:
        return ""

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        told = {"key": parcel.key, "url": parcel.url, "withdraw": remote}
        self._write(f"{parcel.key}.json", json.dumps(told, ensure_ascii=False, indent=1).encode())

    def _write(self, name: str, data: bytes) -> None:
        """Whole or not at all: whoever fetches it must never read half of it."""
        fresh = self.folder / f".{name}.new"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            fresh.rename(self.folder / name)
        except OSError as error:
            raise ChannelDown("投递的文件夹写不进去，可能是满了，或者没有权限") from error
