"""The forms a phone keeps: those of the pages, without anybody's name in them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.forms.signature import SignatureField
from households.forms.visits import VisitForm
from households.models import FollowUp, HandedTo, Resident
from station.forms.once import OnceForm, moment_input


class OfflineVisitForm(VisitForm):
    """The visit form before a door is chosen; the page fills in who lives there."""

    def __init__(self) -> None:
        OnceForm.__init__(self, auto_id="visit_%s")
        self.fields["people_met"].queryset = Resident.objects.none()
        self.fields["settles"].queryset = FollowUp.objects.none()
        del self.fields["once"], self.fields["place"]


class OfflineHandOverForm(forms.Form):
    """A document handed over at the door."""

    received_by = forms.CharField(label=_("Who took it"), max_length=60)
    relation = forms.ChoiceField(
        label=_("What they are to the holder"), choices=HandedTo
    )
    signature = SignatureField()
    handed_at = forms.DateTimeField(label=_("When"), widget=moment_input())

    def __init__(self) -> None:
        super().__init__(auto_id="delivery_%s")
