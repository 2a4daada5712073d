"""A field for files: any number, each looked at by its bytes; those that were refused are named, the others wait on the form."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.ground.files import scanning
from gongkai.ground.files.kinds import LARGEST, kind_of
from gongkai.ground.files.packs import is_pack
from gongkai.ground.files.refusals import FileRefused


@dataclass(frozen=True)
class Upload:
    """A file that can be stored. ``token`` is what the form carries for one that waits since an earlier sending; "" for a new one."""

    name: str
    data: bytes
    token: str = ""


@dataclass(frozen=True)
class Waiting:
    """A file that a form which is shown again brings along."""

    name: str
    size: int
    token: str
    place: str


class FilesInput(forms.FileInput):
    """Chooses several files; shows above them those that wait, each to be taken out."""

    template_name = "ui/forms/files.html"
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True} | (attrs or {}))
        self.waiting: list[Waiting] = []
        self.lost: list[str] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"waiting": self.waiting, "lost": self.lost}


class FilesField(forms.FileField):
    """Cleans to a list of Upload. ``fit`` holds, after cleaning, those that would be taken, whatever else is wrong with the form.

    ``packs``: a ZIP of files is taken as well, as it came.
    """

    widget = FilesInput

    def __init__(self, *, packs: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.packs = packs
        self.fit: list[Upload] = []

    def clean(self, data: list[Any], initial: Any = None) -> list[Upload]:
        wrong, self.fit = [], []
        for sent in data or []:
            try:
                content = sent.read()
                if not (self.packs and is_pack(content) and len(content) <= LARGEST):
                    kind_of(content, sent.name)
                scanning.check(content)
            except FileRefused as refusal:
                wrong.append(f"“{sent.name}”：{refusal}")
            else:
                self.fit.append(Upload(sent.name, content, getattr(sent, "token", "")))
        if wrong:
            raise ValidationError(wrong)
        if self.required and not self.fit:
            raise ValidationError(self.error_messages["required"], code="required")
        return self.fit
