"""One outreach event: what, where, who; what came of it; the next step."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.actions.event_materials import given_out
from antifraud.models import Material, OutreachEvent
from antifraud.outreach_days import TONES
from antifraud.papers import outreach as papers
from antifraud.views.outreach import to
from antifraud.workflow.people import Group
from households.views.ledger import (
    Button,
    Item,
    RecordView,
    Section,
)
from station import phrasing, policy
from station.actions.attachments import attached_to

FIELD_OF = {
    "no_title": "title",
    "no_place": "place",
    "ends_at": "ends_at",
    "starts_at": "starts_at",
    "not_serving": "led_by",
    "people": "expected",
    "staff": "staff",
    "no_reason": "reason",
    "no_reached": "reached",
    "no_photo": "photos",
    "photos": "photos",
    "too_large": "photos",
    "wrong_type": "photos",
    "broken": "photos",
}


class OutreachView(RecordView):
    """One event: what, where, who; what came of it; the next step."""

    permission_required = "outreach.view"
    model = OutreachEvent

    def joined(self, rows):
        joined = ("area", "led_by", "done_by", "cancelled_by", "created_by")
        return rows.select_related(*joined).prefetch_related("scam_types", "staff")

    def back(self):
        return to("list"), _("Outreach events")

    def heading(self):
        return self.record.title

    def lead(self):
        row = self.record
        return f"{row.get_kind_display()} · {row.get_topic_display()} · {row.number}"

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    @cached_property
    def is_owed(self) -> bool:
        return self.record.is_planned and self.record.ends_at < timezone.now()

    def banner(self):
        row = self.record
        if row.is_called_off:
            return _("Called off: %(why)s") % {"why": row.cancel_reason}
        if self.is_owed:
            return _("It is over. Write up how many it reached, with photos.")
        return ""

    def buttons(self):
        row = self.record
        found = [
            _step("file", row, _("For the calendar"), "calendar-plus", "quiet"),
            _step("poster", row, _("Poster"), "printer", "quiet"),
        ]
        if row.is_called_off:
            found = found[:1]
        if not self.may("outreach.edit"):
            return found
        return [*found, *self._steps(row)]

    def _steps(self, row):
        if row.is_called_off:
            return [_step("resume", row, _("It takes place after all"), "refresh")]
        if row.is_held:
            return [
                _step("photos", row, _("Add photos"), "photo-plus", "quiet"),
                _step("correct", row, _("Set right"), "pencil", "quiet"),
            ]
        steps = [
            _step("edit", row, _("Change"), "pencil", "quiet"),
            _step("hand_over", row, _("Hand over"), "user-check", "quiet"),
            _step(
                "cancel", row, pgettext("outreach", "Call off"), "calendar-due", "quiet"
            ),
            _step("materials", row, _("Take material along"), "package"),
        ]
        if row.has_begun(at=timezone.now()):
            label = _("Write up")
            steps.append(_step("write_up", row, label, "circle-check", "primary"))
        return steps

    def facts(self):
        row = self.record
        words = dict(Group.choices)
        return [
            (_("Begins"), phrasing.in_full(row.starts_at)),
            (_("Ends"), phrasing.in_full(row.ends_at)),
            (_("Place"), row.place),
            (_("Link"), row.online_url),
            (_("Area"), row.area.name),
            (_("Led by"), row.led_by.name),
            (
                pgettext("outreach", "Staff"),
                _(", ").join(user.name for user in row.staff.all()),
            ),
            (_("Helpers"), row.helpers),
            (_("Scam types"), _(", ").join(str(kind) for kind in row.scam_types.all())),
            (_("Whom it concerns"), _(", ").join(str(words[g]) for g in row.groups)),
            (_("Who else is invited"), row.audience_words),
            (_("People expected"), row.expected),
            (_("People reached"), row.reached),
            (pgettext("outreach", "How it went"), row.result),
            (_("Written up"), row.done_at and phrasing.in_full(row.done_at)),
            (_("Written up by"), row.done_by.name if row.done_by else ""),
        ]

    def sections(self):
        return [
            found
            for found in (
                self._clashes(),
                self._invited(),
                self._given(),
                self._public(),
            )
            if found is not None
        ]

    def _clashes(self):
        """Nobody can be in two places at once: said, not refused."""
        if not self.record.is_planned:
            return None
        rows = OutreachEvent.objects.visible_to(self.request.user)
        rows = rows.clashing_with(self.record).for_list()
        items = [
            Item(row.title, row.place, row.get_absolute_url(), at=row.starts_at)
            for row in rows.order_by("starts_at", "pk")
        ]
        return (
            Section(_("At the same time"), "clock-exclamation", items)
            if items
            else None
        )

    def _invited(self):
        """The groups this person may see."""
        rows = self.record.audiences.all().visible_to(self.request.user)
        items = [
            Item(
                row.name,
                _("%(n)s people") % {"n": phrasing.number(row.size)},
                row.get_absolute_url(),
            )
            for row in rows.order_by("name", "pk")
        ]
        return Section(_("Groups invited"), "users-group", items) if items else None

    def _given(self):
        """What was taken along or handed out."""
        if not policy.can(self.request.user, "material.view"):
            return None
        taken = given_out(self.record)
        rows = Material.objects.filter(pk__in=taken).order_by("name", "pk")
        items = [
            Item(row.name, f"{phrasing.number(taken[row.pk])} {row.unit}", _link(row))
            for row in rows
        ]
        title = _("Handed out") if self.record.is_held else _("Taken along")
        return Section(title, "package", items, _("No material so far."))

    def _public(self):
        """What the code on the poster leads to."""
        url = papers.public_address(self.record)
        open_it = Button(_("Open the public page"), "external-link", url, "quiet")
        text = _("The code on the poster leads here; nobody has to sign in.")
        return Section(_("Public page"), "qrcode", [Item(url, text)], buttons=[open_it])

    def photos(self):
        """For everybody who may see the event."""
        return list(attached_to(self.record))


def _link(material: Material) -> str:
    return material.get_absolute_url()


def _step(name, row, label, icon, tone="") -> Button:
    url = to("event_file" if name == "file" else name, row.pk)
    return Button(label, icon, url, tone)
