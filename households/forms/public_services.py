"""What residents fill in to book a service, and to change it with the receipt."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households import service_slots
from households.forms.public import LONGEST, StampedForm
from households.forms.services import moment_of, slot_choices
from households.models import ServiceGuide, ServiceRating
from households.workflow.services import WITH_SLOT, ServiceKind
from station import phones
from station.models import Area


class BookForm(StampedForm):
    """Who, how and when; the papers stand above as a list to tick off at home."""

    kind = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    slot = forms.ChoiceField(
        label=_("Time"),
        required=False,
        help_text=_("For an appointment or a time outside hours."),
    )
    place = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=120,
        help_text=_("Where we should come, for a call at the door."),
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    sender_name = forms.CharField(
        label=_("Your name"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    sender_phone = forms.CharField(
        label=_("Your phone"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    text = forms.CharField(
        label=_("Anything we should know?"),
        required=False,
        max_length=1000,
        help_text=_("For a call at the door also when it would suit you."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, area: Area, guide: ServiceGuide, **kwargs):
        super().__init__(*args, **kwargs)
        offers = guide.matter.offers
        self.fields["kind"].choices = [
            (kind.value, kind.label) for kind in ServiceKind if kind in offers
        ]
        slots = service_slots.free_slots(area, at=self.at)
        slots = [slot for slot in slots if slot.kind in offers]
        self.kind_of = {slot.begins_at.isoformat(): slot.kind for slot in slots}
        choices = [("", gettext("Choose a time")), *slot_choices(slots)]
        self.fields["slot"].choices = choices
        if not slots:
            del self.fields["slot"]
        if ServiceKind.HOME_VISIT not in offers:
            del self.fields["place"]

    def clean_sender_phone(self):
        number = phones.normalise(self.cleaned_data["sender_phone"])
        if not phones.is_valid(number):
            raise forms.ValidationError(
                gettext("This is not a phone number one can call. Check its digits.")
            )
        return number

    def clean(self):
        cleaned = super().clean()
        kind, slot = cleaned.get("kind"), cleaned.get("slot", "")
        if kind in WITH_SLOT:
            self._check_slot(kind, slot)
        if kind == ServiceKind.HOME_VISIT and not cleaned.get("place"):
            self.add_error("place", gettext("Say where somebody should come."))
        return cleaned

    def _check_slot(self, kind: str, slot: str) -> None:
        field = "slot" if "slot" in self.fields else "kind"
        if "slot" not in self.fields:
            self.add_error(field, gettext("No time is free. Choose another way."))
        elif not slot:
            self.add_error(field, gettext("Choose a time."))
        elif self.kind_of.get(slot) != kind:
            self.add_error(
                field, gettext("This time does not go with the way you chose.")
            )

    @property
    def begins_at(self):
        data = self.cleaned_data
        return moment_of(data["slot"]) if data["kind"] in WITH_SLOT else None

    def parts(self) -> tuple[str, ...]:
        """What makes this sending this one and no other."""
        names = [name for name in self.fields if name not in {"stamp", "website"}]
        return (self.purpose, *(str(self.cleaned_data[name]) for name in names))


class _Said(StampedForm):
    """One of the things the holder of a receipt may do; ``does`` says which."""

    does = ""
    do = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", f"{self.does}-%s")
        super().__init__(*args, **kwargs)
        self.fields["do"].initial = self.does


class CallOffForm(_Said):
    does = "cancel"


class MoveForm(_Said):
    """Another time of those that are free."""

    does = "move"
    slot = forms.ChoiceField(label=_("Time"))

    def __init__(self, *args, service, **kwargs):
        super().__init__(*args, **kwargs)
        slots = service_slots.free_slots(service.area, at=self.at, kind=service.kind)
        choices = [("", gettext("Choose a time")), *slot_choices(slots)]
        self.fields["slot"].choices = choices


class RateForm(_Said):
    """One tap, and a few words if one likes."""

    does = "rate"
    rating = forms.ChoiceField(
        label=_("How did it go?"), choices=ServiceRating, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class ReopenForm(_Said):
    """It was not done after all."""

    does = "reopen"
    reason = forms.CharField(
        label=_("What is still to be done?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )
