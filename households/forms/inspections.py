"""The form of an inspection: tap what is wrong, the rest is in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from households.actions.inspections import Finding
from households.forms.follow_ups import serving
from households.forms.signature import SignatureField
from households.models import Checklist, ChecklistItem, Section, Unit
from households.places import areas_in
from households.workflow.inspections import Result, Unsigned
from station.forms.files import PhotosField
from station.forms.once import OnceForm
from station.models import Area

AGAIN = "again"  # the group of what failed last time


@dataclass(frozen=True)
class Row:
    """One item as the page draws it."""

    item: ChecklistItem
    result: forms.BoundField
    remark: forms.BoundField
    photos: forms.BoundField
    hazard: object = None  # the open file of it


@dataclass(frozen=True)
class Group:
    """Items that one tap can call in order."""

    key: str
    title: str
    rows: list[Row]
    is_in_order: bool = False


class InspectionForm(OnceForm):
    """Made of the checklist; what failed last time stands first."""

    everything = forms.BooleanField(label=_("Everything is in order"), required=False)
    in_order = forms.MultipleChoiceField(
        choices=[(AGAIN, AGAIN), *Section.choices], required=False
    )
    id_shown = forms.BooleanField(
        label=_("I showed my police ID"),
        error_messages={
            "required": _(
                "Show your police ID before the inspection (Fire Law, article 53)."
            )
        },
    )
    person_in_charge = forms.CharField(
        label=_("Person in charge present"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": True, "autocomplete": "off"}),
    )
    signature = SignatureField(required=False)
    unsigned = forms.ChoiceField(
        label=_("Not signed because"),
        choices=[("", _("Signed")), *Unsigned.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    companions = forms.ModelMultipleChoiceField(
        label=_("Together with"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remark = forms.CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": True}),
    )
    started_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args,
        unit: Unit,
        checklist: Checklist,
        user,
        failed=frozenset(),
        hazards=None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(checklist.items.all())
        self.failed, self.hazards = failed, hazards or {}
        self.fields["companions"].queryset = serving(unit.area).exclude(pk=user.pk)
        for item in self.items:
            self._add(item)

    def _add(self, item: ChecklistItem) -> None:
        self.fields[f"result_{item.pk}"] = forms.ChoiceField(
            label=item.title,
            choices=[(Result.FAULT, _("Fault")), (Result.OK, _("OK")),
                     (Result.NOT_APPLICABLE, _("n/a"))],
            required=False,
            widget=forms.RadioSelect,
        )  # fmt: skip
        self.fields[f"remark_{item.pk}"] = forms.CharField(
            label=_("What exactly"),
            max_length=500,
            required=False,
            widget=forms.TextInput(attrs={"data-sensitive": True}),
        )
        self.fields[f"photos_{item.pk}"] = PhotosField(
            label=_("Photos"), required=False
        )

    def group_of(self, item: ChecklistItem) -> str:
        return AGAIN if item.code in self.failed else item.section

    def groups(self) -> Iterator[Group]:
        """What failed last time, then the sections in the order one walks."""
        ticked = set(self.data.getlist("in_order")) if self.is_bound else set()
        titles = {AGAIN: _("Failed last time"), **dict(Section.choices)}
        for key, title in titles.items():
            rows = [self._row(i) for i in self.items if self.group_of(i) == key]
            if rows:
                yield Group(key, title, rows, key in ticked)

    def _row(self, item: ChecklistItem) -> Row:
        return Row(
            item,
            self[f"result_{item.pk}"],
            self[f"remark_{item.pk}"],
            self[f"photos_{item.pk}"],
            self.hazards.get(item.code),
        )

    def clean(self):
        data = super().clean()
        missing = [item for item in self.items if not self._result(item, data)]
        for item in missing:
            self.add_error(
                f"result_{item.pk}", _("Not looked at yet: tap one, or “all in order”.")
            )
        is_signed = data.get("signature") or data.get("unsigned")
        if not is_signed and not self.has_error("signature"):
            self.add_error(
                "signature", _("Let the person in charge sign, or say why not.")
            )
        return data

    def _result(self, item: ChecklistItem, data) -> str:
        told = data.get(f"result_{item.pk}")
        if told:
            return told
        is_ok = data.get("everything") or self.group_of(item) in data.get(
            "in_order", ()
        )
        return Result.OK if is_ok else ""

    def photos(self) -> dict[int, list]:
        """The files of each item that has some."""
        found = {i.pk: self.cleaned_data[f"photos_{i.pk}"] for i in self.items}
        return {pk: files for pk, files in found.items() if files}

    def findings(self, stored: dict[int, list]) -> list[Finding]:
        """What the action takes, with the photos as they were stored."""
        data = self.cleaned_data
        return [
            Finding(
                item,
                self._result(item, data),
                data[f"remark_{item.pk}"],
                stored.get(item.pk, ()),
            )
            for item in self.items
        ]


class RoundForm(OnceForm):
    """Where, and all venues or only those that are due."""

    area = forms.ModelChoiceField(
        label=_("Village"), queryset=None, empty_label=_("Choose")
    )
    only_due = forms.ChoiceField(
        label=_("Which venues"),
        choices=[("", _("All venues")), ("due", _("Only those that are due"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        villages = areas_in(user, "inspection.create")
        self.fields["area"].queryset = villages
        whole = villages.filter(kind=Area.Kind.COMMUNITY)[:2]
        if len(whole) == 1 and not self.initial.get("area"):
            self.initial["area"] = whole[0].pk


class SkipForm(OnceForm):
    """Why a venue is passed over: one tap."""

    REASONS = (
        ("closed", _("Closed today")),
        ("nobody", _("Nobody there")),
        ("other", _("Something else")),
    )
    why = forms.ChoiceField(
        label=_("Why it is passed over"), choices=REASONS, widget=forms.RadioSelect
    )
    other = forms.CharField(label=_("In words"), max_length=120, required=False)

    def reason(self) -> str:
        """What is kept."""
        data = self.cleaned_data
        return data["other"] or str(dict(self.REASONS)[data["why"]])
