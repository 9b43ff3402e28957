"""Care: the list and a plan."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import care_plans as actions
from households.models import (
    CareCategory,
    CarePlan,
    Resident,
)
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    to,
)
from households.views.scope import reveal_url
from households.workflow.care import Holiday
from station import policy

FIELD_OF = {
    "no_kind": "kinds",
    "bad_cycle": "cycle_days",
    "not_serving": "carer",
    "no_note": "note",
    "past": "review_on",
    "no_reason": "reason",
    "no_proof": "photos",
    "phone_invalid": "phone",
    "bad_code": "code",
}


class CareListView(LedgerView):
    """Who is looked after; the missed rounds first."""

    permission_required = "care_plan.view"
    list_key = "households.careplan"
    empty_icon = "heart-handshake"
    due_keys = frozenset({"due"})

    def note(self, row):
        return row.resident.household.address.text

    def is_owed(self, row):
        return row.is_active

    def tone(self, key, row):
        if key != "status":
            return ""
        return {"active": "green", "paused": "amber"}.get(row.status, "grey")

    def tabs(self):
        return care_tabs(self.request.user, "plans")

    def buttons(self):
        if not policy.can(self.request.user, "care_plan.create"):
            return []
        label = _("Plan the holiday visits")
        return [Button(label, "calendar-plus", to("care_holiday"))]

    def stats(self):
        user, now = self.request.user, timezone.now()
        plans = CarePlan.objects.visible_to(user)
        missed = plans.overdue(at=now).count()
        found = [
            _stat(_("Cared for"), plans.active().count(), "?state=active"),
            _stat(_("Missed"), missed, "?state=overdue", "red" if missed else ""),
        ]
        if policy.can(user, "care_plan.create"):
            bare = without_plan(user).count()
            found.append(_stat(_("Without a plan"), bare, to("care_bare")))
        return found

    def empty(self):
        return (
            _("Nobody is in care here"),
            _("A care plan is made on the page of a resident."),
        )


def _stat(label, value, url, tone="", note=""):
    return {"label": label, "value": value, "url": url, "tone": tone, "note": note}


def care_tabs(user, current: str) -> list:
    """The parts of care, for those who may see them."""
    found = [("plans", _("Care"), to("care_list"), "care_plan.view")]
    found.append(("bare", _("Without a plan"), to("care_bare"), "care_plan.create"))
    found.append(
        ("consents", _("Consents"), to("consent_list"), "guardian_consent.view")
    )
    return [
        (label, url, key == current)
        for key, label, url, permission in found
        if policy.can(user, permission)
    ]


def without_plan(user):
    """Those whose card says why they are cared for, and whom nobody looks after."""
    rows = Resident.objects.visible_to(user, "reveal").present()
    rows = rows.exclude(care_kinds=[])
    return rows.exclude(pk__in=CarePlan.objects.live().values("resident_id"))


class CarePlanMixin:
    model = CarePlan
    error_fields = FIELD_OF

    @cached_property
    def is_open(self) -> bool:
        """May what it says be read: consent given, and the reader's to read."""
        return self.has_consent and self.may("care_plan.edit")

    @cached_property
    def has_consent(self) -> bool:
        today = timezone.localdate()
        return actions.has_consent(self.record.resident, on=today)

    def lead(self) -> str:
        return self.record.resident.household.address.text


