"""One's own account: what one may do for whom, and a new password."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.doors.desk import throttle
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.shell import show
from gongkai.doors.throttle import network_of
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.units.actions import renew_credentials
from gongkai.ground.units.models import Person
from gongkai.ground.units.queries import units_by_id

HERE = "/desk/account"
WRONG = "现在的密码不对，请再看看"

TOO_WEAK = {
    "password_too_short": "新密码太短，至少10个字符",
    "password_too_similar": "新密码和您的用户名或者姓名太相似，请换一个",
    "password_too_common": "这个密码太常见，容易被猜到，请换一个",
    "password_entirely_numeric": "密码不能全是数字，请加上字母或者汉字",
}


def _secret(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput({"class": "input--m", "autocomplete": autocomplete})


class FreshPasswordForm(UiForm):
    """A new password, twice."""

    fresh = forms.CharField(
        label="新密码",
        max_length=200,
        strip=False,
        help_text="至少10个字符，不要全是数字，不要用常见的密码",
        widget=_secret("new-password"),
    )
    again = forms.CharField(
        label="再写一遍新密码",
        max_length=200,
        strip=False,
        error_messages={"required": "请再写一遍新密码"},
        widget=_secret("new-password"),
    )

    def __init__(self, person: Person, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_fresh(self) -> str:
        if self.is_present(self.cleaned_data["fresh"]):
            raise forms.ValidationError("新密码和现在的一样，请换一个")
        try:
            validate_password(self.cleaned_data["fresh"], self.person)
        except forms.ValidationError as wrong:
            raise forms.ValidationError([TOO_WEAK[each.code] for each in wrong.error_list]) from wrong
        return self.cleaned_data["fresh"]

    def is_present(self, password: str) -> bool:
        """Is it the password that they have now?"""
        return self.person.check_password(password)

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("fresh", self.cleaned_data["again"]):
            raise forms.ValidationError("两遍写得不一样，请再写一遍")
        return self.cleaned_data["again"]


class PasswordForm(FreshPasswordForm):
    """The present password, and a new one twice."""

    present = forms.CharField(label="现在的密码", max_length=200, strip=False, widget=_secret("current-password"))
    field_order = ("present", "fresh", "again")

    def is_present(self, password: str) -> bool:
        # Compared with what was typed: whether it is right is asked last, where guesses are counted.
        return password == self.cleaned_data.get("present")


@sensitive_post_parameters("present", "fresh", "again")
@desk(methods=("GET", "POST"))
def account(request: HttpRequest) -> HttpResponse:
    """Show one's roles; change one's password. A wrong present password counts as a failed sign-in."""
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _right_password(request, form):
        renew_credentials(
            person=request.user, password=form.cleaned_data["fresh"], at=request.at, by=request.user.username
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, "密码已经改好。您在别处的登录都已退出。")
        return redirect(HERE)
    names = units_by_id()
    held = [
        (role.label, "、".join(names[pk].short_name for pk in sorted(unit_ids & request.scope.units)))
        for role, unit_ids in request.scope.by_role.items()
    ]
    status = 422 if request.method == "POST" else 200
    return show(request, "desk/account.html", "我的账号", status=status, form=form, held=held, person=request.user)


def _right_password(request: HttpRequest, form: PasswordForm) -> bool:
    name, network = request.user.username, network_of(request)
    if throttle.too_many(name, network):
        form.add_error(None, throttle.SENTENCE)
        return False
    if request.user.check_password(form.cleaned_data["present"]):
        return True
    throttle.failed(name, network)
    form.add_error("present", WRONG)
    return False
