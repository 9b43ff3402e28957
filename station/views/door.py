"""The door: what allauth's own pages do not know about this house."""

from allauth.account.views import LogoutView, PasswordChangeView
from allauth.mfa.base.views import AuthenticateView
from django.shortcuts import render

WIPE = '"cache", "storage"'


class SignOutView(LogoutView):
    """Ends the session, and has the browser forget everything of this site.

    Not what still waits to be sent, where the person chose to leave it locked on the
    phone; the page then wipes all else itself.
    """

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        if request.POST.get("keep") != "1":
            response["Clear-Site-Data"] = WIPE
        return response


class ChangePasswordView(PasswordChangeView):
    """Who has no password is told where one comes from: it cannot be made up here."""

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.has_usable_password():
            return render(request, "account/password_none.html")
        return super().dispatch(request, *args, **kwargs)


class CodeView(AuthenticateView):
    """The second factor is a code, so whatever else is sent is an empty one."""

    webauthn_form = None

    def _build_forms(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = self.get_form_class()
        self.auth_form = form(user=self.stage.login.user, data=data)
        return self.auth_form
