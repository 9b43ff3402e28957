"""Waves: the list, one wave, and what an officer says of it."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from antifraud.actions import wave_reminders
from antifraud.actions import waves as actions
from antifraud.filters.waves import RUNNING
from antifraud.forms.waves import ConfirmForm, DismissForm
from antifraud.models import Alert, FraudCase, Wave
from antifraud.waves import picture, proposal
from antifraud.workflow.people import Group
from antifraud.workflow.waves import Verdict, WaveStatus
from households.views.ledger import Button, LedgerView, RecordView, StepView
from station import links, phrasing, policy, working_days

TONES = {
    WaveStatus.OPEN: "amber",
    WaveStatus.REAL: "red",
    WaveStatus.FALSE: "grey",
    WaveStatus.OVER: "green",
}
YEAR = timedelta(days=365)
SHOWN = 40  # cases, and audiences, on the page
FIELD_OF = {"no_reason": "reason"}


class WaveListView(LedgerView):
    """What runs, what became of the past ones, and how many were real."""

    permission_required = "wave.view"
    list_key = "antifraud.wave"
    empty_icon = "trending-up"

    def tabs(self):
        current = self.listing.params.get("state") or ""
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [
            ("", _("All")),
            (RUNNING, pgettext("wave", "Running")),
            *((s.value, s.label) for s in (WaveStatus.OVER, WaveStatus.FALSE)),
        ]
        found = []
        for value, label in looks:
            rest["state"] = value
            found.append((label, f"?{rest.urlencode()}", value == current))
        return found

    def buttons(self):
        if not policy.can(self.request.user, "wave_setting.view"):
            return []
        url = reverse("antifraud:wave_settings")
        return [Button(_("How it is judged"), "adjustments", url)]

    def stats(self):
        """Of a year: raised, real, none, and those nobody has judged."""
        since = timezone.localdate() - YEAR
        rows = Wave.objects.visible_to(self.request.user)
        counts = rows.filter(raised_at__date__gte=since).aggregate(
            raised=Count("pk"),
            real=Count("pk", filter=Q(verdict=Verdict.REAL)),
            none=Count("pk", filter=Q(verdict=Verdict.FALSE)),
            open=Count("pk", filter=Q(status=WaveStatus.OPEN)),
        )
        return _figures(counts, f"?since={since:%Y-%m-%d}")

    def tone(self, key, row):
        return TONES[row.status] if key == "status" else ""

    def empty(self):
        return (
            _("No wave was found"),
            _(
                "Every morning the cases of the last three weeks are held against what "
                "is usual. What is beyond chance stands here."
            ),
        )


def _figures(counts: dict, base: str) -> list[dict]:
    judged = counts["real"] + counts["none"]
    share = _("%(n)s of %(of)s judged") % {"n": counts["real"], "of": judged}
    rows = (
        (_("Raised in twelve months"), "raised", "", ""),
        (
            pgettext("wave", "Were real"),
            "real",
            "&verdict=real",
            share if judged else "",
        ),
        (pgettext("wave", "Were none"), "none", "&verdict=false", ""),
        (pgettext("wave", "To be judged"), "open", "&state=open", ""),
    )
    return [
        {
            "label": label,
            "value": counts[key],
            "url": base + more,
            "tone": "red" if key == "open" and counts[key] else "",
            "note": note,
        }
        for label, key, more, note in rows
    ]


class WaveView(RecordView):
    """One wave: its figures, its weeks, its cases, and what to do of it."""

    permission_required = "wave.view"
    model = Wave
    template_name = "antifraud/wave_detail.html"

    def back(self):
        return reverse("antifraud:wave_list"), _("Waves")

    def heading(self):
        return str(self.record)

    def lead(self):
        """The whole of it in one line."""
        row = self.record
        words = {
            "n": row.observed,
            "days": row.days,
            "expected": _figure(row.expected),
            "cases": row.cases,
        }
        text = ngettext(
            "%(n)d case in %(days)d days, %(expected)s expected; %(cases)d since then",
            "%(n)d cases in %(days)d days, %(expected)s expected; %(cases)d since then",
            row.observed,
        )
        return text % words

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def due(self):
        row = self.record
        is_open = row.status == WaveStatus.OPEN
        if not is_open:
            return None
        return wave_reminders.due_at(row, working_days.calendar())

    @cached_property
    def groups(self) -> list[str]:
        return proposal.groups_of(self.record)

    @cached_property
    def alerts(self) -> list:
        """The alerts that were made of it, as far as one may see them."""
        rows = links.records_made_of(
            f"antifraud.wave:{self.record.pk}", user=self.request.user
        )
        return [row for row in rows if isinstance(row, Alert)]

    def buttons(self):
        row = self.record
        found = []
        if self.may("wave.decide"):
            if row.verdict != Verdict.FALSE:
                found.append(_step("dismiss", row, pgettext("wave", "No wave"), "x"))
            if row.verdict != Verdict.REAL:
                label = pgettext("wave", "It is a wave")
                found.append(_step("confirm", row, label, "check"))
        url = self.alert_url
        if url:
            tone = "" if self.alerts or not row.is_running else "primary"
            found.append(Button(_("Write the alert"), "speakerphone", url, tone))
        return found

    @cached_property
    def alert_url(self) -> str:
        """Of what is none nobody is warned."""
        row = self.record
        if row.status == WaveStatus.FALSE:
            return ""
        return proposal.alert_url(row, self.groups, user=self.request.user)

    def facts(self):
        row = self.record
        by = row.decided_by.name if row.decided_by else ""
        return [
            (_("Scam type"), str(row.scam_type)),
            (_("Group"), row.group_label),
            (_("Area"), row.area.name),
            (_("Days looked at"), _span(row.from_on, row.until_on)),
            (_("Observed"), row.observed),
            (_("Expected"), _figure(row.expected)),
            (_("Usual cases a week"), _figure(row.a_week)),
            (_("How likely by chance"), _odds(row.chance)),
            (_("Cases since then"), row.cases),
            (_("Last beyond chance"), phrasing.date_in_full(row.seen_on)),
            (pgettext("wave", "Calm since"), _day(row.over_on)),
            (_("What it was"), row.get_verdict_display()),
            (_("Why"), row.reason),
            (_("Judged by"), by),
            (_("Judged"), row.decided_at and phrasing.in_full(row.decided_at)),
        ]

    def get_context_data(self, **kwargs):
        row, user = self.record, self.request.user
        cases = self._cases()
        fits = proposal.audiences_of(row, self.groups, user=user)
        return super().get_context_data(
            picture=picture.of(row),
            may_see_cases=cases is not None,
            cases=cases or [],
            more_cases=max(0, row.cases - len(cases or [])),
            groups=[Group(group).label for group in self.groups],
            fits=fits[:SHOWN],
            alerts=self.alerts,
            alert_url=self.alert_url,
            **kwargs,
        )

    def _cases(self):
        """Only for whom the policy lets see cases, and only those they may see."""
        user = self.request.user
        if not policy.can(user, "fraud_case.view"):
            return None
        rows = FraudCase.objects.visible_to(user).filter(
            pk__in=picture.of_wave(self.record).values("pk")
        )
        return list(rows.for_list().order_by("-reported_at", "-pk")[:SHOWN])


class DecideView(StepView):
    """An officer says what it is."""

    permission_required = "wave.decide"
    model = Wave
    error_fields = FIELD_OF
    verdict = ""

    def lead(self):
        return str(self.record)

    def initial_of(self, current):
        return {"reason": current.reason}

    def act(self, form):
        return actions.decide(
            wave=self.record,
            verdict=self.verdict,
            **self.form_data(form),
            **self.common,
        )


class WaveConfirmView(DecideView):
    form_class = ConfirmForm
    verdict = Verdict.REAL
    heading = property(lambda self: pgettext("wave", "It is a wave"))
    submit = property(lambda self: pgettext("wave", "It is a wave"))
    done = property(lambda self: _("Kept as a wave. Now write the alert."))


class WaveDismissView(DecideView):
    form_class = DismissForm
    verdict = Verdict.FALSE
    heading = property(lambda self: pgettext("wave", "No wave"))
    submit = property(lambda self: pgettext("wave", "No wave"))
    done = property(
        lambda self: _("Kept as none; the series is watched anew when calm.")
    )


def _step(name, row, label, icon, tone="") -> Button:
    return Button(label, icon, reverse(f"antifraud:wave_{name}", args=[row.pk]), tone)


def _figure(value) -> str:
    """One decimal: nobody counts hundredths of a case."""
    return f"{value:.1f}"


def _odds(chance: float) -> str:
    """One in so many, as people say it."""
    if chance < 1e-6:
        return _("less than 1 in 1,000,000")
    return _("1 in %(n)s") % {"n": f"{round(1 / max(chance, 1e-9)):,}"}


def _day(on) -> str:
    return phrasing.date_in_full(on) if on else ""


def _span(first, last) -> str:
    return f"{phrasing.date_in_full(first)} – {phrasing.date_in_full(last)}"
