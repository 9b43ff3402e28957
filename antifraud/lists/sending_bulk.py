"""What is done with many sendings at once."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions import sendings as actions
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.registry import registry


class OverrideManyForm(BulkForm):
    """One reason for all of them."""

    reason = forms.CharField(label=_("Why it cannot wait"), max_length=200)


def _step(step):
    """The step of one row, with what the form asks."""

    def run(row, *, data, by, at):
        asked = {name: data[name] for name in ("reason",) if name in data}
        step(sending=row, version=row.version, by=by, at=at, **asked)

    return run


registry.add_bulk(
    "antifraud.alertsending",
    BulkAction(
        key="hand_over",
        label=_("It is in the group"),
        icon="checks",
        permission="alert.send",
        run=_step(actions.hand_over),
    ),
    BulkAction(
        key="try_again",
        label=pgettext_lazy("sending", "Try again"),
        icon="refresh",
        permission="alert.send",
        run=_step(actions.try_again),
    ),
    BulkAction(
        key="override",
        label=_("Send all the same"),
        icon="urgent",
        permission="alert.override",
        form_class=OverrideManyForm,
        run=_step(actions.override),
        consequence=_("Past caps and quiet hours; people may have had enough."),
    ),
    BulkAction(
        key="call_off",
        label=pgettext_lazy("sending", "Call off"),
        icon="ban",
        permission="alert.send",
        run=_step(actions.cancel),
        danger=True,
    ),
)
