"""The Django admin, for whoever runs the system: a look at its health, no data."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class StationAdminSite(AdminSite):
    """Signs in, signs out and changes passwords by our own door."""

    site_header = _("System administration")
    site_title = _("System administration")
    index_title = _("State of the system")

    def login(self, request, extra_context=None):
        if request.user.is_authenticated:  # who may not enter is told of no door
            raise Http404
        return redirect_to_login(request.get_full_path())

    def logout(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))
