"""Forms of the papers: what each kind asks for beyond the case."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.actions.papers import Content
from disputes.forms.disputes import words
from disputes.models import Dispute, DisputePaper, DisputeParty, Mediation, PartyAgent
from disputes.workflow.papers import PaperKind, SignerRole
from households.forms.signature import SignatureField
from station.forms.files import ScansField
from station.forms.once import OnceForm, VersionedForm, moment_input

K = PaperKind
ASKED = {
    K.APPLICATION: ("party", "happened_at", "matter", "text"),
    K.RIGHTS: ("party", "happened_at", "text"),
    K.IDENTITY: ("party", "happened_at"),
    K.AUTHORITY: ("party", "person", "matter", "text", "happened_at"),
    K.INVESTIGATION: ("happened_at", "place", "party", "person", "matter", "text"),
    K.EVIDENCE: ("party", "happened_at", "text"),
    K.RECORD: ("sitting", "happened_at"),
    K.PERFORMANCE: ("party", "happened_at", "text"),
    K.CONFIRMATION: ("happened_at", "text"),
    K.NOTE: ("happened_at", "text"),
}
OTHERWISE = ("happened_at",)
LABELS = {
    (K.APPLICATION, "party"): gettext_lazy("Who applies"),
    (K.APPLICATION, "matter"): gettext_lazy("What is asked for"),
    (K.APPLICATION, "text"): gettext_lazy("Facts and reasons"),
    (K.RIGHTS, "party"): gettext_lazy("Delivered to"),
    (K.RIGHTS, "happened_at"): gettext_lazy("Delivered"),
    (K.RIGHTS, "text"): gettext_lazy("How it was told"),
    (K.IDENTITY, "party"): gettext_lazy("Whose document"),
    (K.AUTHORITY, "party"): gettext_lazy("Who appoints"),
    (K.AUTHORITY, "person"): gettext_lazy("Agent"),
    (K.AUTHORITY, "matter"): gettext_lazy("For what, and how far"),
    (K.AUTHORITY, "text"): gettext_lazy("About the agent"),
    (K.INVESTIGATION, "party"): gettext_lazy("Party who was asked"),
    (K.INVESTIGATION, "person"): gettext_lazy("Or somebody else"),
    (K.INVESTIGATION, "matter"): gettext_lazy("About what"),
    (K.INVESTIGATION, "text"): gettext_lazy("Questions and answers"),
    (K.EVIDENCE, "party"): gettext_lazy("Handed in by"),
    (K.EVIDENCE, "text"): gettext_lazy("Evidence, one a line"),
    (K.PERFORMANCE, "party"): gettext_lazy("Received by"),
    (K.PERFORMANCE, "text"): gettext_lazy("What was performed"),
    (K.CONFIRMATION, "text"): gettext_lazy("Facts and reasons"),
}
HINTS = {
    K.EVIDENCE: gettext_lazy("Name | copies | where it comes from"),
    K.INVESTIGATION: gettext_lazy("As it was said: question and answer, line by line."),
}


SCANS_HINT = gettext_lazy("Photos or a PDF, at most 60 pages.")


class PartyField(forms.ModelChoiceField):
    """One of the parties, by name and side."""

    def label_from_instance(self, obj: DisputeParty) -> str:
        return f"{obj.name} · {obj.get_side_display()}"


class SittingField(forms.ModelChoiceField):
    """One of the sittings held."""

    def label_from_instance(self, obj: Mediation) -> str:
        day = timezone.localtime(obj.held_at).strftime("%Y-%m-%d %H:%M")
        return _("Sitting %(n)s, %(day)s") % {"n": obj.ordinal, "day": day}


class PaperForm(VersionedForm):
    """One paper: the fields of its kind, and the scans of what was signed."""

    party = PartyField(
        label=gettext_lazy("Party"),
        queryset=DisputeParty.objects.none(),
        required=False,
        empty_label=gettext_lazy("All or nobody in particular"),
    )
    sitting = SittingField(
        label=gettext_lazy("Sitting"),
        queryset=Mediation.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )
    person = forms.CharField(
        label=gettext_lazy("Person"), max_length=60, required=False
    )
    happened_at = forms.DateTimeField(
        label=gettext_lazy("When"), widget=moment_input(), initial=timezone.localtime
    )
    place = forms.CharField(label=gettext_lazy("Where"), max_length=120, required=False)
    matter = words(gettext_lazy("About what"), rows=3, required=False)
    text = words(gettext_lazy("Text"), rows=10, longest=20_000, required=False)
    photos = ScansField(
        label=gettext_lazy("Scans of the signed paper"),
        help_text=SCANS_HINT,
        required=False,
    )
    field_order = ()

    def __init__(self, *args, dispute: Dispute, kind: str, is_new: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        asked = ASKED.get(kind, OTHERWISE)
        kept = {"once", "photos", *asked} if is_new else {"once", "version", *asked}
        if not is_new:
            kept.discard("sitting")
        self.fields = {name: self.fields[name] for name in self._order(asked, kept)}
        for name, field in self.fields.items():
            field.label = LABELS.get((kind, name), field.label)
        if "text" in self.fields and kind in HINTS:
            self.fields["text"].help_text = HINTS[kind]
        if "party" in self.fields:
            self.fields["party"].queryset = dispute.parties.defer("phone")
        if "sitting" in self.fields:
            held = dispute.mediations.held().defer("record", "facts")
            self.fields["sitting"].queryset = held

    def _order(self, asked: tuple, kept: set) -> list[str]:
        """Hidden ones, then as the form on paper asks, the scans last."""
        rest = [name for name in self.fields if name in kept and name not in asked]
        front = [name for name in rest if name != "photos"]
        back = [name for name in rest if name == "photos"]
        return [*front, *(name for name in asked if name in kept), *back]

    def content(self) -> Content:
        """What the action takes."""
        data = self.cleaned_data
        named = ("happened_at", "party", "person", "place", "matter", "text", "sitting")
        return Content(**{name: data[name] for name in named if name in data})


class ScansForm(VersionedForm):
    """What was signed on paper, page by page."""

    photos = ScansField(
        label=gettext_lazy("Scans of the signed paper"), help_text=SCANS_HINT
    )


class SetAsideForm(VersionedForm):
    """Why it no longer counts."""

    reason = words(gettext_lazy("Reason"), rows=2, longest=300)


class AcceptForm(OnceForm):
    """Which committee files it."""

    committee = forms.CharField(
        label=gettext_lazy("Mediation committee"), max_length=120
    )


class SignForm(VersionedForm):
    """Who signs, and the hand."""

    who = forms.ChoiceField(label=gettext_lazy("Who signs"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Name, where somebody else signs"),
        max_length=60,
        required=False,
    )
    signature = SignatureField()

    def __init__(self, *args, paper: DisputePaper, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.signers = signers_of(paper)
        self.fields["who"].choices = [
            (key, f"{name} · {SignerRole(role).label}" if name else _("Somebody else"))
            for key, (role, name) in self.signers.items()
        ]

    def signer(self) -> tuple[str, str]:
        """As whom, and the name."""
        role, name = self.signers[self.cleaned_data["who"]]
        return role, name or self.cleaned_data["name"]


def signers_of(paper: DisputePaper) -> dict[str, tuple[str, str]]:
    """Those whose hand belongs under it: the parties, their agents, who mediates."""
    dispute = paper.dispute
    found = {
        f"party-{party.pk}": (SignerRole.PARTY, party.name)
        for party in dispute.parties.defer("phone")
    }
    agents = PartyAgent.objects.filter(party__dispute=dispute).defer("phone")
    found |= {f"agent-{row.pk}": (SignerRole.AGENT, row.name) for row in agents}
    if dispute.mediator is not None:
        found["mediator"] = (SignerRole.MEDIATOR, dispute.mediator.name)
    if dispute.assigned_to is not None:
        found["officer"] = (SignerRole.OFFICER, dispute.assigned_to.name)
    found["recorder"] = (SignerRole.RECORDER, paper.made_by.name)
    found["witness"] = (SignerRole.WITNESS, "")
    return found
