"""What is done with many services and documents: hand on, plan, print, give out."""

from datetime import datetime, timedelta

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from households.actions import deliveries, service_plans, services
from households.forms.deliveries import serving_all
from households.papers.services import MOST
from station import policy
from station.bulk import BulkAction
from station.errors import RuleError
from station.forms.bulk import BulkForm
from station.forms.once import date_input
from station.models import Area, User
from station.registry import registry


def _people(rows):
    """Who serves wherever these rows lie."""
    areas = list(Area.objects.filter(pk__in=rows.values("area"))[:50])
    people = serving_all(areas, at=timezone.now())
    return people.order_by("name_sort", "pk")


def _tomorrow():
    return timezone.localdate() + timedelta(days=1)


class ToForm(BulkForm):
    """Somebody who serves wherever these rows lie."""

    to = forms.ModelChoiceField(
        label=_("Who goes"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = _people(self.rows)


class DayForm(BulkForm):
    """The day, when the first one is, and how long each takes."""

    on = forms.DateField(label=_("Day"), widget=date_input(), initial=_tomorrow)
    begins = forms.TimeField(
        label=_("The first one at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial="09:00",
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each"),
        min_value=0,
        max_value=240,
        initial=30,
        help_text=_("In the order in which they are due. 0: all at the same time."),
    )
    to = forms.ModelChoiceField(
        label=_("Who goes"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("As it is"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if policy.can(self.user, "service.reassign"):
            self.fields["to"].queryset = _people(self.rows)
        else:
            del self.fields["to"]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        first = timezone.make_aware(datetime.combine(data["on"], data["begins"]))
        if first <= timezone.now():
            self.add_error("begins", gettext("The time must lie ahead."))
            return data
        step = timedelta(minutes=data["minutes"])
        pks = self.rows.order_by("due_at", "pk").values_list("pk", flat=True)
        data["times"] = {pk: first + step * turn for turn, pk in enumerate(pks)}
        last = first + step * max(len(data["times"]) - 1, 0)
        if timezone.localdate(last) != data["on"]:
            self.add_error("minutes", gettext("So many do not fit into one day."))
        return data


def _hand_on(row, *, data, by, at):
    services.reassign(request=row, to=data["to"], by=by, at=at)


def _plan(row, *, data, by, at):
    service_plans.plan(
        request=row, begins_at=data["times"][row.pk], to=data.get("to"), by=by, at=at
    )


def _print(rows, *, data, by, at) -> str:
    pks = list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[: MOST + 1])
    if len(pks) > MOST:
        text = ngettext(
            "At most %(n)d service on one paper.",
            "At most %(n)d services on one paper.",
            MOST,
        )
        raise RuleError(text % {"n": MOST}, code="many")
    asked = ",".join(map(str, pks))
    return f"{reverse('households:service_sheet')}?services={asked}"


def _give_out(row, *, data, by, at):
    deliveries.give_out(deliveries=[row], to=data["to"], by=by, at=at)


registry.add_bulk(
    "households.servicerequest",
    BulkAction(
        key="plan",
        label=_("Plan a day"),
        icon="calendar-event",
        permission="service.edit",
        form_class=DayForm,
        run=_plan,
        consequence=_("Those that wait for a yes get it; who booked can follow it."),
    ),
    BulkAction(
        key="reassign",
        label=_("Hand to somebody else"),
        icon="arrows-exchange",
        permission="service.reassign",
        form_class=ToForm,
        run=_hand_on,
    ),
    BulkAction(
        key="print",
        label=_("Print"),
        icon="printer",
        permission="service.print",
        together=_print,
    ),
)
registry.add_bulk(
    "households.delivery",
    BulkAction(
        key="give_out",
        label=_("Give out"),
        icon="walk",
        permission="delivery.assign",
        form_class=ToForm,
        run=_give_out,
    ),
)
