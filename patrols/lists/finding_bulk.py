"""What is done with many findings at once: handed over, given more time, settled."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.actions import finding_steps as steps
from patrols.forms.findings import looking_after
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.forms.once import date_input
from station.models import Area, User
from station.registry import registry


class HandOverManyForm(BulkForm):
    """Who serves wherever these were found."""

    to = forms.ModelChoiceField(
        label=_("Who sees to it"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.filter(pk__in=self.rows.values("area"))[:50]
        people = looking_after(*areas, on=timezone.localdate())
        self.fields["to"].queryset = people


class PostponeManyForm(BulkForm):
    """One new day for all of them, and why."""

    due_on = forms.DateField(label=_("New deadline"), widget=date_input())
    reason = forms.CharField(label=_("Why"), max_length=200)


class SettleManyForm(BulkForm):
    """What came of all of them."""

    result = forms.CharField(
        label=_("What came of it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-sensitive": True}),
    )


def _hand_over(row, *, data, by, at):
    steps.hand_over(finding=row, to=data["to"], version=row.version, by=by, at=at)


def _postpone(row, *, data, by, at):
    steps.postpone(
        finding=row,
        due_on=data["due_on"],
        reason=data["reason"],
        version=row.version,
        by=by,
        at=at,
    )


def _settle(row, *, data, by, at):
    steps.settle(finding=row, result=data["result"], version=row.version, by=by, at=at)


registry.add_bulk(
    "patrols.finding",
    BulkAction(
        key="hand_over",
        label=_("Hand over"),
        icon="user-check",
        permission="finding.edit",
        form_class=HandOverManyForm,
        run=_hand_over,
    ),
    BulkAction(
        key="postpone",
        label=_("Extend the deadline"),
        icon="calendar-plus",
        permission="finding.edit",
        form_class=PostponeManyForm,
        run=_postpone,
    ),
    BulkAction(
        key="settle",
        label=pgettext_lazy("finding", "Settle"),
        icon="circle-check",
        permission="finding.edit",
        form_class=SettleManyForm,
        run=_settle,
        consequence=_("Whoever found them hears so."),
    ),
)
