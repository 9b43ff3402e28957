"""Forms of findings: one short one for the phone, and the officer's steps."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.forms.position import PositionFields
from households.models import Office
from patrols.actions.findings import Facts
from patrols.models import Finding, PatrolPoint
from patrols.workflow.findings import TO_SETTLE, FindingKind
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area, Post, User
from station.places import areas_of
from station.roles import Role

USUAL_DAYS = 7


def _words(label, longest: int, *, required: bool = False, rows: int = 3):
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows, "data-sensitive": True}),
    )


class FindingForm(PositionFields, OnceForm):
    """What it is, a photo, where: the place is filled in as far as it is known."""

    kind = forms.ChoiceField(
        label=_("What is it"), choices=FindingKind, widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        help_text=_("No names, no phone numbers here."),
    )
    photos = PhotosField(label=_("Photos"), required=False)
    people = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("For talks, school-run guard and help."),
    )
    point = forms.ModelChoiceField(
        label=_("Patrol point"),
        queryset=None,
        required=False,
        empty_label=_("Elsewhere"),
    )
    place = forms.CharField(label=_("Where exactly"), max_length=120, required=False)
    area = forms.ModelChoiceField(
        label=_("Village"), queryset=None, required=False, empty_label=_("Choose")
    )
    details = _words(_("Details"), 4000)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        areas = areas_of(user, "finding.create")
        points = PatrolPoint.objects.visible_to(user).in_use()
        self.fields["area"].queryset = areas
        self.fields["point"].queryset = points.filter(area__in=areas).order_by(
            "name", "pk"
        )
        # Asked at once where nothing says it, else folded away.
        self.asks_area = not self.initial.get("area")
        self.fields["details"].help_text = _(
            "Names, looks, numbers: only those who look after it read this."
        )

    def facts(self, *, patrol=None) -> Facts:
        """What the action takes."""
        names = (
            "kind", "what", "area", "place", "point", "latitude", "longitude",
            "people", "details",
        )  # fmt: skip
        data = {name: self.cleaned_data[name] for name in names}
        return Facts(**data, patrol=patrol)


class OfflineFindingForm(FindingForm):
    """The same before anybody is known: the phone fills in its points."""

    def __init__(self) -> None:
        OnceForm.__init__(self, auto_id="finding_%s")
        self.fields["point"].queryset = PatrolPoint.objects.none()
        del self.fields["once"], self.fields["area"]


class CorrectForm(VersionedForm):
    """What was told in haste; what is to be settled stays so."""

    kind = forms.ChoiceField(label=_("What is it"), widget=forms.RadioSelect)
    what = forms.CharField(label=_("In a few words"), max_length=200)
    place = forms.CharField(label=_("Where exactly"), max_length=120, required=False)
    people = forms.IntegerField(
        label=_("How many people"), min_value=0, max_value=9999, required=False
    )

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        owed = finding.kind in TO_SETTLE
        self.fields["kind"].choices = [
            (kind.value, kind.label)
            for kind in FindingKind
            if (kind in TO_SETTLE) == owed
        ]


class PassOnForm(VersionedForm):
    """To one of the offices the station works with, or to somebody else."""

    office = forms.ModelChoiceField(
        label=_("Office"), queryset=None, required=False, empty_label=_("Another one")
    )
    to = forms.CharField(label=_("To whom else"), max_length=120, required=False)
    due_on = forms.DateField(label=_("To be settled by"), widget=date_input())

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices_for(finding)
        self.initial.setdefault(
            "due_on", timezone.localdate() + timedelta(days=USUAL_DAYS)
        )


class HandOverForm(VersionedForm):
    """Who serves there."""

    to = forms.ModelChoiceField(
        label=_("Who sees to it"), queryset=None, empty_label=_("Choose")
    )

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_for(finding)


class PostponeForm(VersionedForm):
    due_on = forms.DateField(label=_("New deadline"), widget=date_input())
    reason = forms.CharField(label=_("Why"), max_length=200)


class SettleForm(VersionedForm):
    result = _words(_("What came of it"), 2000, required=True)
    photos = PhotosField(label=_("Photos"), required=False)


class ReopenForm(VersionedForm):
    reason = forms.CharField(label=_("Why"), max_length=200)


class TakeBackForm(VersionedForm):
    """Nothing but the step itself."""


def offices_for(finding: Finding):
    """The offices in use that the station of the finding works with."""
    rows = Office.objects.filter(is_active=True)
    rows = rows.filter(station__path__in=finding.area.path_above)
    return rows.order_by("kind", "title")


def people_for(finding: Finding):
    """Who serves where it was found, and may settle it."""
    rows = looking_after(finding.area, on=timezone.localdate())
    return rows.exclude(pk=finding.owner_id)


def looking_after(*areas: Area, on: date):
    """Who settles what is found, in every one of these areas."""
    rows = User.objects.active()
    for area in areas:
        posts = Post.objects.valid(on=on).for_role(
            Role.COMMUNITY_OFFICER, Role.STATION_CHIEF
        )
        here = posts.filter(area__path__in=area.path_above)
        rows = rows.filter(pk__in=here.values("user"))
    return rows.order_by("name_sort", "pk")
