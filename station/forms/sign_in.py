"""Forms at the door."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from station.actions import sign_ins
from station.actions.limits import TooMany
from station.origin import caller_of
from station.validators import StationPasswordValidator

WRONG_CODE = _("The code is wrong or was used before.")


class SignInForm(account.LoginForm):
    """Badge number and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        badge = self.fields["login"]
        badge.label = _("Badge number")
        badge.widget.attrs |= {
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autofocus": True,
        }
        _plain(self)


class PasswordAgainForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """The present password, and a new one twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password again")
        self.fields["password1"].help_text = StationPasswordValidator().get_help_text()
        _plain(self)


class OneUse:
    """A code counts once, tries are counted, whoever asks and however often."""

    def clean_code(self) -> str:
        now = timezone.now()
        code = "".join(self.cleaned_data["code"].split()).replace("-", "")
        try:
            knock = sign_ins.knock(
                badge=self.user.badge_number,
                caller=caller_of(context.request),
                at=now,
                step=sign_ins.CODE,
            )
        except TooMany as error:
            raise ValidationError(str(error), code="too_many") from error
        if not self._accepts(code, now):
            sign_ins.turned_away(knock, at=now)
            raise ValidationError(WRONG_CODE, code="incorrect_code")
        sign_ins.recognised(knock)
        return code

    def _accepts(self, code: str, now) -> bool:
        for found in Authenticator.objects.filter(user=self.user).order_by("-type"):
            if self._fits(found, code, now):
                found.user = self.user
                self.authenticator = found
                return True
        return False

    def _fits(self, found: Authenticator, code: str, now) -> bool:
        if found.type == Authenticator.Type.RECOVERY_CODES:
            return found.wrap().validate_code(code)
        secret = decrypt(found.data["secret"])
        return validate_totp_code(secret, code) and sign_ins.use_code(
            user=self.user, code=code, at=now
        )


class CodeForm(OneUse, AuthenticateForm):
    """The second factor at the door."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code_field(self)


class CodeAgainForm(OneUse, ReauthenticateForm):
    """The second factor once more, before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code_field(self)


class SetUpForm(OneUse, ActivateTOTPForm):
    """The first code of a new second factor; it cannot be used again to sign in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code_field(self)

    def clean_code(self) -> str:
        validate_can_add_authenticator(self.user)
        return super().clean_code()

    def _accepts(self, code: str, now) -> bool:
        return validate_totp_code(self.secret, code) and sign_ins.use_code(
            user=self.user, code=code, at=now
        )


def _code_field(form: forms.Form) -> None:
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}
    _plain(form)


def _plain(form: forms.Form) -> None:
    """Labels stand above the fields; nothing stands inside them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
