"""Forms of the contacts with victims."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antifraud.forms.cases import owners_for, words
from antifraud.models import FraudCase
from antifraud.workflow.contacts import FROM, UNTIL, ContactResult, Means
from station.forms.once import VersionedForm, moment_input
from station.models import User


class PlanForm(VersionedForm):
    """When, how and by whom; by day only."""

    planned_at = forms.DateTimeField(label=_("Planned for"), widget=moment_input())
    means = forms.ChoiceField(
        label=_("How"), choices=Means, widget=forms.RadioSelect, initial=Means.PHONE
    )
    owner = forms.ModelChoiceField(
        label=_("By whom"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, case: FraudCase, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = owners_for(case.area, on=timezone.localdate())
        self.fields["owner"].queryset = people
        self.fields["planned_at"].help_text = _("Between %(from)s and %(until)s.") % {
            "from": f"{FROM:%H:%M}",
            "until": f"{UNTIL:%H:%M}",
        }


class DoneForm(VersionedForm):
    """How it went; one tap and, if there is something to say, a line."""

    result = forms.ChoiceField(
        label=_("How it went"), choices=ContactResult, widget=forms.RadioSelect
    )
    note = words(_("What was said"), 2000)


class CallOffForm(VersionedForm):
    reason = forms.CharField(label=_("Why"), max_length=200)


class WishForm(VersionedForm):
    """Nothing but the step itself."""
