"""Forms of the documents taken home: listed, handed over, brought back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.actions.deliveries import Item
from households.forms.signature import SignatureField
from households.models import Delivery, DocumentKind, HandedTo
from station import phones
from station.duty import SERVING
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm
from station.models import Area, Post, User
from station.working_days import local_date

EXAMPLE = "张大爷, 天城村, 二社3号, 620724195008130011, 13900000001"


class QuickForm(OnceForm):
    """One document that lies at the counter."""

    kind = forms.ModelChoiceField(
        label=gettext_lazy("Document"),
        queryset=DocumentKind.objects.filter(is_active=True),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    holder_name = forms.CharField(label=gettext_lazy("Holder"), max_length=60)
    area = forms.ModelChoiceField(
        label=gettext_lazy("Village"), queryset=None, empty_label=gettext_lazy("Choose")
    )
    place = forms.CharField(label=gettext_lazy("Address"), max_length=200)
    document_number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"data-sensitive": "", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            {"inputmode": "tel", "autocomplete": "off", "data-sensitive": ""}
        ),
    )

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas

    def clean_phone(self):
        return _phone(self.cleaned_data["phone"])

    def item(self, **more) -> Item:
        data = self.cleaned_data
        names = ("kind", "holder_name", "area", "place", "document_number", "phone")
        return Item(**{name: data[name] for name in names}, **more)


class ListForm(OnceForm):
    """A whole list, one person a line, as the counter has it in a table."""

    kind = forms.ModelChoiceField(
        label=gettext_lazy("Document"),
        queryset=DocumentKind.objects.filter(is_active=True),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    rows = forms.CharField(
        label=gettext_lazy("The list"),
        max_length=200_000,
        widget=forms.Textarea({"rows": 10, "data-sensitive": ""}),
        help_text=gettext_lazy(
            "One person a line: name, village, address, number, phone; "
            "separated by commas, or copied from a table."
        ),
    )
    note = forms.CharField(label=gettext_lazy("Remark"), max_length=120, required=False)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = {}
        for area in areas:
            self.areas.setdefault(area.name, area)
            self.areas.setdefault(area.short_name, area)
        self.fields["rows"].widget.attrs["placeholder"] = EXAMPLE

    def clean_rows(self) -> list[list[str]]:
        lines = [
            line for line in self.cleaned_data["rows"].splitlines() if line.strip()
        ]
        errors = []
        rows = [_cells(line) for line in lines]
        for number, cells in enumerate(rows, start=1):
            problem = self._problem(cells)
            if problem:
                errors.append(
                    _("Line %(n)d: %(problem)s") % {"n": number, "problem": problem}
                )
        if errors:
            raise forms.ValidationError(errors[:20])
        return rows

    def _problem(self, cells: list[str]) -> str:
        if not cells[0] or not cells[2]:
            return _("The name or the address is missing.")
        if cells[1] not in self.areas:
            return _("There is no village “%(name)s” here.") % {"name": cells[1]}
        if cells[4] and not phones.is_valid(phones.normalise(cells[4])):
            return _("This is not a phone number one can call. Check its digits.")
        return ""

    def items(self) -> list[Item]:
        kind = self.cleaned_data["kind"]
        return [
            Item(
                kind=kind,
                holder_name=name,
                area=self.areas[village],
                place=place if place.startswith(village) else f"{village}{place}",
                document_number=number,
                phone=phones.normalise(phone),
            )
            for name, village, place, number, phone in self.cleaned_data["rows"]
        ]


class HandOverForm(VersionedForm):
    """Who took it, and their signature on the screen."""

    received_by = forms.CharField(label=gettext_lazy("Who took it"), max_length=60)
    relation = forms.ChoiceField(
        label=gettext_lazy("Relation to the holder"),
        choices=HandedTo,
        initial=HandedTo.HOLDER,
        widget=forms.RadioSelect,
    )
    signature = SignatureField()
    photos = PhotosField(label=gettext_lazy("Photo"), required=False)

    def __init__(self, *args, delivery: Delivery, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.allow_multiple_selected = False

    def clean_photos(self):
        return self.cleaned_data["photos"][:1]


class BringBackForm(VersionedForm):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    def __init__(self, *args, delivery: Delivery, **kwargs):
        super().__init__(*args, **kwargs)


class BackForm(VersionedForm):
    """A step that needs no more than itself."""

    def __init__(self, *args, delivery: Delivery, **kwargs):
        super().__init__(*args, **kwargs)


class GiveOutForm(OnceForm):
    """Who takes these documents along."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Who delivers"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, *args, areas: list[Area], at, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = serving_all(areas, at=at)


def serving_all(areas: list[Area], *, at):
    """The people who may be sent into every one of these areas."""
    people = User.objects.active()
    on = local_date(at)
    for area in areas:
        posts = Post.objects.valid(on=on).covering(area).for_role(*SERVING)
        people = people.filter(pk__in=posts.values("user"))
    return people


def _cells(line: str) -> list[str]:
    """The five cells of a line: by tabs as from a table, else by commas."""
    mark = "\t" if "\t" in line else ","
    cells = [cell.strip() for cell in line.replace("，", ",").split(mark)]
    return (cells + [""] * 5)[:5]


def _phone(text: str) -> str:
    number = phones.normalise(text)
    if number and not phones.is_valid(number):
        raise forms.ValidationError(
            _("This is not a phone number one can call. Check its digits.")
        )
    return number
