"""Forms of liaison, alliances and key points."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.actions import alliances, key_points, liaisons
from households.forms.care import SENSITIVE, TEL, note_input
from households.forms.households import AreaField
from households.models import (
    Alliance,
    AllianceMember,
    EquipmentKind,
    KeyPoint,
    LiaisonContact,
    Unit,
)
from households.workflow.care import ContactWay, Rhythm
from station import policy
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm, date_input, moment_input
from station.models import Area, Post, User

WAYS = [pair for pair in ContactWay.choices if pair[0] != ContactWay.HELPER]
NO_UNIT = _("none of the register")


def colleagues(user):
    """Those who serve where this person may look."""
    posts = Post.objects.visible_to(user).valid(on=timezone.localdate())
    posts = posts.for_role("auxiliary_officer", "community_officer", "station_chief")
    return User.objects.active().filter(pk__in=posts.values("user"))


class LiaisonContactFields(forms.Form):
    """With whom, how often, and who keeps in touch."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=60,
        widget=forms.TextInput(attrs=SENSITIVE),
    )
    role = forms.ChoiceField(label=_("Role"), choices=LiaisonContact.Role)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=120, required=False
    )
    area = AreaField()
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=TEL),
    )
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    responsible = forms.ModelChoiceField(
        label=_("Who keeps in touch"), queryset=None, empty_label=_("Choose")
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].narrow(user, "liaison.create")
        self.fields["responsible"].queryset = colleagues(user)

    def facts(self) -> liaisons.Facts:
        """What the action takes."""
        names = LiaisonContactFields.base_fields
        return liaisons.Facts(**{name: self.cleaned_data[name] for name in names})


class LiaisonContactForm(LiaisonContactFields, OnceForm):
    """Somebody new."""


