"""The door: of allauth's pages only those that somebody here needs.

No signing up and no password by mail: the chief hands over a one-time password.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from station.views.door import ChangePasswordView, CodeView, SignOutView

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", SignOutView.as_view(), name="account_logout"),
    path("password/", ChangePasswordView.as_view(), name="account_change_password"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("code/", CodeView.as_view(), name="mfa_authenticate"),
    path("code/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/take-off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "second-factor/codes/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