class CarePlanView(CarePlanMixin, RecordView):
    """One plan: who, when next, whom to call, and what was."""

    permission_required = "care_plan.view"
    access_fields = "watch_for, kinds, helpers"

    def back(self):
        return to("care_list"), _("Care")

    def due(self):
        return self.record.due_at if self.record.is_active else None

    def badge(self):
        tone = {"active": "green", "paused": "amber"}.get(self.record.status, "grey")
        return self.record.get_status_display(), tone

    def banner(self):
        if not self.has_consent and self.record.is_live:
            return _("Under 14 without the guardian's consent: what it says is closed.")
        return ""

    def buttons(self):
        plan, pk = self.record, self.record.pk
        found = []
        if plan.is_live and self.may("care_plan.edit"):
            found += [
                Button(_("Edit"), "pencil", to("care_edit", pk)),
                Button(_("End"), "x", to("care_end", pk), "quiet"),
            ]
            if plan.is_active:
                found.append(Button(_("Pause"), "player-pause", to("care_pause", pk)))
            else:
                label = _("Take up again")
                found.append(
                    Button(label, "player-play", to("care_resume", pk), is_post=True)
                )
            found.append(Button(_("Review"), "clipboard-check", to("care_review", pk)))
        return found + self._contact_buttons()

    def _contact_buttons(self):
        plan = self.record
        if not plan.is_live or not self.may("care_plan.contact"):
            return []
        found = [Button(_("Was in touch"), "phone", to("care_contact", plan.pk))]
        household = plan.resident.household
        if policy.can(self.request.user, "visit.create", household):
            url = f"{to('visit_create', household.pk)}?purpose=care"
            found.append(Button(_("Record a visit"), "door-enter", url, "primary"))
        return found

    def facts(self):
        plan = self.record
        words = CareCategory.objects.labels()
        holidays = dict(Holiday.choices)
        comma = _(", ")
        found = [
            (_("Who cares"), plan.carer.name),
            (_("Every … days"), plan.cycle_days),
            (
                _("Last contact"),
                timezone.localdate(plan.last_contact_at)
                if plan.last_contact_at
                else None,
            ),
            (_("Holidays"), comma.join(str(holidays[code]) for code in plan.holidays)),
            (_("Since"), plan.started_on),
            (_("To be reviewed"), plan.review_on),
            (_("Area"), plan.area.name),
        ]
        if self.is_open:
            kinds = comma.join(words.get(code, code) for code in plan.kinds)
            found[0:0] = [(_("Cared for as"), kinds)]
            found += [
                (_("What to watch for"), plan.watch_for),
                (_("Reason"), plan.reason),
            ]
        return found

    def sections(self):
        found = [self._holidays(), self._contacts()]
        if self.has_consent:
            found[0:0] = [self._helpers()]
        return [section for section in found if section.items or section.buttons]

    def _helpers(self):
        may_edit = self.record.is_live and self.may("care_plan.edit")
        items = [
            Item(
                helper.name,
                helper.get_role_display(),
                masked=helper.phone_masked,
                reveal_url=reveal_url(helper, "phone", user=self.request.user),
                buttons=[
                    Button(
                        _("Take out"),
                        "x",
                        to("care_helper_remove", helper.pk),
                        "quiet",
                        True,
                    )
                ]
                if may_edit
                else [],
            )
            for helper in self.record.helpers.select_related("plan")
        ]
        add = [
            Button(_("Add somebody"), "user-plus", to("care_helper", self.record.pk))
        ]
        return Section(
            _("To call"), "phone-call", items, buttons=add if may_edit else []
        )

    def _holidays(self):
        items = [
            Item(
                row.get_holiday_display(),
                at=row.done_at or row.on,
                due=None if row.done_at or not self.record.is_active else row.due_at,
                badge=_("done") if row.done_at else "",
                tone="green",
            )
            for row in self.record.holiday_visits.order_by("-on")[:10]
        ]
        return Section(_("Before the holidays"), "calendar-event", items)

    def _contacts(self):
        rows = self.record.contacts.select_related("by")[:20]
        items = [
            Item(
                f"{row.get_way_display()} · {row.get_found_display()}",
                f"{row.by.name}\n{row.note}" if self.is_open else row.by.name,
                at=row.at,
                badge=row.get_found_display() if row.found != "well" else "",
                tone="amber",
            )
            for row in rows
        ]
        return Section(_("Calls and word from others"), "phone", items)

    def photos(self):
        return []
