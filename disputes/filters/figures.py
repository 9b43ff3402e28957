"""What the figures narrow the list of disputes to: every figure opens its list."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.measures import rows as behind
from disputes.models import Mediator
from disputes.workflow import Outcome
from disputes.workflow.intake import Tier
from station.models import Area

NONE = "none"
RESULTS = [
    ("agreed", pgettext_lazy("measure", "Agreed")),
    ("not_agreed", _("Not agreed")),
]
KEPT = [("due", _("Due")), ("kept", _("Kept")), ("not_kept", _("Not kept"))]
FOLLOWED = [
    ("due", _("Follow-up due")),
    ("on_time", _("Gone back on time")),
    ("late", _("Gone back late or not at all")),
]
BACK = [
    ("old_enough", _("Settled long enough ago")),
    ("no", _("Not back")),
    ("yes", _("Back again")),
]


def mediators(request):
    if request is None:
        return Mediator.objects.none()
    return Mediator.objects.visible_to(request.user)


def _choice(label, choices, **options):
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=forms.HiddenInput, **options
    )


def _day(label, **options):
    return django_filters.DateFilter(label=label, widget=forms.HiddenInput, **options)


def _number(label, **options):
    return django_filters.NumberFilter(
        label=label, widget=forms.HiddenInput, min_value=0, max_value=9999, **options
    )


class FigureFilters(django_filters.FilterSet):
    """Days of each step, how it came out, whether it was kept and came back."""

    below = django_filters.NumberFilter(
        label=_("Lies in"), widget=forms.HiddenInput, method="narrow_to_area"
    )
    tier = _choice(_("Tier"), Tier.choices)
    outcome = _choice(_("How it turned out"), Outcome.choices)
    mediator = django_filters.ModelChoiceFilter(
        label=_("Mediator"),
        queryset=mediators,
        null_value=NONE,
        null_label=_("Nobody"),
        widget=forms.HiddenInput,
    )
    reported_from = _day(_("Reported from"), method="pass_by")
    reported_until = _day(_("Reported until"), method="pass_by")
    taken_from = _day(_("Taken up from"), method="pass_by")
    taken_until = _day(_("Taken up until"), method="pass_by")
    mediated_from = _day(_("Mediation finished from"), method="pass_by")
    mediated_until = _day(_("Mediation finished until"), method="pass_by")
    ended_from = _day(_("Concluded from"), method="pass_by")
    ended_until = _day(_("Concluded until"), method="pass_by")
    due_from = _day(_("Agreement due from"), method="pass_by")
    due_until = _day(_("Agreement due until"), method="pass_by")
    follow_from = _day(_("Follow-up due from"), method="pass_by")
    follow_until = _day(_("Follow-up due until"), method="pass_by")
    follow = _choice(_("Next-day follow-up"), FOLLOWED, method="pass_by")
    open_on = _day(_("Still open on"), method="pass_by")
    result = _choice(_("Mediation"), RESULTS, method="pass_by")
    kept = _choice(_("Agreement"), KEPT, method="pass_by")
    back = _choice(_("Came back"), BACK, method="pass_by")
    back_days = _number(_("… within days"), method="pass_by")
    peak_from = _number(_("Highest early warning from"), method="pass_by")
    peak_until = _number(_("Highest early warning until"), method="pass_by")
    turn_days = _number(_("… within days"), method="pass_by")
    turned = _choice(
        _("Turned criminal"), [("yes", _("Yes")), ("no", _("No"))], method="pass_by"
    )

    def pass_by(self, queryset, _name, _value):
        """Read together in filter_queryset."""
        return queryset

    def narrow_to_area(self, queryset, _name, value):
        """The area of a figure, beside the one that is chosen in the list."""
        area = Area.objects.filter(pk=value).first()
        if area is None:
            return queryset.none()
        return queryset.filter(area__in=Area.objects.below(area).values("pk"))

    def filter_queryset(self, queryset):
        said = self.form.cleaned_data
        rows = super().filter_queryset(queryset)
        for name, field in MOMENTS.items():
            days = said.get(f"{name}_from"), said.get(f"{name}_until")
            rows = rows.filter(behind.between(field, *days))
        if said.get("open_on"):
            rows = rows.filter(behind.open_at_end(said["open_on"]))
        for narrow in NARROWED:
            rows = narrow(rows, said)
        return rows


MOMENTS = {
    "reported": "reported_at",
    "taken": "taken_up_at",
    "mediated": "mediated_at",
    "ended": "ended_at",
}


def _by_result(rows, said):
    wanted = said.get("result")
    if not wanted:
        return rows
    rows = rows.filter(behind.FINISHED)
    if wanted == "agreed":
        return rows.filter(behind.AGREED)
    return rows.exclude(behind.AGREED)


def _by_agreement(rows, said):
    days = said.get("due_from"), said.get("due_until")
    wanted = said.get("kept")
    if not wanted and not any(days):
        return rows
    rows = behind.with_agreement(rows)
    rows = rows.filter(behind.due(*days, today=timezone.localdate()))
    if wanted == "kept":
        return rows.filter(behind.KEPT)
    return rows.exclude(behind.KEPT) if wanted == "not_kept" else rows


def _by_follow_up(rows, said):
    days = said.get("follow_from"), said.get("follow_until")
    wanted = said.get("follow")
    if not wanted and not any(days):
        return rows
    rows = behind.with_follow_up(rows)
    rows = rows.filter(behind.follow_up_due(*days, today=timezone.localdate()))
    if wanted == "on_time":
        return rows.filter(behind.ON_TIME)
    return rows.exclude(behind.ON_TIME) if wanted == "late" else rows


def _by_return(rows, said):
    wanted = said.get("back")
    if not wanted:
        return rows
    days = int(said.get("back_days") or 90)
    rows = behind.with_return(rows, days)
    rows = rows.filter(behind.old_enough(days, at=timezone.now()))
    if wanted == "old_enough":
        return rows
    return rows.filter(came_back=wanted == "yes")


def _by_warning(rows, said):
    least, most = said.get("peak_from"), said.get("peak_until")
    wanted = said.get("turned")
    if least is None and most is None and not wanted:
        return rows
    rows = behind.with_peak(rows, days=int(said.get("turn_days") or 90))
    if least is not None:
        rows = rows.filter(peak__gte=least)
    if most is not None:
        rows = rows.filter(peak__lte=most)
    if wanted == "no":
        return rows.exclude(pk__in=rows.filter(behind.TURNED).values("pk"))
    return rows.filter(behind.TURNED) if wanted else rows


NARROWED = (_by_result, _by_agreement, _by_follow_up, _by_return, _by_warning)
