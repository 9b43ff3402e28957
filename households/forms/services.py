"""Forms of the services: booked at the counter, agreed, done."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from households import service_slots
from households.forms.follow_ups import serving
from households.models import Resident, ServiceGuide
from households.workflow.services import WITH_SLOT, ServiceKind
from station import phones, phrasing
from station.forms.once import OnceForm, VersionedForm, moment_input
from station.models import Area, User

NO_TIME = ""


def slot_choices(slots) -> list[tuple[str, list[tuple[str, str]]]]:
    """Free times by day, as ``(day, [(moment, “9:00 · 2 left”)])``."""
    days: dict[str, list[tuple[str, str]]] = {}
    for slot in slots:
        begins = timezone.localtime(slot.begins_at)
        label = _("%(from)s–%(until)s") % {
            "from": f"{begins:%H:%M}",
            "until": f"{timezone.localtime(slot.ends_at):%H:%M}",
        }
        if slot.is_outside:
            label = _("%(time)s (outside hours)") % {"time": label}
        day = phrasing.date_in_full(begins.date())
        days.setdefault(day, []).append((slot.begins_at.isoformat(), label))
    return list(days.items())


def moment_of(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class ServiceForm(OnceForm):
    """One matter for one person: how, when, which papers are still missing."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How"), choices=(), widget=forms.RadioSelect
    )
    resident = forms.ModelChoiceField(
        label=gettext_lazy("Who it is for"),
        queryset=Resident.objects.none(),
        required=False,
        empty_label=gettext_lazy("Somebody else"),
    )
    resident_name = forms.CharField(
        label=gettext_lazy("Name"), max_length=60, required=False
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            {"inputmode": "tel", "autocomplete": "off", "data-sensitive": ""}
        ),
    )
    slot = forms.ChoiceField(
        label=gettext_lazy("Time"),
        choices=(),
        required=False,
        help_text=gettext_lazy("For an appointment or a time outside hours."),
    )
    wished_at = forms.DateTimeField(
        label=gettext_lazy("When somebody comes"),
        required=False,
        widget=moment_input(),
        help_text=gettext_lazy("For a call at the door; may be agreed later."),
    )
    place = forms.CharField(
        label=gettext_lazy("Address"), max_length=200, required=False
    )
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Papers they have"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tell what is missing now: then one trip is enough."),
    )
    assigned_to = forms.ModelChoiceField(
        label=gettext_lazy("Who serves"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Whoever is in charge there"),
    )
    note = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2, "data-sensitive": ""}),
    )
    folded = ("assigned_to", "note")

    def __init__(self, *args, area: Area, guide: ServiceGuide, residents=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.guide = guide
        offers = guide.matter.offers
        self.fields["kind"].choices = [
            (kind.value, kind.label) for kind in ServiceKind if kind in offers
        ]
        if len(offers) == 1:
            self.fields["kind"].initial = offers[0]
        slots = service_slots.free_slots(area, at=timezone.now())
        slots = [slot for slot in slots if slot.kind in offers]
        choices = [("", _("Choose a time")), *slot_choices(slots)]
        self.fields["slot"].choices = choices
        self.fields["papers"].choices = guide.paper_pairs
        self.fields["assigned_to"].queryset = serving(area)
        self._set_residents(residents)

    def _set_residents(self, residents) -> None:
        if not residents:
            del self.fields["resident"]
            self.fields["resident_name"].required = True
            return
        keys = [resident.pk for resident in residents]
        self.fields["resident"].queryset = Resident.objects.filter(pk__in=keys)

    def clean_phone(self):
        number = phones.normalise(self.cleaned_data["phone"])
        if number and not phones.is_valid(number):
            raise forms.ValidationError(
                _("This is not a phone number one can call. Check its digits.")
            )
        return number

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("resident") or cleaned.get("resident_name")):
            self.add_error("resident_name", _("Say who it is for."))
        if cleaned.get("kind") in WITH_SLOT and not cleaned.get("slot"):
            self.add_error("slot", _("Choose a time."))
        return cleaned

    @property
    def begins_at(self) -> datetime | None:
        """The time of the slot, or the one wished for a call at the door."""
        data = self.cleaned_data
        if data["kind"] in WITH_SLOT:
            return moment_of(data["slot"])
        return data["wished_at"] if data["kind"] == ServiceKind.HOME_VISIT else None

    @property
    def papers_missing(self) -> list[str]:
        has = set(self.cleaned_data["papers"])
        return [kept for kept, _shown in self.guide.paper_pairs if kept not in has]


class ConfirmForm(VersionedForm):
    """Say yes; a call at the door gets its time."""

    begins_at = forms.DateTimeField(
        label=gettext_lazy("When somebody comes"),
        required=False,
        widget=moment_input(),
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        if request.kind in WITH_SLOT:
            del self.fields["begins_at"]


class MoveForm(VersionedForm):
    """Another time, and why."""

    slot = forms.ChoiceField(label=gettext_lazy("Time"), choices=(), required=False)
    begins_at = forms.DateTimeField(
        label=gettext_lazy("When somebody comes"),
        required=False,
        widget=moment_input(),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        if request.kind in WITH_SLOT:
            del self.fields["begins_at"]
            slots = service_slots.free_slots(
                request.area, at=timezone.now(), kind=request.kind
            )
            self.fields["slot"].choices = [("", _("Choose")), *slot_choices(slots)]
            self.fields["slot"].required = True
        else:
            del self.fields["slot"]
            self.fields["begins_at"].required = True

    @property
    def new_time(self) -> datetime:
        data = self.cleaned_data
        return data.get("begins_at") or moment_of(data["slot"])


class EndForm(VersionedForm):
    """What came of it, and which papers were still missing."""

    text = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3, "data-sensitive": ""}),
        help_text=gettext_lazy("The resident reads it with the receipt."),
    )
    papers_missing = forms.MultipleChoiceField(
        label=gettext_lazy("Papers still missing"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        known = dict(request.guide.paper_pairs)
        others = {paper: paper for paper in request.papers_missing}
        self.fields["papers_missing"].choices = [*(others | known).items()]


class CannotForm(EndForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Why could it not be done?")
        self.fields["text"].required = True


class CallOffForm(VersionedForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("The resident reads it with the receipt."),
    )

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)


class StepForm(VersionedForm):
    """A step that needs no more than itself."""

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)


class GiveForm(VersionedForm):
    """Somebody else goes."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Who serves"),
        queryset=None,
        empty_label=gettext_lazy("Choose"),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        others = serving(request.area).exclude(pk=request.assigned_to_id or 0)
        self.fields["to"].queryset = others


class MatterPickForm(forms.Form):
    """First of all: what is it about, and where?"""

    area = forms.ModelChoiceField(
        label=gettext_lazy("Area"),
        queryset=Area.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )
    matter = forms.ModelChoiceField(
        label=pgettext_lazy("service", "Matter"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, areas, matters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["matter"].queryset = matters
