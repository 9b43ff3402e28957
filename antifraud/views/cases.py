"""Fraud cases: the list, one case, and writing one down."""

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.actions import cases as actions
from antifraud.forms.cases import CaseForm
from antifraud.models import FraudCase
from antifraud.views import case_page
from antifraud.workflow.cases import CaseStatus, Outcome
from households.views.ledger import Button, LedgerView, RecordView
from station import phrasing, policy
from station.templatetags.station import yuan
from station.views.action import ActionFormView
from station.views.origin import OriginMixin

TONES = {
    CaseStatus.OPEN: "amber",
    CaseStatus.CLOSED: "green",
    CaseStatus.VOID: "grey",
}
OUTCOME_TONES = {
    Outcome.LOST: "red",
    Outcome.PARTLY: "amber",
    Outcome.STOPPED: "green",
    Outcome.ATTEMPT: "grey",
}
FIELD_OF = {
    "loss": "loss",
    "stopped": "stopped",
    "happened_at": "happened_at",
    "reported_at": "reported_at",
    "phone_invalid": "victim_phone",
    "no_reason": "reason",
    "no_result": "result",
    "planned_at": "planned_at",
    "not_serving": "owner",
}


class CaseListView(LedgerView):
    """Newest first; what is being worked on one tap away."""

    permission_required = "fraud_case.view"
    list_key = "antifraud.fraudcase"
    empty_icon = "alert-triangle"

    def tabs(self):
        current = self.listing.params.get("status") or ""
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        found = []
        for value, label in [("", _("All")), *CaseStatus.choices]:
            rest["status"] = value
            found.append((label, f"?{rest.urlencode()}", value == current))
        return found

    def buttons(self):
        user, found = self.request.user, []
        if policy.can(user, "fraud_case.figures"):
            url = reverse("antifraud:case_trend")
            found.append(Button(_("Trend"), "trending-down", url))
        if policy.can(user, "fraud_case.create"):
            url = reverse("antifraud:case_create")
            found.append(Button(_("Write a case down"), "plus", url, "primary"))
        return found

    def stats(self):
        """This month so far; the trend says more."""
        month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0)
        rows = FraudCase.objects.visible_to(self.request.user).counted()
        rows = rows.filter(happened_at__gte=month.replace(microsecond=0))
        found = rows.aggregate(
            cases=Count("pk"),
            lost=Sum("loss", default=0) - Sum("stopped", default=0),
            stopped=Count(
                "pk", filter=Q(outcome__in=[Outcome.STOPPED, Outcome.ATTEMPT])
            ),
        )
        since = f"?since={month:%Y-%m-%d}"
        return [
            _stat(_("Cases this month"), found["cases"], since),
            _stat(_("Lost this month (yuan)"), round(found["lost"]), since),
            _stat(_("Stopped or tried in vain this month"), found["stopped"], since),
        ]

    def note(self, row):
        return row.number

    def tone(self, key, row):
        if key == "outcome":
            return OUTCOME_TONES[row.outcome]
        return TONES[row.status] if key == "status" else ""

    def empty(self):
        return (
            _("No fraud cases yet"),
            _(
                "They come from the day's calls, from the police statistics by Excel, "
                "or are written down here."
            ),
        )


def _stat(label: str, value, url: str) -> dict:
    return {"label": label, "value": value, "url": url, "tone": "", "note": ""}


