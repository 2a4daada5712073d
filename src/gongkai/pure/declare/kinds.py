"""Record kinds: what a government publishes, as data."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from gongkai.pure.declare.fields import Field, FieldError, clean_all

TITLE = Field("title", "标题", required=True, public=True, max_length=120)
BODY = Field("body", "正文", type="html", required=True, public=True, max_length=400_000)
FORMED_ON = Field(
    "formed_on",
    "成文日期",
    type="date",
    required=True,
    public=True,
    help="签发之日，或者会议通过之日。20个工作日的公开期限从这天起算（条例第26条）。",
)


GROUPS = ("政策", "通知和动态", "回应和互动", "机构和人事", "规划、财政和项目", "")
"""Under which heads kinds are offered, in this order; "" has none."""


class Kind:
    """What a government publishes. Subclass it in a drawer's ``__init__.py``.

    Title, body and day of formation are every kind's; ``fields`` adds its own. ``schema`` rises when fields change;
    a stored version keeps the schema it was written under. ``relates``: relations to other records that this kind alone has; ``ends``: days
    after which the public can do nothing with it any more, asked about when they are over before it is public. ``standing``:
    how much a find of it counts in search beside others with the same words; 1 for what holds, such as a policy document. ``group``: beside
    which other kinds it is offered, one of ``GROUPS``. ``account``: its figures are counted by the system and written by no hand: ``settled``
    names the fields that hold them, ``spans`` the one that says of which period. ``announces``: a plain notice, as the system drafts one
    of its own.
    """

    code: ClassVar[str] = ""
    name: ClassVar[str] = ""
    schema: ClassVar[int] = 1
    fields: ClassVar[tuple[Field, ...]] = ()
    measures: ClassVar[tuple[Any, ...]] = ()
    screens: ClassVar[tuple[Any, ...]] = ()
    page_blocks: ClassVar[tuple[str, ...]] = ()
    has_validity: ClassVar[bool] = False
    relates: ClassVar[tuple[str, ...]] = ()
    ends: ClassVar[tuple[str, ...]] = ()
    standing: ClassVar[float] = 0.75
    group: ClassVar[str] = ""
    account: ClassVar[bool] = False
    spans: ClassVar[str] = "year"
    settled: ClassVar[tuple[str, ...]] = ()
    announces: ClassVar[bool] = False

    @classmethod
    def stands(cls, content: dict[str, Any], today: date) -> tuple[str, date | None, date | None] | None:
        """Of a kind that is never in force: the mark under which a record stands when it is published, the day on which that goes, and the
        day after which that turns (kernel.records.models: VALIDITY). None: it never carries one."""
        return None

    @classmethod
    def all_fields(cls) -> tuple[Field, ...]:
        return (TITLE, FORMED_ON, *cls.fields, BODY)

    @classmethod
    def clean(cls, raw: dict[str, Any]) -> dict[str, Any]:
        """The content of a version: declared fields only, cleaned. Raises FieldErrors."""
        content, errors = clean_all(cls.all_fields(), raw)
        if content.get("body") is not None and not re.sub(r"<[^>]*>|\s|&nbsp;", "", content["body"]):
            errors.append(FieldError("body", "请写正文"))
        try:
            cls.check(content)
        except FieldError as error:
            errors.append(error)
        if errors:
            raise FieldErrors(errors)
        return content

    @classmethod
    def check(cls, content: dict[str, Any]) -> None:
        """Checks over several fields; raises FieldError. A drawer overrides it."""

    @classmethod
    def doubts(cls, content: dict[str, Any], section: str) -> dict[str, str]:
        """What can be, yet is most likely a slip, of a content in a section of this name: a sentence by the field. A drawer overrides it."""
        return {}

    @classmethod
    def text(cls, content: dict[str, Any]) -> str:
        """The text as it is read, in HTML: a drawer may set into it what stands in other fields."""
        return content["body"] or ""

    @classmethod
    def figures(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Of an ``account`` what its ``settled`` fields tell: table -> row -> column -> figure, None where it is blank."""
        return {}

    @classmethod
    def tabled(cls, figures: Mapping[str, Any]) -> dict[str, Any]:
        """Of an ``account`` such figures as the values of its fields: those of tables that are not told are None."""
        return {}

    @classmethod
    def wrong(cls, content: dict[str, Any]) -> list[str]:
        """Of an ``account`` what contradicts itself in its tables and its text, each in a sentence."""
        return []

    @classmethod
    def public_fields(cls, content: dict[str, Any]) -> dict[str, Any]:
        """The part of a content that may be shown to anybody."""
        return {f.name: content.get(f.name) for f in cls.all_fields() if f.public}


class FieldErrors(ValueError):
    """All that is wrong with a form at once; ``errors`` maps field name to sentence."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("；".join(e.message for e in errors))
        self.errors = {e.name: e.message for e in reversed(errors)}  # of two about one field, the first
