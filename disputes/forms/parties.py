"""Forms of the parties: who they are, their guardians and their agents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.parties import Guardian, PartyFacts
from disputes.forms.disputes import DisputeForm, phone_field
from disputes.models import DisputeParty, PartyAgent
from disputes.workflow.intake import PartyKind, PartyRole, Side
from station.forms.files import ScansField
from station.forms.once import date_input


class PartyForm(DisputeForm):
    """One who belongs to it; of a minor also who answers for them."""

    side = forms.ChoiceField(
        label=_("Side"), choices=Side.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = phone_field(_("Phone"))
    kind = forms.ChoiceField(
        label=_("Person or organisation"),
        choices=PartyKind.choices,
        initial=PartyKind.PERSON,
        required=False,
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=PartyRole.choices,
        initial=PartyRole.PARTY,
        required=False,
    )
    birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=date_input(),
        help_text=_("Who was under 18 on the day of the event needs a guardian."),
    )
    guardian_name = forms.CharField(label=_("Guardian"), max_length=60, required=False)
    guardian_relation = forms.CharField(
        label=_("Relation to the minor"), max_length=20, required=False
    )
    guardian_phone = phone_field(_("Guardian's phone"))
    guardian_told_on = forms.DateField(
        label=_("Guardian told on"), required=False, widget=date_input()
    )
    guardian_present = forms.BooleanField(
        label=_("Guardian is present"), required=False
    )
    lives_on_own_labour = forms.BooleanField(
        label=_("Sixteen or older, lives mainly on own labour and agrees to go alone"),
        required=False,
    )

    folded = (
        "kind",
        "role",
        "birth_date",
        "guardian_name",
        "guardian_relation",
        "guardian_phone",
        "guardian_told_on",
        "guardian_present",
        "lives_on_own_labour",
    )

    def __init__(self, *args, party: DisputeParty | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.party = party
        if party is None:
            return
        if party.resident_id:
            self.fields["name"].disabled = True
        for name in ("phone", "guardian_phone"):
            masked = getattr(party, f"{name}_masked")
            if masked:
                said = _("Leave empty to keep %(number)s.") % {"number": masked}
                self.fields[name].help_text = said

    def facts(self) -> PartyFacts:
        """What the action takes."""
        data = self.cleaned_data
        names = ("side", "name", "phone", "birth_date", "lives_on_own_labour")
        return PartyFacts(
            **{name: data[name] for name in names},
            kind=data["kind"] or PartyKind.PERSON,
            role=data["role"] or PartyRole.PARTY,
            resident=self.party.resident if self.party else None,
            guardian=Guardian(
                name=data["guardian_name"],
                relation=data["guardian_relation"],
                phone=data["guardian_phone"],
                told_on=data["guardian_told_on"],
                is_present=data["guardian_present"],
            ),
        )


class AgentForm(DisputeForm):
    """Who speaks for a party, and how far the written power goes."""

    name = forms.CharField(label=_("Full name"), max_length=60)
    phone = phone_field(_("Phone"))
    power = forms.CharField(
        label=_("What the written power covers"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    granted_on = forms.DateField(label=_("Power of attorney of"), widget=date_input())
    photos = ScansField(
        label=_("The signed power of attorney"),
        required=False,
        help_text=_(
            "A photo of every page, or a PDF. It may follow later and is asked for."
        ),
    )

    def __init__(self, *args, agent: PartyAgent | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if agent is not None and agent.phone_masked:
            said = _("Leave empty to keep %(number)s.") % {"number": agent.phone_masked}
            self.fields["phone"].help_text = said


class SafeguardForm(DisputeForm):
    """Done on a day, or why it is not needed."""

    done_on = forms.DateField(label=_("Done on"), widget=date_input())
    note = forms.CharField(
        label=_("Remark"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-sensitive": ""}),
    )
    is_needless = forms.BooleanField(
        label=_("Not needed; the note says why"), required=False
    )
