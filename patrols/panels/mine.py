"""The volunteer's own page: where they land, and what is to be done at its top."""

from itertools import islice

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from station.registry import NavItem, Panel, registry
from station.roles import Role
from station.views.home import Worklist

MOST = 5


def landing(user) -> str:
    """Who is a volunteer and nothing else begins on the own page."""
    only_patrols = user.roles == frozenset({Role.VOLUNTEER})
    return reverse("patrols:mine") if only_patrols else ""


def owed(request, _volunteer) -> dict | None:
    """What waits for this person, soonest first; nothing, if nothing does."""
    now = timezone.now()
    items = list(islice(Worklist(request.user, now=now).items, MOST))
    return {"items": items, "now": now} if items else None


registry.add_landing(landing)
registry.add_panel("volunteer", Panel("owed", "patrols/_owed_panel.html", owed, 5))
registry.add_nav(
    NavItem(
        key="mine",
        label=_("My patrols"),
        icon="walk",
        url_name="patrols:mine",
        permission="volunteer.keep",
        order=2,
        on_phone=True,
    )
)
