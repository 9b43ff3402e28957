"""Who and what is looked for, on the shared pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols import lookouts
from patrols.models import Finding
from patrols.notices import lookouts as notices
from station.registry import NavItem, Panel, registry

SHOWN = 3


def of_volunteer(request, _volunteer) -> dict | None:
    """While on duty; nothing, if nothing is looked for."""
    rows = lookouts.open_for(request.user).for_list().order_by("-found_at", "-pk")
    found = list(rows[: SHOWN + 1])
    if not found:
        return None
    return {"rows": found[:SHOWN], "all_url": reverse("patrols:lookout_list")}


def readers(user):
    """Whose photos: one's own, the team's, and what one keeps an eye out for."""
    seen = Finding.objects.visible_to(user).values("pk")
    asked = lookouts.open_for(user).values("pk")
    return Finding.objects.filter(pk__in=seen.union(asked))


registry.add_reminder_kinds(*notices.KINDS)
registry.add_photos("patrols.finding", readers)
registry.add_panel(
    "volunteer", Panel("lookout", "patrols/_lookout_panel.html", of_volunteer, 8)
)
registry.add_nav(
    NavItem(
        key="lookouts",
        label=_("Look out for"),
        icon="user-off",
        url_name="patrols:lookout_list",
        permission="finding.look_out",
        order=55,
        section="patrols",
        waiting=lookouts.open_for,
    )
)
registry.add_event_labels(finding__sighted=_("Seen by a patrol"))
