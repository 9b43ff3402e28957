"""How allauth signs people in here: by badge number, counted, written down."""

import time
from io import BytesIO

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from segno import make as make_qr

from station import crypto
from station.actions import passwords, sessions, sign_ins
from station.actions.limits import TooMany
from station.middleware import begin_session
from station.models import User
from station.origin import caller_of

SECRET_PLACE = "mfa_authenticator.data"  # noqa: S105


class BadgeBackend(AuthenticationBackend):
    """Badge number and password; one hash is computed whatever the answer."""

    def _authenticate_by_username(self, username, password):
        user = User.objects.filter(badge_number=username).first()
        return self._check_password(user, password)

    def _check_password(self, user, password):
        if user is None:
            return None
        self._did_check_password = True
        ok = user.check_password(password)
        return user if ok and self.may_sign_in(user) else None

    def may_sign_in(self, user) -> bool:
        """A locked account and a run-out password look like a wrong password."""
        return (
            self.user_can_authenticate(user)
            and not user.is_service
            and not passwords.has_run_out(user, at=timezone.now())
        )


class SignInAdapter(DefaultAccountAdapter):
    """Nobody signs up; every try is counted and written down."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Badge number or password is wrong."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("The code is wrong or was used before."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        return caller_of(request).address or "0.0.0.0"  # noqa: S104

    def authenticate(self, request, **credentials):
        badge = User.normalize_username(credentials.get("username", ""))
        now = timezone.now()
        try:
            knock = sign_ins.knock(badge=badge, caller=caller_of(request), at=now)
        except TooMany as error:
            refusal = self.validation_error("too_many_login_attempts")
            refusal.message = str(error)
            raise refusal from error
        user = authenticate(request, **credentials | {"username": badge})
        if user is None:
            sign_ins.turned_away(knock, at=now)
        else:
            sign_ins.recognised(knock)
        return user

    def login(self, request, user) -> None:
        super().login(request, user)
        begin_session(request, at=timezone.now())

    def post_login(self, request, user, **kwargs) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        token = sign_ins.welcome(
            user=user, caller=caller_of(request), at=timezone.now()
        )
        response.set_cookie(
            settings.DEVICE_COOKIE,
            token,
            max_age=settings.DEVICE_DAYS * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if user.language:
            keep_language(response, user.language)
        return response

    def logout(self, request) -> None:
        sign_ins.goodbye(
            user=request.user, caller=caller_of(request), at=timezone.now()
        )
        sessions.forget(session_key=request.session.session_key)
        super().logout(request)

    def set_password(self, user, password) -> None:
        passwords.change(user=user, password=password, by=user, at=timezone.now())
        sessions.end_all(
            user=user,
            by=user,
            at=timezone.now(),
            but=context.request.session.session_key,
        )

    def get_password_change_redirect_url(self, request) -> str:
        return settings.LOGIN_REDIRECT_URL

    def get_logout_redirect_url(self, request) -> str:
        return settings.LOGIN_URL

    def is_reauthentication_required(self, *, app, **kwargs) -> bool:
        """Who signed in within the last five minutes need not do so again."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def respond_user_inactive(self, request, user):
        return HttpResponseRedirect(settings.LOGIN_URL)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor's secret lies sealed; our own QR maker draws it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong or was used before."),
        "cannot_delete_authenticator": _(
            "This office requires a second factor; it cannot be taken off."
        ),
    }

    def get_totp_label(self, user) -> str:
        return user.badge_number

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        make_qr(url, error="m").save(
            drawn, kind="svg", xmldecl=False, scale=5, border=3, light="white"
        )
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return crypto.seal(text, place=SECRET_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(encrypted_text, place=SECRET_PLACE)

    def can_delete_authenticator(self, authenticator) -> bool:
        return not settings.MFA_REQUIRED


def keep_language(response, language: str) -> None:
    """Let this device speak the language of the profile; none lets it choose."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
