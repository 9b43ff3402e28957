"""Forms of guides and service hours, for the chief."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.actions.guides import TEXTS
from households.actions.service_hours import Hours
from households.models import ServiceDay, ServiceGuide, ServiceHours, Weekday
from households.workflow.services import ServiceKind
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area


class RulesFields(forms.Form):
    """How a matter can be done, and within which time."""

    offers = forms.MultipleChoiceField(
        label=_("How it can be done"),
        choices=ServiceKind,
        widget=forms.CheckboxSelectMultiple,
        initial=[ServiceKind.APPOINTMENT],
    )
    working_days = forms.IntegerField(
        label=_("Working days until it is done"), min_value=1, max_value=90, initial=3
    )
    reopen_days = forms.IntegerField(
        label=_("Days in which the resident may open it again"),
        min_value=0,
        max_value=365,
        initial=15,
    )
    order = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=999, initial=100
    )
    is_active = forms.BooleanField(label=_("Offered"), required=False, initial=True)


class MatterForm(RulesFields, OnceForm):
    """A new matter: its title and the address of its page."""

    title = forms.CharField(label=_("Title"), max_length=80)
    title_en = forms.CharField(
        label=_("Title (English)"), max_length=200, required=False
    )
    slug = forms.SlugField(
        label=_("Address of the page"),
        max_length=60,
        help_text=_("Latin letters and hyphens, such as hukou-transfer."),
    )
    field_order = ["title", "title_en", "slug"]

    def __init__(self, *args, areas=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = areas


class AdoptGuidesForm(OnceForm):
    """Which station takes them over."""

    area = forms.ModelChoiceField(
        label=_("Station"), queryset=Area.objects.none(), empty_label=None
    )

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas


class RulesForm(RulesFields, VersionedForm):
    pass


def _area(field) -> forms.Field:
    form_field = field.formfield()
    if isinstance(form_field.widget, forms.Textarea):
        form_field.widget.attrs["rows"] = 4
    return form_field


class GuideForm(VersionedForm):
    """The text of a draft: Chinese first, English where somebody needs it."""

    folded = tuple(name for name in TEXTS if name.endswith("_en"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = _area(ServiceGuide._meta.get_field(name))

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


def _clock(label, **options) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


class HoursForm(VersionedForm):
    """A window of the week."""

    area = forms.ModelChoiceField(label=_("Where"), queryset=None, empty_label=None)
    weekday = forms.TypedChoiceField(
        label=_("Weekday"), choices=Weekday.choices, coerce=int
    )
    opens = _clock(_("Opens at"))
    closes = _clock(_("Closes at"))
    slot_minutes = forms.IntegerField(
        label=_("Minutes each"), min_value=5, max_value=480, initial=30
    )
    capacity = forms.IntegerField(
        label=_("People at once"), min_value=1, max_value=50, initial=1
    )
    is_outside = forms.BooleanField(label=_("Outside office hours"), required=False)

    def __init__(self, *args, areas, window: ServiceHours | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["version"].required = False
        if window is not None:
            del self.fields["area"]

    def hours(self) -> Hours:
        data = self.cleaned_data
        names = Hours.__dataclass_fields__
        return Hours(**{name: data[name] for name in names})


class DayForm(OnceForm):
    """A day that differs, and why."""

    area = forms.ModelChoiceField(label=_("Where"), queryset=None, empty_label=None)
    day = forms.DateField(label=_("Day"), widget=date_input())
    is_open = forms.TypedChoiceField(
        label=_("On this day"),
        choices=[("", _("no service")), ("1", _("open at an extra time"))],
        coerce=bool,
        required=False,
        empty_value=False,
    )
    opens = _clock(_("Opens at"), required=False)
    closes = _clock(_("Closes at"), required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=ServiceDay._meta.get_field("reason").max_length
    )

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
