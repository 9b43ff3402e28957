"""Forms of the imports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station import policy
from station.models import Area
from station.workbook import MESSAGES, MOST_BYTES


def stations_of(user) -> list[Area]:
    """The stations whose register this person may fill, at least in part."""
    scope = policy.scope(user, "register_import.create")
    stations = Area.objects.filter(kind=Area.Kind.STATION, is_active=True)
    if scope.everything:
        return list(stations.in_tree_order())
    paths = Area.objects.filter(pk__in=scope.area_ids).values_list("path", flat=True)
    known = set(paths)
    return [
        station
        for station in stations.in_tree_order()
        if any(path.startswith(station.path) for path in known)
    ]


class UploadForm(forms.Form):
    """One workbook, and for whom."""

    file = forms.FileField(
        label=_("Put the workbook here or choose it"),
        error_messages={"required": _("Choose a file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    station = forms.ModelChoiceField(
        label=_("Police station"), queryset=Area.objects.none(), empty_label=None
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        stations = stations_of(user)
        field = self.fields["station"]
        field.queryset = Area.objects.filter(pk__in=[area.pk for area in stations])
        if len(stations) == 1:
            field.widget = forms.HiddenInput()
            field.initial = stations[0].pk

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(MESSAGES["too_big"], code="too_big")
        return file


class DecisionForm(forms.Form):
    """Why a suggestion was accepted or rejected."""

    note = forms.CharField(
        label=_("Remark"),
        max_length=200,
        required=False,
        help_text=_("How you know: asked at the door, saw the card …"),
    )
