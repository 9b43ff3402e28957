"""What can be done to many groups at once: another officer keeps them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from antifraud.actions import audiences
from antifraud.keepers import keepers
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.models import User
from station.registry import registry


class HandManyForm(BulkForm):
    """Who keeps them from now on."""

    owner = forms.ModelChoiceField(
        label=_("New keeper"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = keepers(self.user)


def _hand(row, *, data, by, at):
    audiences.hand_to(audience=row, owner=data["owner"], by=by, at=at)


registry.add_bulk(
    "antifraud.audience",
    BulkAction(
        key="hand_on",
        label=_("Hand to another officer"),
        icon="arrows-exchange",
        permission="audience.edit",
        form_class=HandManyForm,
        run=_hand,
    ),
)
