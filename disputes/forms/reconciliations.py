"""Forms of what the parties settled without the police."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.reconciliations import Application, kept_before_committee
from disputes.forms.disputes import DisputeForm, words
from disputes.workflow.reconciliation import ReconciledHow
from station.forms.once import VersionedForm, date_input


def day(label, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=date_input(), **options)


class ReconcileForm(DisputeForm):
    """What they agreed on, that it is done, and that both ask for it."""

    how = forms.ChoiceField(
        label=_("How they settled it"),
        choices=ReconciledHow.choices,
        widget=forms.RadioSelect,
    )
    terms = words(
        _("What they agreed on"),
        required=False,
        help_text=_("Of a committee's agreement nothing need be written again."),
    )
    reached_on = day(_("Agreed on"), required=False)
    performed_on = day(_("Performed on"), required=False)
    applied_on = day(_("Applied for on"))
    both_apply = forms.BooleanField(label=_("Both parties apply in writing"))
    is_undecided = forms.BooleanField(
        label=_("The police have not decided on the violation")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.dispute.pk and kept_before_committee(self.dispute) is None:
            del self.fields["how"]
            self.fields["terms"].help_text = ""
            for name in ("terms", "reached_on", "performed_on"):
                self.fields[name].required = True

    def application(self) -> Application:
        """What the action takes."""
        data = dict(self.cleaned_data)
        how = data.get("how") or ReconciledHow.THEMSELVES
        names = set(Application.__dataclass_fields__) - {"how"}
        return Application(how=how, **{name: data[name] for name in names})


class AnswerForm(VersionedForm):
    """Accepted, or not and why."""

    is_accepted = forms.TypedChoiceField(
        label=_("Answer of the station"),
        choices=[
            ("yes", _("Accepted: no penalty")),
            ("no", _("Not accepted: handled by law")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why it is not accepted"), max_length=300, required=False
    )