class CaseView(RecordView):
    """One case: what, how much, whom it met, and when the victim is asked next."""

    permission_required = "fraud_case.view"
    model = FraudCase

    @cached_property
    def may_read(self) -> bool:
        """Who the victim is and what happened is for whoever sees to it."""
        return self.may("fraud_case.reveal")

    @property
    def access_fields(self):
        return "victim, place, facts, end_note" if self.may_read else "loss"

    def joined(self, rows):
        return rows.select_related(
            "area", "scam_type", "owner", "ended_by", "call", "victim__household"
        )

    def back(self):
        return reverse("antifraud:case_list"), _("Fraud cases")

    def heading(self):
        return str(self.record.scam_type)

    def lead(self):
        return f"{self.record.get_group_display()} · {self.record.number}"

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def banner(self):
        if self.record.no_contact_at and self.may_read:
            return _("The victim wishes no more contact.")
        return ""

    def buttons(self):
        if not self.may("fraud_case.edit"):
            return []
        row = self.record
        if row.status == CaseStatus.VOID:
            return [_reopen(row)]
        edit = _step("edit", row, _("Set right"), "pencil", "quiet")
        void = _step("void", row, pgettext("fraud case", "Strike out"), "x", "quiet")
        if not row.is_open:
            return [void, edit, _reopen(row)]
        hand_over = _step("hand_over", row, _("Hand over"), "user-check", "quiet")
        tone = "" if self.contacts.has_next else "primary"
        end = _step("end", row, pgettext("fraud case", "End"), "circle-check", tone)
        return [void, edit, hand_over, end]

    def facts(self):
        row = self.record
        return [
            (_("Stopped or not"), row.get_outcome_display()),
            *_money(row),
            (_("Channel"), row.get_channel_display()),
            (_("Group of the victim"), row.get_group_display()),
            (_("Age of the victim"), row.get_age_band_display()),
            (_("Area"), row.area.name),
            (_("Where"), row.place if self.may_read else ""),
            (pgettext("fraud case", "Happened"), phrasing.in_full(row.happened_at)),
            (pgettext("fraud case", "Reported"), phrasing.in_full(row.reported_at)),
            (_("Known from"), row.get_source_display()),
            (_("Number there"), row.source_number),
            (_("Who sees to it"), row.owner.name if row.owner else ""),
            (_("What happened"), row.facts if self.may_read else ""),
            (pgettext("fraud case", "Ended"), _ended(row)),
            (_("How it ended"), row.end_note if self.may_read else ""),
        ]

    @cached_property
    def contacts(self) -> case_page.Contacts:
        return case_page.contacts_of(
            self.record,
            user=self.request.user,
            may_edit=self.may("fraud_case.edit"),
            may_read=self.may_read,
        )

    def sections(self):
        if not self.may_read:
            return []
        victim = case_page.victim_of(self.record, user=self.request.user)
        return [victim, self.contacts.section]


def _money(row: FraudCase) -> list:
    """The sums, as far as they are known."""
    if row.outcome == Outcome.ATTEMPT:
        return []
    if not row.loss:
        return [(_("Loss (yuan)"), _("not known yet"))]
    found = [(_("Loss (yuan)"), yuan(row.loss))]
    if row.stopped:
        found.append((_("Stopped or returned (yuan)"), yuan(row.stopped)))
    return found


def _ended(row: FraudCase) -> str:
    if not row.ended_at:
        return ""
    return f"{phrasing.in_full(row.ended_at)} · {row.ended_by.name}"


def _step(name: str, row: FraudCase, label: str, icon: str, tone: str = "") -> Button:
    return Button(label, icon, reverse(f"antifraud:case_{name}", args=[row.pk]), tone)


def _reopen(row: FraudCase) -> Button:
    label = pgettext("fraud case", "Take up again")
    return _step("reopen", row, label, "refresh", "quiet")


class CaseCreateView(OriginMixin, ActionFormView):
    """Somebody came to the office, or told of it on a visit."""

    permission_required = "fraud_case.create"
    form_class = CaseForm
    error_fields = FIELD_OF

    def form_extra(self):
        residents = tuple(self.origin_facts.residents)
        return {"user": self.request.user, "residents": residents}

    def get_initial(self):
        facts = self.origin_facts
        found = {"facts": facts.text, "place": facts.place}
        if facts.area is not None:
            found["area"] = facts.area.pk
        if len(facts.residents) == 1:
            found["victim_name"] = facts.residents[0].name
        return found

    def texts(self):
        return {
            "heading": _("Write a fraud case down"),
            "submit": _("Save the case"),
            "done": _("The case is on file."),
            "back_url": self.origin.get_absolute_url()
            if self.origin
            else reverse("antifraud:case_list"),
            "back_label": _("Back") if self.origin else _("Fraud cases"),
            "lead": _("Figures are for many, the victim for few: names stay sealed."),
        }

    def act(self, form):
        return actions.register(
            facts=form.told(),
            area=form.cleaned_data["area"],
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )
