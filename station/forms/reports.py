"""Forms of a report: which one, its words, why it is corrected or dropped."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from station import places, working_days
from station.actions import reports as actions
from station.forms.once import OnceForm, VersionedForm
from station.models import Area, Report
from station.reports import telling
from station.reports.spans import last_day, last_over

OFFERED = {Report.Kind.MONTHLY: 13, Report.Kind.WEEKLY: 10}


def code_of(kind: str, starts_on: date) -> str:
    """A period in an address: monthly:2026-10-01."""
    return f"{kind}:{starts_on.isoformat()}"


def offered(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Months and weeks that are over, the last one first."""
    return [
        (str(kind.label), _of(kind, today, count)) for kind, count in OFFERED.items()
    ]


def _of(kind: str, today: date, count: int) -> list[tuple[str, str]]:
    firsts = [last_over(kind, today, back) for back in range(count)]
    rows = [Report(kind=kind, starts_on=f, ends_on=last_day(kind, f)) for f in firsts]
    return [(code_of(kind, row.starts_on), telling.period(row)) for row in rows]


class ReportAskForm(OnceForm):
    """Of which days and which place."""

    days = forms.ChoiceField(label=gettext_lazy("Week or month"))
    area = forms.ModelChoiceField(
        label=gettext_lazy("Place"), queryset=Area.objects.none(), empty_label=None
    )

    def __init__(self, *args, user, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        today = working_days.local_date(at)
        self.fields["days"].choices = offered(today)
        self.fields["area"].queryset = actions.areas_to_make(user)
        home = places.home_of(user, "report.make")
        self.fields["area"].initial = home and home.pk

    def clean_days(self) -> tuple[str, date]:
        """The kind and the first day."""
        kind, _colon, first = self.cleaned_data["days"].partition(":")
        return kind, date.fromisoformat(first)


class ReportTextsForm(VersionedForm):
    """The parts a person words, filled with what stands there."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for part in Report.Part:
            self.fields[part.value] = forms.CharField(
                label=part.label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 8}),
                help_text=_("Left empty, the suggestion from the figures stands here."),
            )

    @property
    def words(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in Report.Part.values}


class ReportSignForm(VersionedForm):
    """Nothing to fill in: the version says which text is signed."""


class ReportReasonForm(OnceForm):
    """Why, in a few words."""

    reason = forms.CharField(
        label=pgettext_lazy("report", "Why"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
