"""Each thing that a program can ask for, said once: the description (OpenAPI), the page for people and the checks are made from it."""

from dataclasses import dataclass, field
from typing import Any

from gongkai.pure.declare.shapes import Shape, schema_of

JSON, CSV, XLSX = (
    "application/json",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
READ, ENTER, TELL = "读公开的信息", "用单位的密钥录入", "上级平台告诉采用结果"


@dataclass(frozen=True)
class Param:
    """A parameter of an address: in its path, its query, or a header."""

    name: str
    says: str
    type: str = "line"
    place: str = "query"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    example: str = ""

    @property
    def told(self) -> dict[str, Any]:
        schema = schema_of(self.type, self.says, self.choices)
        says = schema.pop("description")
        found = {"name": self.name, "in": self.place, "description": says, "required": self.required or self.place == "path", "schema": schema}  # fmt: skip
        return found | ({"example": self.example} if self.example else {})


@dataclass(frozen=True)
class Answer:
    """An answer by its status: a shape of ours, or bytes of a media type, or (neither) nothing but what ``says`` tells."""

    status: int
    says: str
    shape: Shape | None = None
    refers: str = ""
    media: tuple[str, ...] = (JSON,)


@dataclass(frozen=True)
class Operation:
    """What can be asked for at an address. ``static``: a file of the site, which is there even when the application is not."""

    name: str
    method: str
    path: str
    title: str
    says: str
    answers: tuple[Answer, ...]
    params: tuple[Param, ...] = ()
    group: str = READ
    static: bool = False
    body: str = ""
    refusals: tuple[int, ...] = field(default=())
