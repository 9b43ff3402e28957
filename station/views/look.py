"""The look and the language a person chose for this device."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.i18n import set_language

from station.context import (
    ABOUT,
    ABOUT_COOKIE,
    TEXT_COOKIE,
    TEXT_SIZES,
    THEME_COOKIE,
    THEMES,
)
from station.views.policy import PUBLIC, PolicyMixin

YEAR = 365 * 24 * 3600


@method_decorator(login_not_required, name="dispatch")
class LookView(PolicyMixin, View):
    """Remember light or dark, the size of the text, and what pages say of themselves."""

    permission_required = PUBLIC
    http_method_names = ["post"]
    choices = (
        ("theme", THEME_COOKIE, THEMES),
        ("text_size", TEXT_COOKIE, TEXT_SIZES),
        ("about", ABOUT_COOKIE, ABOUT),
    )

    def post(self, request):
        response = HttpResponseRedirect(self._next())
        for name, cookie, allowed in self.choices:
            chosen = request.POST.get(name)
            if chosen is not None:
                response.set_cookie(
                    cookie,
                    chosen if chosen in allowed else "",
                    max_age=YEAR,
                    secure=request.is_secure(),
                    httponly=True,
                    samesite="Lax",
                )
        return response

    def _next(self) -> str:
        wanted = self.request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )
        return wanted if safe else "/"


@method_decorator(login_not_required, name="dispatch")
class LanguageView(PolicyMixin, View):
    """Change the language and stay on the page with its filters."""

    permission_required = PUBLIC
    http_method_names = ["post"]

    def post(self, request):
        return set_language(request)
