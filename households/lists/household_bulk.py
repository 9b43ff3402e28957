"""What can be done to many rows of the register's lists at once."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.actions import follow_ups, hazard_steps, units
from households.forms.follow_ups import DueFields, NewDay
from station.bulk import BulkAction
from station.duty import SERVING
from station.forms.bulk import BulkForm
from station.forms.once import date_input
from station.models import Area, Post, User
from station.registry import registry


def _serving_in(rows, *, on):
    """Those who serve in every one of the areas the rows lie in."""
    areas = Area.objects.filter(pk__in=rows.values("area"))
    found = User.objects.active()
    for area in areas[:50]:
        posts = Post.objects.valid(on=on).covering(area).for_role(*SERVING)
        found = found.filter(pk__in=posts.values("user"))
    return found.order_by("name_sort", "pk")


class ReassignForm(BulkForm):
    """Who does it instead."""

    to = forms.ModelChoiceField(
        label=_("Who goes"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = _serving_in(self.rows, on=timezone.localdate())


class FollowUpReassignForm(NewDay, ReassignForm):
    """Who goes instead, and until when."""

    field_order = ["to", "due_on", "reason"]


class FollowUpMoveForm(DueFields, BulkForm):
    """Another day for all of them, and why."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class HazardReassignForm(ReassignForm):
    """Who follows them up instead."""


class UnitCloseForm(BulkForm):
    """Since when they are gone."""

    closed_on = forms.DateField(label=_("Closed on"), widget=date_input())


def _reassign(row, *, data, by, at):
    follow_ups.reassign(
        follow_up=row,
        to=data["to"],
        reason=data["reason"],
        due_at=data.get("due_at"),
        by=by,
        at=at,
    )


def _hand_hazard(row, *, data, by, at):
    hazard_steps.reassign(
        hazard=row, to=data["to"], reason=data["reason"], by=by, at=at
    )


def _move(row, *, data, by, at):
    follow_ups.move(
        follow_up=row, due_at=data["due_at"], reason=data["reason"], by=by, at=at
    )


def _close(row, *, data, by, at):
    units.close(
        unit=row, closed_on=data["closed_on"], version=row.version, by=by, at=at
    )


registry.add_bulk(
    "households.followup",
    BulkAction(
        key="reassign",
        label=_("Hand to somebody else"),
        icon="arrows-exchange",
        permission="follow_up.reassign",
        form_class=FollowUpReassignForm,
        run=_reassign,
    ),
    BulkAction(
        key="move",
        label=_("Reschedule"),
        icon="calendar-event",
        permission="follow_up.edit",
        form_class=FollowUpMoveForm,
        run=_move,
    ),
)
registry.add_bulk(
    "households.hazard",
    BulkAction(
        key="reassign",
        label=_("Hand to somebody else"),
        icon="arrows-exchange",
        permission="hazard.edit",
        form_class=HazardReassignForm,
        run=_hand_hazard,
    ),
)
registry.add_bulk(
    "households.unit",
    BulkAction(
        key="close",
        label=pgettext_lazy("unit", "Closed"),
        icon="archive",
        permission="unit.edit",
        form_class=UnitCloseForm,
        run=_close,
        consequence=_("They are kept as closed and drop out of the list."),
        danger=True,
    ),
)
