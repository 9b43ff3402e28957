"""What a wave lets propose: the type, the groups it meets, the audiences they fit."""

from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from antifraud.fitting import Fit, fitting
from antifraud.models import Wave
from antifraud.waves import picture
from station import policy
from station.models import reference
from station.registry import registry

MOST = 3  # groups of a wave among all


def groups_of(wave: Wave) -> list[str]:
    """Its own, or of a wave among all those hit most."""
    if wave.group:
        return [wave.group]
    rows = picture.of_wave(wave).values_list("group").annotate(n=Count("pk"))
    return [group for group, _cases in rows.order_by("-n", "group")[:MOST]]


def audiences_of(wave: Wave, groups: list[str], *, user) -> list[Fit]:
    """Those of these people in the place, the hardest hit first."""
    return fitting(user, scam_type=wave.scam_type, groups=groups, area=wave.area)


def alert_url(wave: Wave, groups: list[str], *, user) -> str:
    """The form of the alert with all that is known; empty without the right."""
    found = next((one for one in registry.conversions if one.key == "alert"), None)
    if found is None or not policy.can(user, found.permission):
        return ""
    said = [("from", reference(wave)), ("scam_type", wave.scam_type_id)]
    said += [("groups", group) for group in groups]
    return f"{reverse(found.url_name)}?{urlencode(said)}"