class LiaisonContactEditForm(LiaisonContactFields, VersionedForm):
    """Set right; the phone stays unless typed anew."""

    def __init__(self, *args, contact, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        if contact.phone_masked:
            self.fields["phone"].help_text = _("Left empty it stays as it is.")
            self.fields["phone"].widget.attrs["placeholder"] = contact.phone_masked

    def clean(self):
        data = super().clean()
        if not data.get("phone"):
            data["phone"] = self.contact.phone
        return data


class ItemFields(forms.Form):
    """Something that was agreed."""

    what = forms.CharField(label=_("What was agreed"), max_length=200, required=False)
    who = forms.CharField(label=_("Who does it"), max_length=60, required=False)
    until_on = forms.DateField(label=_("Until"), required=False, widget=date_input())

    def agreed(self) -> list[liaisons.Agreed]:
        """Nothing, or the one thing."""
        data = self.cleaned_data
        if not data.get("what"):
            return []
        return [liaisons.Agreed(data["what"], data["until_on"], data.get("who", ""))]

    def clean(self):
        data = super().clean()
        if data.get("what") and not data.get("until_on"):
            self.add_error("until_on", _("Say until when."))
        return data


class TalkForm(ItemFields, OnceForm):
    """One was in touch."""

    way = forms.ChoiceField(
        label=_("How"), choices=WAYS, initial="in_person", widget=forms.RadioSelect
    )
    about = forms.CharField(
        label=_("What about"), max_length=2000, required=False, widget=note_input(3)
    )
    talked_at = forms.DateTimeField(
        label=_("When"), required=False, widget=moment_input()
    )
    others = forms.CharField(
        label=_("Who else took part"), max_length=200, required=False
    )
    photos = PhotosField(label=_("Photos"), required=False)

    field_order = ["way", "about", "what", "who", "until_on"]
    folded = ("talked_at", "others", "photos")


class ItemForm(ItemFields, OnceForm):
    """One more thing that was agreed."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].required = self.fields["until_on"].required = True


class EndForm(VersionedForm):
    """Nothing more to say."""


class AllianceFields(forms.Form):
    """What an alliance is."""

    name = forms.CharField(label=_("Name of the alliance"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=Alliance.Kind)
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=_("Choose")
    )
    lead = forms.ModelChoiceField(
        label=_("Who leads it"), queryset=None, empty_label=_("Choose")
    )
    purpose = forms.CharField(
        label=_("What for"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    since_on = forms.DateField(label=_("Since"), required=False, widget=date_input())

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        scope = policy.scope(user, "alliance.create")
        areas = Area.objects.filter(pk__in=scope.area_ids, is_active=True)
        self.fields["area"].queryset = areas.in_tree_order()
        self.fields["lead"].queryset = colleagues(user)

    def facts(self) -> alliances.Facts:
        """What the action takes."""
        names = AllianceFields.base_fields
        return alliances.Facts(**{name: self.cleaned_data[name] for name in names})


class AllianceForm(AllianceFields, OnceForm):
    """A new alliance."""


class AllianceEditForm(AllianceFields, VersionedForm):
    """Set right."""


class MemberForm(OnceForm):
    """An organisation joins."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=NO_UNIT
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=120,
        required=False,
        help_text=_("Left empty it is the name of the unit."),
    )
    contact_name = forms.CharField(
        label=_("Contact person"), max_length=60, required=False
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=TEL),
    )

    def __init__(self, *args, user, area, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_in(user, area)


def units_in(user, area):
    """Units in business there, as far as the person may see them."""
    rows = Unit.objects.visible_to(user).filter(closed_on__isnull=True)
    rows = rows.filter(area__path__startswith=area.path) if area else rows
    return rows.defer("contact_phone").order_by("name_sort", "pk")[:500]


class JointActionForm(OnceForm):
    """What is done together, and when."""

    title = forms.CharField(label=_("What is done"), max_length=120)
    planned_at = forms.DateTimeField(label=_("When"), widget=moment_input())
    lead = forms.ModelChoiceField(
        label=_("Who leads it"), queryset=None, empty_label=_("Choose")
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Who takes part"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, user, alliance, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = colleagues(user)
        rows = AllianceMember.objects.filter(alliance=alliance, left_on__isnull=True)
        self.fields["members"].queryset = rows


class JointResultForm(VersionedForm):
    """What came of it, with figures and photos."""

    result = forms.CharField(
        label=_("What came of it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done_on = forms.DateField(label=_("Done on"), widget=date_input())
    people_count = forms.IntegerField(
        label=_("People who took part"), min_value=0, required=False
    )
    found_count = forms.IntegerField(
        label=_("Hazards and matters found"), min_value=0, required=False
    )
    reached_count = forms.IntegerField(
        label=_("People reached"), min_value=0, required=False
    )
    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("done_on", timezone.localdate())


class KeyPointFields(forms.Form):
    """What and where a key point is."""

    name = forms.CharField(label=_("Name of the place"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=KeyPoint.Kind)
    area = AreaField()
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=NO_UNIT
    )
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].narrow(user, "key_point.create")
        self.fields["unit"].queryset = units_in(user, None)

    def facts(self) -> key_points.Facts:
        """What the action takes."""
        names = KeyPointFields.base_fields
        return key_points.Facts(**{name: self.cleaned_data[name] for name in names})


class KeyPointForm(KeyPointFields, OnceForm):
    """A new key point."""


class KeyPointEditForm(KeyPointFields, VersionedForm):
    """Set right."""


class EquipmentForm(OnceForm):
    """There is an alarm or there are cameras."""

    kind = forms.ModelChoiceField(
        label=_("Kind"),
        queryset=EquipmentKind.objects.filter(is_active=True),
        empty_label=_("Choose"),
    )
    camera_count = forms.IntegerField(
        label=_("Number of cameras"), min_value=1, max_value=9999, required=False
    )
    covers = forms.CharField(label=_("What it covers"), max_length=200, required=False)
    since_on = forms.DateField(label=_("In place since"), widget=date_input())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since_on", timezone.localdate())


class EquipmentTestForm(VersionedForm):
    """It was tried out."""

    works = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", _("it works")), ("no", _("it failed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What was found"), max_length=300, required=False)
    tested_on = forms.DateField(label=_("Tested on"), widget=date_input())
    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("tested_on", timezone.localdate())


class EquipmentKindFields(forms.Form):
    """What a kind of equipment means."""

    name = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    cycle_days = forms.IntegerField(
        label=_("Tested every … days"), min_value=1, max_value=366
    )
    retest_days = forms.IntegerField(
        label=_("After a failed test again within … days"), min_value=1, max_value=90
    )
    has_cameras = forms.BooleanField(label=_("Is video coverage"), required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class EquipmentKindForm(EquipmentKindFields, OnceForm):
    """A kind the office adds."""

    code = forms.CharField(
        label=pgettext_lazy("identifier", "Code"),
        max_length=20,
        help_text=_("Small letters, digits and underscores, beginning with a letter."),
    )
    field_order = ["name", "name_en", "code"]


class EquipmentKindEditForm(EquipmentKindFields, VersionedForm):
    """A kind set right; its code stays."""
