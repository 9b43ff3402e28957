"""Forms of the door plates, their batches and sizes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import PlateBatch, PlateEnd, PlateSize
from station import policy
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area

WITH_PLATES = (Area.Kind.STATION, Area.Kind.COMMUNITY, Area.Kind.GRID)


def places_for(user):
    """Where this person may have plates made."""
    scope = policy.scope(user, "door_plate.create")
    areas = Area.objects.filter(kind__in=WITH_PLATES, is_active=True)
    return areas.filter(pk__in=scope.area_ids).in_tree_order()


class SizeField(forms.ModelChoiceField):
    """One of the sizes in use, as big buttons."""

    def __init__(self, **options):
        options = {"label": _("Size"), "empty_label": None, **options}
        super().__init__(
            queryset=PlateSize.objects.filter(is_active=True),
            widget=forms.RadioSelect,
            **options,
        )


class BatchForm(OnceForm):
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=_("Choose")
    )
    choice = forms.ChoiceField(
        label=_("Which doors"),
        choices=[
            (code, label)
            for code, label in PlateBatch.Choice.choices
            if code != PlateBatch.Choice.CHOSEN
        ],
        initial=PlateBatch.Choice.MISSING,
        widget=forms.RadioSelect,
    )
    size = SizeField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = places_for(user)


class ChosenBatchForm(OnceForm):
    """For doors that were picked on a list."""

    size = SizeField()


class PlateEndForm(VersionedForm):
    kind = forms.ChoiceField(label=_("Why"), choices=PlateEnd, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Remark"), max_length=200, required=False)


class PlateReplaceForm(PlateEndForm):
    """As long as there is a door."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (code, label)
            for code, label in PlateEnd.choices
            if code != PlateEnd.DEMOLISHED
        ]


class MountedForm(VersionedForm):
    on = forms.DateField(label=_("Put up on"), widget=date_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class BatchMountedForm(OnceForm):
    on = forms.DateField(label=_("Put up on"), widget=date_input())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class PlateSizeForm(VersionedForm):
    name = forms.CharField(label=_("Name of the size"), max_length=60)
    width_mm = forms.IntegerField(label=_("Width (mm)"), min_value=30, max_value=600)
    height_mm = forms.IntegerField(label=_("Height (mm)"), min_value=20, max_value=600)
    is_on_sheets = forms.BooleanField(
        label=_("Cut from A4 sheets"),
        required=False,
        help_text=_("Otherwise each plate is a page of its own."),
    )
    position = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
