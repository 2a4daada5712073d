"""The form of what is told to a third party that refused."""

from datetime import date
from typing import Any

from django import forms

from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import opposed, queries
from gongkai.procedures.foi.forms import ActForm, text_field


class TellThirdForm(ActForm):
    which = forms.TypedChoiceField(label="告知哪一个第三方", coerce=int)
    content = text_field("决定公开的内容", rows=3, most=1000, help_text="写进告知书：公开哪些内容，哪些已经遮盖")
    reason = text_field("理由", rows=4, most=1000, help_text="写进告知书：不公开会对公共利益造成什么重大影响")

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        names = queries.consulted_names(case)
        waiting = [(each.seq, f"第{each.seq}份：{names.get(each.seq, '（已清除）')}") for each in opposed.untold(case)]
        self.fields["which"].choices = [*([("", "请选一个")] if len(waiting) != 1 else []), *waiting]
