"""The short form of an on-the-spot mediation."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.actions.intake import Intake
from disputes.actions.on_the_spot import Spot
from disputes.actions.parties import PartyFacts
from disputes.forms.disputes import words
from disputes.models import DisputeField
from disputes.workflow.intake import Side, Source
from disputes.workflow.law import MEDIATED, Act
from households.places import areas_in, only_of
from station.forms.once import OnceForm
from station.models import Area, Post, User
from station.screening.codes import Quarrel
from station.screening.loading import judge_of

BY_WORDS = ("", _("As the words say"))
ACTS = [(act.value, act.label) for act in Act if act == Act.NONE or act in MEDIATED]
CONDITIONS = [
    ("is_clear", _("Clear facts, light circumstances")),
    ("no_compensation_disputed", _("No compensation in dispute")),
    ("both_agree", _("Both agree to mediate here and now")),
    ("is_performed", _("Performed on the spot")),
    ("is_impartial", _("Nobody in the chair is a party, kin or concerned")),
]


class SpotForm(OnceForm):
    """Two sides, what happened, what they agreed, and the recording."""

    one_name = forms.CharField(label=_("One side"), max_length=60)
    other_name = forms.CharField(label=_("Other side"), max_length=60)
    summary = words(_("What happened"))
    agreed = words(_("What they agreed"), rows=2)
    conditions = forms.MultipleChoiceField(
        label=_("All of this is so"),
        choices=CONDITIONS,
        widget=forms.CheckboxSelectMultiple,
    )
    act = forms.ChoiceField(label=_("What was done?"), choices=ACTS, initial=Act.NONE)
    recording = forms.CharField(
        label=_("Recording number"),
        max_length=80,
        required=False,
        help_text=_("With a recording no paper agreement is needed."),
    )
    field = forms.ChoiceField(label=_("Kind of quarrel"), required=False)
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    colleague = forms.ModelChoiceField(
        label=_("Second officer"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("None chosen"),
        help_text=_("For a violation two officers mediate on the spot."),
    )
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    call_number = forms.CharField(
        label=_("Number of the call"), max_length=40, required=False
    )

    folded = ("place", "call_number")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        areas = areas_in(user, "dispute.create")
        self.fields["area"].queryset = areas
        self.fields["field"].choices = [BY_WORDS, *DisputeField.objects.choices()]
        self.fields["colleague"].queryset = _colleagues(user, areas)
        self.initial.setdefault("area", only_of(areas))

    def clean(self) -> dict:
        """Where nobody chose, the kind of quarrel follows from the words."""
        data = super().clean()
        if data.get("summary") and data.get("field") == "":
            found = judge_of().propose(data["summary"]).field
            known = dict(self.fields["field"].choices)
            data["field"] = found if found in known else Quarrel.OTHER
        return data

    def intake(self) -> Intake:
        """What is known, as the first hint takes it."""
        data = self.cleaned_data
        call = data["call_number"].strip()
        return Intake(
            source=Source.CALL if call else Source.WALK_IN,
            field=data["field"],
            summary=data["summary"],
            place=data["place"],
            call_number=call,
            parties=(
                PartyFacts(side=Side.ONE, name=data["one_name"]),
                PartyFacts(side=Side.OTHER, name=data["other_name"]),
            ),
        )

    def spot(self) -> Spot:
        """What was agreed, and that the conditions were met."""
        data = self.cleaned_data
        return Spot(
            agreed=data["agreed"],
            act=data["act"],
            colleague=data["colleague"],
            recording=data["recording"],
            **{name: name in data["conditions"] for name, _label in CONDITIONS},
        )


def _colleagues(user, areas):
    """Officers of the same station, but not oneself."""
    stations = {area.path[: 8 * 4] for area in areas[:50]}
    posts = Post.objects.valid(on=timezone.localdate())
    posts = posts.for_role("community_officer", "station_chief")
    near = Post.objects.none()
    for path in sorted(stations)[:5]:
        near = near | posts.filter(area__path__startswith=path)
    people = User.objects.filter(pk__in=near.values("user"), is_active=True)
    return people.exclude(pk=user.pk).order_by("name", "pk")
