"""Forms of outreach events."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.event_materials import given_out
from antifraud.actions.outreach import MANY, PLAIN, OutreachFacts
from antifraud.models import Audience, Material, OutreachEvent, ScamType
from antifraud.workflow.outreach import OutreachKind, Topic
from antifraud.workflow.people import Group
from station import policy
from station.duty import SERVING
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm, moment_input
from station.models import Area, Post, User

KINDS = (
    Area.Kind.STATION,
    Area.Kind.TOWNSHIP,
    Area.Kind.COMMUNITY,
    Area.Kind.GRID,
)
MOST_MATERIALS = 40  # asked about on one form
MATERIAL = "material_"


def areas_for(user, permission: str):
    """From the station to the grid, where the person has this right."""
    scope = policy.scope(user, permission)
    rows = Area.objects.filter(kind__in=KINDS, is_active=True)
    if not scope.everything:
        rows = rows.filter(pk__in=scope.area_ids)
    return rows.in_tree_order()


def colleagues(user, *, on: date):
    """Who serves at the stations this person sees."""
    posts = Post.objects.valid(on=on).for_role(*SERVING)
    rows = User.objects.active().visible_to(user)
    return rows.filter(pk__in=posts.values("user")).order_by("name_sort", "pk")


def _words(label, longest: int, *, required: bool = False, rows: int = 3, **options):
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


def _several(label, **options):
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


class OutreachForm(VersionedForm):
    """What, when, where, who goes; the rest is folded away."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=OutreachKind, widget=forms.RadioSelect
    )
    topic = forms.ChoiceField(
        label=pgettext_lazy("outreach", "Topic"), choices=Topic, initial=Topic.FRAUD
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=60,
        help_text=_("Stands on the poster and the public page: no names."),
    )
    starts_at = forms.DateTimeField(label=_("Begins"), widget=moment_input())
    ends_at = forms.DateTimeField(label=_("Ends"), widget=moment_input())
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=_("Choose")
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        help_text=_("For an event online the platform or the room."),
    )
    led_by = forms.ModelChoiceField(
        label=_("Led by"), queryset=None, empty_label=_("Choose")
    )
    staff = _several(_("Colleagues who come along"))
    scam_types = _several(_("Scam types"))
    groups = forms.MultipleChoiceField(
        label=_("Whom it concerns"),
        choices=Group,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audiences = _several(_("Groups invited"))
    audience_words = forms.CharField(
        label=_("Who else is invited"), max_length=200, required=False
    )
    expected = forms.IntegerField(
        label=_("People expected"), min_value=0, max_value=1_000_000, required=False
    )
    helpers = forms.CharField(
        label=_("Helpers"),
        max_length=200,
        required=False,
        help_text=_("Volunteers, teachers, students: in words."),
    )
    online_url = forms.URLField(
        label=_("Link of an event online"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    folded = (
        "staff", "groups", "audiences", "audience_words", "expected", "helpers",
        "online_url",
    )  # fmt: skip

    def __init__(self, *args, user, event: OutreachEvent | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        action = "edit" if event else "create"
        areas = areas_for(user, f"outreach.{action}")
        if event is not None:  # one that is led by somebody of another village
            areas = areas | Area.objects.filter(pk=event.area_id)
        self.fields["area"].queryset = areas.distinct()
        people = colleagues(user, on=timezone.localdate())
        self.fields["led_by"].queryset = self.fields["staff"].queryset = people
        types = ScamType.objects.active()
        if event is not None:  # what it was planned with stays to be chosen
            types = types | ScamType.objects.filter(outreach=event)
            self.fields["staff"].queryset = (people | event.staff.all()).distinct()
        self.fields["scam_types"].queryset = types.distinct().in_order()
        audiences = Audience.objects.visible_to(user).active()
        self.fields["audiences"].queryset = audiences.order_by("name", "pk")
        if not audiences.exists():
            del self.fields["audiences"]

    def facts(self) -> OutreachFacts:
        """What the action takes."""
        data = self.cleaned_data
        many = {name: tuple(data.get(name) or ()) for name in MANY}
        plain = {name: data[name] for name in PLAIN}
        return OutreachFacts(**{**plain, "groups": tuple(data["groups"])}, **many)


class MaterialsMixin(forms.Form):
    """So many of each material in all; what one cannot see is not asked about."""

    def ask_materials(self, *, user, event: OutreachEvent) -> None:
        """A field for whatever is in use or was taken already."""
        taken = given_out(event)
        rows = Material.objects.visible_to(user)
        here = rows.in_use().filter(area__path__in=event.area.path_above)
        asked = (rows.filter(pk__in=taken) | here).distinct().order_by("name", "pk")
        self.materials = {row.pk: row for row in asked[:MOST_MATERIALS]}
        for pk, row in self.materials.items():
            known = taken.get(pk, 0)
            self.fields[f"{MATERIAL}{pk}"] = forms.IntegerField(
                label=row.name,
                min_value=0,
                max_value=1_000_000,
                required=False,
                initial=known or None,
                help_text=_("%(n)d %(unit)s in stock")
                % {"n": row.stock, "unit": row.unit},
            )

    def given(self) -> dict[Material, int]:
        """What the action takes: an emptied field means none."""
        return {
            row: self.cleaned_data.get(f"{MATERIAL}{pk}") or 0
            for pk, row in self.materials.items()
        }

    @property
    def material_fields(self):
        return [self[f"{MATERIAL}{pk}"] for pk in self.materials]


class WriteUpForm(MaterialsMixin, VersionedForm):
    """How many were reached, a word on how it went, photos, what was handed out."""

    reached = forms.IntegerField(
        label=_("People reached"), min_value=0, max_value=1_000_000
    )
    result = _words(
        pgettext_lazy("outreach", "How it went"), 2000, help_text=_("No names here.")
    )
    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args, user, event: OutreachEvent, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.ask_materials(user=user, event=event)


class SetAsideForm(MaterialsMixin, OnceForm):
    """What is taken along, or handed out later."""

    def __init__(self, *args, user, event: OutreachEvent, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.ask_materials(user=user, event=event)


class OutreachHandOverForm(VersionedForm):
    to = forms.ModelChoiceField(
        label=_("Led by"), queryset=None, empty_label=_("Choose")
    )

    def __init__(self, *args, user, event: OutreachEvent, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(user, on=timezone.localdate())
        self.fields["to"].queryset = people.exclude(pk=event.led_by_id)


class OutreachCancelForm(VersionedForm):
    reason = forms.CharField(
        label=pgettext_lazy("outreach", "Why"),
        max_length=200,
        help_text=_("The public page says that it is called off, not why."),
    )


class OutreachResumeForm(VersionedForm):
    """Nothing but the step itself."""


class OutreachPhotosForm(OnceForm):
    photos = PhotosField(label=_("Photos"))
