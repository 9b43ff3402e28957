"""Forms of agreements: written, signed, put into effect, set aside, broken."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.agreements import TRACKS, Content
from disputes.actions.obligations import Duty
from disputes.agreement_contents import signers
from disputes.forms.disputes import CHOOSE, words
from disputes.models import Agreement, Dispute
from disputes.workflow.agreements import (
    BreachAnswer,
    ObligationKind,
    SignedHow,
    Signer,
)
from disputes.workflow.mediation import AgreementForm as Form
from households.forms.signature import SignatureField
from station.forms.files import ScansField
from station.forms.once import OnceForm, VersionedForm, date_input

DUTIES = ("first", "second")
WRITTEN = _("A written people's mediation agreement must say it.")
TEXTS = (
    "form",
    "terms",
    "facts",
    "responsibility",
    "performance",
    "body",
    "chair",
    "others_present",
    "place",
    "reached_on",
    "is_performed_at_once",
)


def line(label, longest: int = 120, **options) -> forms.CharField:
    """A short text somebody may leave out."""
    options.setdefault("required", False)
    return forms.CharField(label=label, max_length=longest, **options)


def reason() -> forms.CharField:
    """A few words that are asked for."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=_("Why"), max_length=300, widget=widget)


class DutyFields:
    """Who owes what by when, once or twice on one form."""

    @staticmethod
    def add_to(form: forms.Form, dispute: Dispute, name: str, *, required: bool):
        form.fields |= {
            f"{name}_party": forms.ModelChoiceField(
                label=_("Who owes"),
                queryset=dispute.parties.order_by("pk"),
                required=required,
                empty_label=_("Choose"),
            ),
            f"{name}_kind": forms.ChoiceField(
                label=_("Kind of obligation"),
                choices=[*CHOOSE, *ObligationKind.choices],
                required=required,
            ),
            f"{name}_what": words(
                _("What is owed"), rows=2, longest=500, required=required
            ),
            f"{name}_amount": forms.DecimalField(
                label=_("Amount (yuan)"),
                required=False,
                min_value=0,
                max_digits=12,
                decimal_places=2,
            ),
            f"{name}_due_on": forms.DateField(
                label=_("By when"), widget=date_input(), required=required
            ),
        }

    @staticmethod
    def names(name: str) -> tuple[str, ...]:
        return tuple(
            f"{name}_{x}" for x in ("party", "kind", "what", "amount", "due_on")
        )

    @staticmethod
    def read(data: dict, name: str) -> Duty | None:
        """The obligation, where one was written."""
        if not data.get(f"{name}_what"):
            return None
        return Duty(
            party=data[f"{name}_party"],
            kind=data[f"{name}_kind"],
            what=data[f"{name}_what"],
            amount=data[f"{name}_amount"],
            due_on=data[f"{name}_due_on"],
        )

    @staticmethod
    def check_whole(form: forms.Form, name: str) -> None:
        """Begun is to be finished: who, what kind and by when."""
        data = form.cleaned_data
        keys = (f"{name}_party", f"{name}_kind", f"{name}_what", f"{name}_due_on")
        if not any(data.get(key) for key in keys):
            return
        for key in keys:
            if not data.get(key) and key not in form.errors:
                form.add_error(key, form.fields[key].error_messages["required"])


