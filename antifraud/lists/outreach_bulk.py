"""What is done with many events at once: handed over, called off."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions import outreach as actions
from antifraud.forms.outreach import colleagues
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.models import User
from station.registry import registry


class HandOverManyForm(BulkForm):
    """Who leads all of them from now on."""

    to = forms.ModelChoiceField(
        label=_("Led by"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(self.user, on=timezone.localdate())
        self.fields["to"].queryset = people


class CancelManyForm(BulkForm):
    """One reason for all of them: snow, an epidemic, another task."""

    reason = forms.CharField(label=pgettext_lazy("outreach", "Why"), max_length=200)


def _hand_over(row, *, data, by, at):
    actions.hand_over(event=row, to=data["to"], version=row.version, by=by, at=at)


def _cancel(row, *, data, by, at):
    step = {"version": row.version, "by": by, "at": at}
    actions.cancel(event=row, reason=data["reason"], **step)


registry.add_bulk(
    "antifraud.outreachevent",
    BulkAction(
        key="hand_over",
        label=_("Hand over"),
        icon="user-check",
        permission="outreach.edit",
        form_class=HandOverManyForm,
        run=_hand_over,
    ),
    BulkAction(
        key="cancel",
        label=pgettext_lazy("outreach", "Call off"),
        icon="calendar-due",
        permission="outreach.edit",
        form_class=CancelManyForm,
        run=_cancel,
        consequence=_("Material set aside for them goes back into stock."),
    ),
)
