"""What can be noted of many volunteers at once: one policy, one course, one team."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.actions import teams, volunteer_facts
from patrols.forms.volunteers import InsuranceForm, TrainingForm
from patrols.models import Team
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.registry import registry


class InsureManyForm(InsuranceForm, BulkForm):
    """The policy of a group."""


class TrainManyForm(TrainingForm, BulkForm):
    """The course they all attended."""


class JoinManyForm(BulkForm):
    """The team they all come into."""

    team = forms.ModelChoiceField(
        label=_("Patrol team"), queryset=Team.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Team.objects.visible_to(self.user, "edit").standing()
        self.fields["team"].queryset = rows.order_by("name_sort", "pk")


def _without(data: dict) -> dict:
    """What was typed, without the hidden key."""
    return {name: value for name, value in data.items() if name != "once"}


def _insure(row, *, data, by, at):
    volunteer_facts.insure(volunteer=row, **_without(data), by=by, at=at)


def _train(row, *, data, by, at):
    volunteer_facts.train(volunteer=row, **_without(data), by=by, at=at)


def _join(row, *, data, by, at):
    teams.join(volunteer=row, team=data["team"], by=by, at=at)


registry.add_bulk(
    "patrols.volunteer",
    BulkAction(
        key="insure",
        label=_("Note an insurance"),
        icon="shield-check",
        permission="volunteer.edit",
        form_class=InsureManyForm,
        run=_insure,
    ),
    BulkAction(
        key="train",
        label=_("Add a training"),
        icon="school",
        permission="volunteer.edit",
        form_class=TrainManyForm,
        run=_train,
    ),
    BulkAction(
        key="join",
        label=pgettext_lazy("team", "Into a team"),
        icon="users-group",
        permission="volunteer.edit",
        form_class=JoinManyForm,
        run=_join,
    ),
)
