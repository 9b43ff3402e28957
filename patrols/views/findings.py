"""Findings: the list and one finding."""

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.views.ledger import Button, Item, LedgerView, RecordView, Section
from patrols.carried import carrier_of
from patrols.filters.findings import LATE, OPEN
from patrols.models import Finding
from patrols.workflow.findings import FindingKind, FindingStatus
from station import phrasing, policy
from station.actions.attachments import attached_to

TONES = {
    FindingStatus.OPEN: "amber",
    FindingStatus.PASSED_ON: "blue",
    FindingStatus.CLOSED: "green",
}
FIELD_OF = {
    "no_what": "what",
    "no_people": "people",
    "no_area": "area",
    "found_at": "found_at",
    "deadline": "due_on",
    "no_reason": "reason",
    "no_result": "result",
    "no_office": "to",
    "not_serving": "to",
    "other_kind": "kind",
    "too_large": "photos",
    "wrong_type": "photos",
    "broken": "photos",
}


class FindingListView(LedgerView):
    """What is not settled, soonest first; or all of it, newest first."""

    permission_required = "finding.view"
    list_key = "patrols.finding"
    empty_icon = "eye"
    due_keys = frozenset({"due"})

    def tabs(self):
        current = self.listing.params.get("state") or ""
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [
            (OPEN, pgettext("finding", "Not settled")),
            (LATE, _("Late")),
            (FindingStatus.PASSED_ON.value, FindingStatus.PASSED_ON.label),
            ("", _("All")),
        ]
        found = []
        for value, label in looks:
            rest["state"] = value
            found.append((label, f"?{rest.urlencode()}", value == current))
        return found

    def buttons(self):
        if not policy.can(self.request.user, "finding.create"):
            return []
        url = reverse("patrols:finding_create")
        return [Button(_("Report a finding"), "plus", url, "primary")]

    def stats(self):
        """This month's deeds, for whoever reads figures."""
        if not policy.can(self.request.user, "finding.export"):
            return []
        return _deeds(self.request.user)

    def note(self, row):
        return row.number

    def tone(self, key, row):
        return TONES[row.status] if key == "status" else ""

    def empty(self):
        return (
            _("Nothing waits to be settled"),
            _("What patrols find is written down on the phone and stands here."),
        )


def _deeds(user) -> list[dict]:
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0)
    rows = Finding.objects.visible_to(user).filter(
        found_at__gte=month.replace(microsecond=0)
    )
    kinds = {
        "talks": FindingKind.TALK,
        "helped": FindingKind.HELP,
        "suspects": FindingKind.SUSPECT,
        "hazards": FindingKind.HAZARD,
    }
    counts = {name: Count("pk", filter=Q(kind=kind)) for name, kind in kinds.items()}
    reached = Sum("people", filter=Q(kind=FindingKind.TALK), default=0)
    found = rows.aggregate(**counts, reached=reached)
    base = f"?since={month:%Y-%m-%d}&state="
    labels = {
        "talks": _("Talks this month"),
        "helped": _("Times people were helped"),
        "suspects": _("Suspects handed over"),
        "hazards": _("Hazards found"),
    }
    notes = {"talks": _("%(n)s people reached") % {"n": found["reached"]}}
    return [
        {
            "label": label,
            "value": found[name],
            "url": f"{base}&kind={kinds[name]}",
            "tone": "",
            "note": notes.get(name, ""),
        }
        for name, label in labels.items()
    ]


class FindingView(RecordView):
    """One finding: what, where, who sees to it until when, what came of it."""

    permission_required = "finding.view"
    model = Finding

    @cached_property
    def may_read(self) -> bool:
        """Who looks after it, or reported it, reads the sealed words too."""
        return self.may("finding.reveal")

    @property
    def access_fields(self):
        return "details, result" if self.may_read else "what"

    def joined(self, rows):
        return rows.select_related(
            "area", "point", "team", "owner", "reported_by", "closed_by", "patrol"
        )

    def back(self):
        return reverse("patrols:finding_list"), _("Findings of patrols")

    def heading(self):
        return self.record.what

    def lead(self):
        return f"{self.record.get_kind_display()} · {self.record.number}"

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def due(self):
        return None if self.record.is_settled else self.record.due_at

    def buttons(self):
        row = self.record
        if not self.may("finding.edit"):
            return []
        correct = _step("correct", row, _("Set right"), "pencil", "quiet")
        if row.is_settled:
            reopen = _step(
                "reopen", row, pgettext("finding", "Take up again"), "refresh", "quiet"
            )
            return [correct, reopen] if row.is_to_settle else [correct]
        if carrier_of(row) is not None:
            return [correct]
        steps = [
            correct,
            _step("postpone", row, _("Extend the deadline"), "calendar-plus", "quiet"),
            _step("hand_over", row, _("Hand over"), "user-check", "quiet"),
        ]
        if row.status == FindingStatus.PASSED_ON:
            steps.append(
                _step(
                    "take_back", row, pgettext("finding", "Take back"), "arrow-back-up"
                )
            )
        else:
            steps.append(_step("pass_on", row, _("Pass on"), "arrow-up-right"))
        return [
            *steps,
            _step(
                "settle", row, pgettext("finding", "Settle"), "circle-check", "primary"
            ),
        ]

    def facts(self):
        row = self.record
        closed_by = row.closed_by.name if row.closed_by else ""
        return [
            (_("Where"), row.where),
            (_("Area"), row.area.name),
            (pgettext("finding", "Found"), phrasing.in_full(row.found_at)),
            (_("Reported by"), row.reported_by.name),
            (_("Patrol team"), row.team.name if row.team else ""),
            (_("How many people"), row.people),
            (_("Who sees to it"), row.owner.name if row.owner else ""),
            (_("Passed on to"), row.passed_to),
            (_("Due"), phrasing.in_full(row.due_at) if self.due() else ""),
            (_("Details"), row.details if self.may_read else ""),
            (_("What came of it"), row.result if self.may_read else ""),
            (_("Settled"), row.closed_at and phrasing.in_full(row.closed_at)),
            (_("Settled by"), closed_by if row.is_to_settle else ""),
        ]

    def sections(self):
        """Where the phone stood, for the phone of whoever goes there."""
        row = self.record
        if row.latitude is None:
            return []
        here = f"{row.latitude},{row.longitude}"
        go = Button(_("Open in the phone's map"), "map-pin", f"geo:{here}")
        item = Item(f"{row.latitude:.5f}, {row.longitude:.5f}")
        return [Section(_("Position"), "map-pin", [item], buttons=[go])]

    def photos(self):
        """For everybody who may see the finding."""
        return list(attached_to(self.record))


def _step(name, row, label, icon, tone="") -> Button:
    return Button(label, icon, reverse(f"patrols:finding_{name}", args=[row.pk]), tone)