class ContentForm(OnceForm):
    """What the agreement says, in the order people speak of it."""

    form = forms.ChoiceField(label=_("Form of the agreement"), widget=forms.RadioSelect)
    terms = words(_("What was agreed"), rows=4)
    is_performed_at_once = forms.BooleanField(
        label=_("Performed at once, nothing is left to do"), required=False
    )
    performance = words(
        _("How and by when it is performed"),
        rows=2,
        longest=1000,
        required=False,
        help_text=WRITTEN,
    )
    facts = words(
        _("Facts: cause, course, circumstances and result"), rows=5, required=False
    )
    responsibility = words(
        _("Disputed matter and responsibility"),
        rows=3,
        longest=2000,
        required=False,
        help_text=WRITTEN,
    )
    body = line(_("Mediating body"))
    chair = line(_("In the chair"), 60)
    others_present = line(_("Others present"), 300)
    place = line(_("Where it happened"))
    reached_on = forms.DateField(
        label=_("Reached on"), widget=date_input(), required=False
    )

    folded = ("body", "chair", "others_present", "place", "reached_on")

    def __init__(self, *args, dispute: Dispute, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        offered = [
            (form.value, form.label) for form in Form if dispute.track in TRACKS[form]
        ]
        self.fields["form"].choices = offered
        if len(offered) == 1:
            self.initial.setdefault("form", offered[0][0])

    def content(self, duties: tuple[Duty, ...] = ()) -> Content:
        """What the action takes."""
        data = self.cleaned_data
        return Content(**{name: data[name] for name in TEXTS}, obligations=duties)


class DraftForm(ContentForm):
    """The content, and what is owed by it; more is added on its page."""

    def __init__(self, *args, dispute: Dispute, **kwargs) -> None:
        super().__init__(*args, dispute=dispute, **kwargs)
        for name in DUTIES:
            DutyFields.add_to(self, dispute, name, required=False)
        first, second = (DutyFields.names(name) for name in DUTIES)
        self.folded = (*second, *self.folded)
        self.order_fields(
            ["once", "form", "terms", *first, "is_performed_at_once", "performance"]
        )

    def clean(self):
        cleaned = super().clean()
        for name in DUTIES:
            DutyFields.check_whole(self, name)
        return cleaned

    def duties(self) -> tuple[Duty, ...]:
        found = [DutyFields.read(self.cleaned_data, name) for name in DUTIES]
        return tuple(duty for duty in found if duty is not None)


class EditForm(ContentForm, VersionedForm):
    """The content alone; what is owed is changed on the page."""


class DutyForm(VersionedForm):
    """One more obligation."""

    def __init__(self, *args, agreement: Agreement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        DutyFields.add_to(self, agreement.dispute, "first", required=True)

    def duty(self) -> Duty:
        return DutyFields.read(self.cleaned_data, "first")


class SignForm(OnceForm):
    """Who signs, and how."""

    who = forms.ChoiceField(label=_("Who signs"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How it is signed"),
        choices=[(how.value, how.label) for how in SignedHow if how != SignedHow.SEAL],
        widget=forms.RadioSelect,
        initial=SignedHow.SCREEN,
    )
    name = line(
        _("Name of the signer, or of the committee"),
        60,
        help_text=_(
            "Empty where the party signs in person, the mediator of the agreement, "
            "or the committee that mediated."
        ),
    )
    signature = SignatureField(required=False)
    photos = ScansField(label=_("Photo or PDF of the signed paper"), required=False)

    def __init__(self, *args, agreement: Agreement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        valid = list(agreement.signatures.valid())
        signed = {row.party_id for row in valid}
        self.parties = {
            f"party-{party.pk}": party
            for party in agreement.dispute.parties.order_by("pk")
            if party.pk not in signed
        }
        others = [role for role in Signer if role in self._roles(valid)]
        self.fields["who"].choices = [
            *((key, party.name) for key, party in self.parties.items()),
            *((role.value, role.label) for role in others),
        ]
        owed = [f"party-{p.pk}" for p in signers(agreement) if p.pk not in signed]
        if agreement.form == Form.PEOPLE:
            under = {row.signer for row in valid}
            owed += [s for s in (Signer.MEDIATOR, Signer.SEAL) if s not in under]
        if owed:
            self.initial.setdefault("who", owed[0])

    def _roles(self, valid) -> set[str]:
        """Who else may sign: a committee seals its own agreement, and once."""
        roles = {Signer.MEDIATOR, Signer.OFFICER, Signer.SEAL}
        if any(row.signer == Signer.SEAL for row in valid):
            roles.discard(Signer.SEAL)
        return roles

    def clean(self):
        """A seal is set in one way only; who it is stands in the agreement."""
        data = super().clean()
        if data.get("who") == Signer.SEAL:
            data["way"] = SignedHow.SEAL
            data["name"] = data.get("name") or self.agreement.body
        elif data.get("who") == Signer.MEDIATOR:
            data["name"] = data.get("name") or self.agreement.chair
        return data


class StepForm(VersionedForm):
    """Nothing but the version."""


class ReasonForm(VersionedForm):
    """Why."""

    reason = reason()


class BreachForm(VersionedForm):
    """One of two ways; none is chosen beforehand."""

    answer = forms.ChoiceField(
        label=_("What follows"), choices=BreachAnswer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why it is taken up again"), max_length=300, required=False
    )
    told_on = forms.DateField(
        label=_("Told that they may sue on"), widget=date_input(), required=False
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == BreachAnswer.TOLD and not cleaned.get("told_on"):
            self.add_error("told_on", self.fields["answer"].error_messages["required"])
        return cleaned
