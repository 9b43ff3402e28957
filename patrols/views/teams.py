"""Teams: the list on three levels, and the page of one team."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.views.ledger import Button, Item, LedgerView, RecordView, Section
from patrols.models import Team, Volunteer
from patrols.views.volunteers import parts, to
from patrols.workflow.people import LEADING, Level
from station import phrasing, policy
from station.places import name_of

DEPTH = {Level.TOWN: "blue", Level.VILLAGE: "green", Level.GROUP: "grey"}


class TeamListView(LedgerView):
    """The teams of the station, by place."""

    permission_required = "team.view"
    list_key = "patrols.team"
    empty_icon = "users-group"

    def tabs(self):
        return parts(self.request.user, "teams")

    def tone(self, key, row):
        return DEPTH[row.level] if key == "level" else ""

    def buttons(self):
        if not policy.can(self.request.user, "team.create"):
            return []
        return [Button(_("New team"), "plus", to("team_create"), "primary")]

    def empty(self):
        return (
            _("No team yet"),
            _("A town's team, villages' teams in it, groups in those."),
        )


class TeamView(RecordView):
    """One team: where it belongs, who leads it, who is in it."""

    permission_required = "team.view"
    model = Team

    def back(self):
        return to("team_list"), _("Patrol teams")

    def badge(self):
        if self.record.dissolved_on:
            return _("Dissolved"), "grey"
        return self.record.get_level_display(), DEPTH[self.record.level]

    def lead(self):
        return name_of(self.record.area)

    def buttons(self):
        if not self.may("team.edit") or self.record.dissolved_on:
            return []
        pk = self.record.pk
        return [
            Button(_("Dissolve"), "x", to("team_dissolve", pk)),
            Button(_("Edit"), "pencil", to("team_edit", pk)),
            Button(
                pgettext("team", "Add a member"), "plus", to("team_join", pk), "primary"
            ),
        ]

    def facts(self):
        row = self.record
        approves = _("the captain") if row.needs_approval else _("nobody")
        dissolved = row.dissolved_on
        return [
            (_("Belongs to"), row.parent.name if row.parent else ""),
            (_("Founded on"), phrasing.date_in_full(row.founded_on)),
            (_("Dissolved on"), phrasing.date_in_full(dissolved) if dissolved else ""),
            (_("Who approves sign-ups"), approves),
            (pgettext("team", "Members"), row.memberships.current().count()),
        ]

    def sections(self):
        members = Section(
            pgettext("team", "Members"),
            "users",
            self._members(),
            _("Nobody is in it yet."),
        )
        below = Section(_("Teams that belong to it"), "sitemap", self._below())
        return [part for part in (members, below) if part.items or part.empty]

    def _members(self) -> list[Item]:
        """Only those whom this person may see: a member sees nobody else."""
        seen = Volunteer.objects.visible_to(self.request.user).values("pk")
        rows = self.record.memberships.current().filter(volunteer__in=seen)
        rows = rows.select_related("volunteer").defer(
            "volunteer__phone", "volunteer__vetting_note", "volunteer__guardian_phone"
        )
        rows = rows.order_by("role", "volunteer__name_sort", "pk")
        may_edit = self.may("team.edit")
        return [self._member(row, may_edit=may_edit) for row in rows]

    def _member(self, row, *, may_edit: bool) -> Item:
        volunteer = row.volunteer
        since = phrasing.date_in_full(row.from_on)
        words = [volunteer.get_trade_display(), _("since %(day)s") % {"day": since}]
        if not volunteer.serves:
            words.insert(0, volunteer.get_status_display())
        return Item(
            volunteer.name,
            " · ".join(map(str, words)),
            url=volunteer.get_absolute_url(),
            badge=row.get_role_display() if row.role in LEADING else "",
            tone="blue",
            buttons=self._member_buttons(row) if may_edit else [],
        )

    def _member_buttons(self, row) -> list[Button]:
        return [
            Button(
                pgettext("team", "Role"),
                "users-group",
                to("member_role", row.pk),
                "quiet",
            ),
            Button(_("Take out"), "x", to("member_leave", row.pk), "quiet", True),
        ]

    def _below(self) -> list[Item]:
        rows = self.record.children.standing().visible_to(self.request.user)
        rows = rows.for_list().order_by("area__path", "name_sort")
        return [
            Item(row.name, name_of(row.area), url=row.get_absolute_url())
            for row in rows
        ]
