"""Every form of the house: nothing that was typed or pasted is cut unseen."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import gongkai
from gongkai.ground.ui.forms import UiForm

SOURCE = Path(gongkai.__file__).parent


ROOMS = ("gongkai.doors.desk.", "gongkai.doors.counter.", "gongkai.procedures.", "gongkai.kinds.", "gongkai.ground.")
NOT_MODULES = ("tests", "migrations", "__main__")


def every_form() -> list[type[UiForm]]:
    for module in pkgutil.walk_packages([str(SOURCE)], "gongkai."):
        if module.name.startswith(ROOMS) and not set(module.name.split(".")) & set(NOT_MODULES):
            importlib.import_module(module.name)
    found, left = [], [UiForm]
    while left:
        left += (below := left.pop().__subclasses__())
        found += [each for each in below if each.__module__.startswith("gongkai.") and ".tests." not in each.__module__]
    return sorted(set(found), key=lambda form: (form.__module__, form.__qualname__))


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.__qualname__)
def test_no_browser_cuts_what_is_pasted(form):
    """The form's fields as every form dresses them; the server then tells how many characters are too many."""
    dressed = type("Dressed", (UiForm,), dict(form.base_fields))()
    assert "maxlength" not in str(dressed)


def test_all_forms_are_walked():
    names = {form.__qualname__ for form in every_form()}
    assert len(names) > 30 and {"RegisterForm", "ConsultForm", "What", "Who", "How", "RecordForm"} <= names


def test_no_template_writes_the_attribute_itself():
    pages = [path for path in SOURCE.rglob("*.html") if re.search("maxlength", path.read_text(encoding="utf-8"), re.I)]
    assert pages == []
