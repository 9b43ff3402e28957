"""Forms of the contact cards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.actions.cards import WITH_CARDS
from households.models import ContactCard
from households.workflow import CardStatus
from station import policy
from station.forms.once import OnceForm
from station.models import Area


class IssueForm(OnceForm):
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=None,
        empty_label=_("Choose"),
        help_text=_("Whoever serves there answers behind the code."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = without_card(user)


def without_card(user):
    """The areas that still need a card, within what this person may issue."""
    scope = policy.scope(user, "contact_card.create")
    taken = ContactCard.objects.filter(status=CardStatus.ACTIVE).values("area")
    areas = Area.objects.filter(kind__in=WITH_CARDS, is_active=True).in_tree_order()
    return areas.filter(pk__in=scope.area_ids).exclude(pk__in=taken)


class EndForm(OnceForm):
    reason = forms.CharField(label=_("Why"), max_length=200)


class HandOverForm(OnceForm):
    received_by = forms.CharField(
        label=_("Who took it"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"data-sensitive": "", "autocomplete": "off"}),
    )
