"""Fields of a record kind: the form, the check, the public page and the JSON are all made from them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.pure.declare.grid import Grid, GridRefused

LONGEST_WORD = 40
MOST = 10**9
_WHOLE = re.compile(r"\d{1,10}")
_AMOUNT = re.compile(r"\d{1,10}(?:\.\d{1,6})?")


class FieldError(ValueError):
    """A value that a field refuses; the message says in Chinese what to do."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name, self.message = name, message


@dataclass(frozen=True)
class Field:
    """One field of a kind's content.

    ``type`` is text, line, html, date, choice, bool, whole (a number of things, an int), amount (of money, plain digits), words (a tuple of short
    words) or table (rows of the declared ``grid``). A field is private unless ``public``: page, JSON,
    feed and export show only public ones. ``help`` is the legal definition and feeds form and manual; ``heads`` are further names by which
    a sheet that comes in may call it; ``offers`` what a line usually says, to be chosen from where it is typed.
    """

    name: str
    label: str
    type: str = "line"
    required: bool = False
    public: bool = False
    max_length: int = 200
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    grid: Grid | None = None
    check: Callable[[Any], Any] | None = field(default=None, compare=False)

    def clean(self, value: Any) -> Any:
        """The value as stored in the canonical content: text, bool, int, ISO day, or None when left empty.

        Raises FieldError."""
        if self.type == "bool":
            return bool(value)
        if value in (None, "", (), []) or (isinstance(value, str) and not value.strip()):
            if self.required:
                raise FieldError(self.name, f"请填写{self.label}")
            return None
        if self.type == "date":
            return self._clean_date(value)
        if self.type == "table":
            return self._clean_table(value)
        if self.type in ("whole", "amount"):
            return self._clean_number(value)
        if self.type == "words":
            words = (
                value
                if isinstance(value, (list, tuple))
                else str(value).replace("；", ";").replace("、", ";").split(";")
            )
            return self._clean_words([word.strip() for word in words if word.strip()])
        text = str(value)
        if "\x00" in text:
            raise FieldError(self.name, f"{self.label}里有不能保存的控制字符，请删去后再保存")
        if self.type != "html":
            text = text.strip()
        if len(text) > self.max_length:
            raise FieldError(self.name, f"{self.label}最多{self.max_length}字，现在有{len(text)}字")
        if self.type == "choice" and text not in dict(self.choices):
            raise FieldError(self.name, f"请在列出的选项里选择{self.label}")
        try:
            return self.check(text) if self.check else text
        except ValueError as refusal:
            raise FieldError(self.name, str(refusal)) from refusal

    def _clean_number(self, value: Any) -> int | str:
        text = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", str(value)))
        whole = self.type == "whole"
        if not (_WHOLE if whole else _AMOUNT).fullmatch(text):
            like = "12这样的整数" if whole else "12或者12.5这样的数，最多6位小数"
            raise FieldError(self.name, f"{self.label}请写成{like}，现在写的是“{str(value)[:20]}”")
        if Decimal(text) > MOST:
            raise FieldError(self.name, f"{self.label}太大了，请看看单位")
        return int(text) if whole else f"{Decimal(text).normalize():f}"

    def _clean_table(self, value: Any) -> list[dict[str, str]] | None:
        assert self.grid is not None
        try:
            rows = self.grid.clean(value)
        except GridRefused as refusal:
            raise FieldError(self.name, f"{self.label}：{refusal}") from refusal
        if rows is None and self.required:
            raise FieldError(self.name, f"请填写{self.label}")
        return rows

    def _clean_words(self, words: list[str]) -> list[str] | None:
        long = next((word for word in words if len(word) > LONGEST_WORD), None)
        if long:
            raise FieldError(
                self.name,
                f"{self.label}每个最多{LONGEST_WORD}字，“{long[:10]}…”有{len(long)}字，请用分号隔开，或者删短一些",
            )
        return words or None

    def _clean_date(self, value: Any) -> str:
        if isinstance(value, date):
            return value.isoformat()
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise FieldError(self.name, f"{self.label}请写成2026-03-31这样的日期") from None


def clean_all(fields: Iterable[Field], raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The cleaned values of declared fields alone, and what is wrong with the others."""
    content: dict[str, Any] = {}
    errors: list[FieldError] = []
    for spec in fields:
        try:
            content[spec.name] = spec.clean(raw.get(spec.name))
        except FieldError as error:
            errors.append(error)
    return content, errors
