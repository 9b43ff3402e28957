"""Signing out: the phone forgets what it had taken along."""

from allauth.account.views import LogoutView

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
