"""The list of audiences, beside that of the alliance."""

from django.urls import reverse
from django.utils.translation import gettext as _

from antifraud import overlaps
from antifraud.models import Audience
from households.views.ledger import Button, LedgerView
from station import phrasing, policy


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"antifraud:{name}", args=args)


def parts(user, current: str) -> list:
    """Audiences and the alliance, side by side."""
    found = [
        ("audience.view", _("Audiences"), "audience_list"),
        ("ally.view", _("Alliance"), "ally_list"),
    ]
    shown = [
        (label, to(n), n == current) for p, label, n in found if policy.can(user, p)
    ]
    return shown if len(shown) > 1 else []


class AudienceListView(LedgerView):
    """Whom an alert can be sent to."""

    permission_required = "audience.view"
    list_key = "antifraud.audience"
    empty_icon = "users-group"

    def tabs(self):
        return parts(self.request.user, "audience_list")

    def tone(self, key, row):
        return {"state": "green" if row.is_active else "grey"}.get(key, "")

    def buttons(self):
        if not policy.can(self.request.user, "audience.create"):
            return []
        return [Button(_("New group"), "plus", to("audience_create"), "primary")]

    def stats(self):
        """How many groups and people, of those in use."""
        rows = Audience.objects.visible_to(self.request.user).active()
        sizes = dict(rows.values_list("pk", "size"))
        if not sizes:
            return []
        once, total = overlaps.people_once(sizes), sum(sizes.values())
        counted = _("%(n)s, if whoever is in several is counted each time") % {
            "n": phrasing.number(total)
        }
        note = counted if once != total else ""
        return [
            _stat(_("Groups in use"), len(sizes)),
            _stat(_("People, each once, at least"), once, note),
        ]

    def empty(self):
        return (
            _("No group yet"),
            _("Enter the groups an alert can go to, or send in a workbook."),
        )


def _stat(label: str, value: int, note: str = "") -> dict:
    return {"label": label, "value": value, "url": "", "tone": "", "note": note}
