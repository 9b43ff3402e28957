"""What a resident sees behind a code: no sign-in, no cookie, no JavaScript."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from station.actions import limits
from station.actions.limits import Limit
from station.origin import client_address, network_of
from station.views.policy import PUBLIC, PolicyMixin

HOUR = timedelta(hours=1)
LANGUAGES = {"zh-hans", "en"}
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def address_of(request, at) -> str:
    """The sender's network under a key of the day; nothing else is kept of it."""
    day = timezone.localtime(at).date()
    return f"{day:%Y%m%d}:{network_of(client_address(request))}"


class Limited(Exception):
    """Too much from one place; ``seconds`` until it may go on."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class PublicView(PolicyMixin, View):
    """A page for anybody, in the language asked for, that nobody keeps a copy of."""

    permission_required = PUBLIC
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        self.at = timezone.now()
        wanted = (request.POST or request.GET).get("lang", "")
        self.lang = wanted if wanted in LANGUAGES else ""
        with translation.override(self.lang or translation.get_language()):
            response = super().dispatch(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    def page(self, template: str, *, status: int = 200, **context):
        context |= {"lang": self.lang, "now": self.at}
        return render(self.request, f"public/{template}.html", context, status=status)

    def limited(self, template: str, seconds: int, **context):
        """Says when to come again; what was typed stays on the page."""
        minutes = max(1, round(seconds / 60))
        response = self.page(template, status=429, minutes=minutes, **context)
        response["Retry-After"] = str(seconds)
        return response

    def take(self, name: str, most: int, within: timedelta, of: str):
        taken = limits.take(Limit(name, most, within), of, at=self.at)
        if not taken.is_allowed:
            raise Limited(taken.seconds_left(at=self.at))
        return taken

    def take_lookup(self) -> None:
        """Guessing codes and receipts becomes slow."""
        self.take(
            "public-lookup",
            settings.PUBLIC_LOOKUPS_PER_ADDRESS,
            timedelta(minutes=10),
            address_of(self.request, self.at),
        )
