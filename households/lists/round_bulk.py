"""Many households at once onto a round, many rounds at once onto paper."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households.actions import rounds
from households.forms.rounds import walkers
from station.bulk import BulkAction
from station.errors import RuleError
from station.forms.bulk import BulkForm
from station.forms.once import date_input
from station.models import User

MOST = 20  # rounds printed together


class PutOnForm(BulkForm):
    """Whose round, and of which day."""

    officer = forms.ModelChoiceField(
        label=_("Who goes"), queryset=User.objects.none(), empty_label=None
    )
    on = forms.DateField(label=_("Day"), widget=date_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["officer"].queryset = walkers(self.user, on=today)
        self.fields["officer"].initial = self.user.pk
        self.fields["on"].initial = today


def _put_on(row, *, data, by, at):
    rounds.put_on(household=row, officer=data["officer"], on=data["on"], by=by, at=at)


PUT_ON = BulkAction(
    key="round",
    label=_("Put on a round"),
    icon="route",
    permission="round.create",
    form_class=PutOnForm,
    run=_put_on,
)


def _print(rows, *, data, by, at) -> str:
    """The papers of one morning, one after the other."""
    pks = list(rows.order_by("on", "pk").values_list("pk", flat=True)[: MOST + 1])
    if len(pks) > MOST:
        raise RuleError(gettext("At most %(n)d at once.") % {"n": MOST}, code="many")
    asked = ",".join(map(str, pks))
    return f"{reverse('households:round_prints')}?rounds={asked}"


PRINT_ROUNDS = BulkAction(
    key="print",
    label=_("Print"),
    icon="printer",
    permission="round.view",
    together=_print,
)
