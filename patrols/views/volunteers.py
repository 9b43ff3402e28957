"""The list of volunteers, beside that of teams."""

from django.urls import reverse
from django.utils.translation import gettext as _

from households.views.ledger import Button, LedgerView
from patrols.models import Volunteer
from patrols.workflow.people import VolunteerStatus as Status
from station import policy

TONES = {
    Status.APPLIED: "amber",
    Status.ACTIVE: "green",
    Status.RESTING: "blue",
    Status.LEFT: "grey",
    Status.REFUSED: "grey",
}


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"patrols:{name}", args=args)


def parts(user, current: str) -> list:
    """Volunteers and teams, side by side."""
    if not policy.can(user, "volunteer.view"):
        return []
    return [
        (_("Volunteers"), to("volunteer_list"), current == "volunteers"),
        (_("Patrol teams"), to("team_list"), current == "teams"),
    ]


class VolunteerListView(LedgerView):
    """Who patrols, and who wants to."""

    permission_required = "volunteer.view"
    list_key = "patrols.volunteer"
    empty_icon = "walk"

    def tabs(self):
        return parts(self.request.user, "volunteers")

    def tone(self, key, row):
        return TONES[row.status] if key == "state" else ""

    def buttons(self):
        if not policy.can(self.request.user, "volunteer.create"):
            return []
        return [Button(_("New volunteer"), "plus", to("volunteer_create"), "primary")]

    def stats(self):
        if not policy.can(self.request.user, "volunteer.vet"):
            return []
        rows = Volunteer.objects.visible_to(self.request.user, "vet")
        waiting = rows.filter(status=Status.APPLIED).count()
        if not waiting:
            return []
        url = f"{to('volunteer_list')}?state=applied"
        label = _("Waiting to be vetted")
        return [{"label": label, "value": waiting, "url": url, "tone": "", "note": ""}]

    def empty(self):
        return (
            _("No volunteer yet"),
            _("Enter the first, or let people apply with the code of the area."),
        )
