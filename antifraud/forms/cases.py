"""Forms of fraud cases: what happened, to whom, and how it ended."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.case_facts import (
    LONGEST_FACTS,
    LONGEST_NAME,
    MOST_MONEY,
    CaseFacts,
)
from antifraud.models import FraudCase, ScamType
from antifraud.workflow.cases import ContactWay, Outcome
from antifraud.workflow.people import AgeBand, Group
from households.models import Resident
from households.places import areas_in, only_of
from station.forms.once import OnceForm, VersionedForm, moment_input
from station.models import Area, Post, User
from station.roles import Role

CHOOSE = [("", _("Choose"))]
PLAIN = (
    "scam_type", "channel", "outcome", "happened_at", "reported_at", "group",
    "age_band", "place",
)  # fmt: skip
KEPT = _("Left empty it stays as it is.")


def money_field(label) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=MOST_MONEY,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )


def sealed(label, longest: int, *, inputmode: str = "text") -> forms.CharField:
    attrs = {"data-sensitive": True, "autocomplete": "off", "inputmode": inputmode}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )


def words(label, longest: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3, "data-sensitive": True}),
    )


class CaseFields(forms.Form):
    """What happened; who it was only as far as somebody asks how they are."""

    scam_type = forms.ModelChoiceField(
        label=_("Scam type"), queryset=ScamType.objects.none(), empty_label=_("Choose")
    )
    channel = forms.ChoiceField(
        label=_("How the fraudster came"), choices=[*CHOOSE, *ContactWay.choices]
    )
    outcome = forms.ChoiceField(
        label=_("Stopped or not"), choices=Outcome, widget=forms.RadioSelect
    )
    loss = money_field(_("Loss (yuan)"))
    stopped = money_field(_("Stopped or returned (yuan)"))
    group = forms.ChoiceField(
        label=_("Group of the victim"), choices=[*CHOOSE, *Group.choices]
    )
    happened_at = forms.DateTimeField(
        label=pgettext_lazy("fraud case", "Happened"), widget=moment_input()
    )
    area = forms.ModelChoiceField(
        label=_("Village or community"),
        queryset=Area.objects.none(),
        empty_label=_("Choose"),
    )
    victim_name = sealed(pgettext_lazy("fraud case", "Victim"), LONGEST_NAME)
    victim_phone = sealed(_("Phone"), 30, inputmode="tel")
    facts = words(_("What happened"), LONGEST_FACTS)
    age_band = forms.ChoiceField(
        label=_("Age of the victim"),
        choices=[("", _("Not known")), *AgeBand.choices],
        required=False,
    )
    place = forms.CharField(label=_("Where exactly"), max_length=120, required=False)
    reported_at = forms.DateTimeField(
        label=pgettext_lazy("fraud case", "Reported"),
        widget=moment_input(),
        required=False,
        help_text=_("Empty: now."),
    )

    folded = ("age_band", "place", "reported_at")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scam_type"].queryset = ScamType.objects.active().in_order()
        self.fields["loss"].help_text = _("Empty: not known yet.")
        self.fields["stopped"].help_text = _("Only where it was stopped in part.")
        self.fields["victim_phone"].help_text = _(
            "Sealed; whoever wants to see it says what for."
        )

    def plain(self) -> dict:
        data = self.cleaned_data
        return {
            **{name: data[name] for name in PLAIN},
            "loss": data["loss"] or 0,
            "stopped": data["stopped"] or 0,
        }


class CaseForm(CaseFields, OnceForm):
    """A case written down by hand, perhaps of a resident that is known."""

    def __init__(self, *args, user, residents: tuple[Resident, ...] = (), **kwargs):
        super().__init__(*args, **kwargs)
        areas = areas_in(user, "fraud_case.create")
        self.fields["area"].queryset = areas
        only = only_of(areas)
        if only is not None:
            self.initial.setdefault("area", only.pk)
        self.initial.setdefault("happened_at", timezone.localtime())
        self.initial.setdefault("outcome", Outcome.LOST)
        self.residents = residents

    def told(self) -> CaseFacts:
        """What the action takes."""
        name = self.cleaned_data["victim_name"].strip()
        known = {resident.name: resident for resident in self.residents}
        return CaseFacts(
            **self.plain(),
            victim=known.get(name),
            victim_name="" if name in known else name,
            victim_phone=self.cleaned_data["victim_phone"],
            facts=self.cleaned_data["facts"],
        )


class CaseEditForm(CaseFields, VersionedForm):
    """Set right; who it was stays unless typed anew or taken off."""

    forget = forms.BooleanField(
        label=_("Take the victim's name and phone off the record"), required=False
    )

    folded = (*CaseFields.folded, "forget")

    def __init__(self, *args, case: FraudCase, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["area"]
        self.case = case
        types = ScamType.objects.active() | ScamType.objects.filter(
            pk=case.scam_type_id
        )
        self.fields["scam_type"].queryset = types.in_order()
        self.fields["victim_name"].help_text = KEPT
        self.fields["victim_phone"].help_text = KEPT
        if case.phone_masked:
            phone = self.fields["victim_phone"].widget
            phone.attrs["placeholder"] = case.phone_masked
        if not case.has_victim:
            del self.fields["forget"]

    def told(self) -> CaseFacts:
        """What was not typed again is kept."""
        data, case = self.cleaned_data, self.case
        name, phone = data["victim_name"].strip() or None, data["victim_phone"] or None
        forget = data.get("forget", False)
        return CaseFacts(
            **self.plain(),
            source_number=case.source_number,
            victim=None if forget or name else case.victim,
            victim_name="" if forget else name,
            victim_phone="" if forget else phone,
            facts=data["facts"],
        )


class EndForm(VersionedForm):
    note = words(_("How it ended"), 2000)


class ReasonForm(VersionedForm):
    """Why it is struck out, or taken up again."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class HandOverForm(VersionedForm):
    """Who serves there."""

    to = forms.ModelChoiceField(
        label=_("Who sees to it"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, case: FraudCase, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = owners_for(case.area, on=timezone.localdate())
        self.fields["to"].queryset = people.exclude(pk=case.owner_id)


def owners_for(*areas: Area, on: date):
    """Who sees to frauds in every one of these areas."""
    rows = User.objects.active()
    posts = Post.objects.valid(on=on).for_role(
        Role.COMMUNITY_OFFICER, Role.STATION_CHIEF
    )
    for area in areas:
        here = posts.filter(area__path__in=area.path_above)
        rows = rows.filter(pk__in=here.values("user"))
    return rows.order_by("name_sort", "pk")
