"""Forms of the kinds of patrol and their checklists."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.forms.visit_plans import month_day
from patrols.workflow.people import Skill
from station.forms.once import VersionedForm

PICTURES = (
    ("walk", _("Walking")),
    ("building-store", _("Market")),
    ("building-community", _("Housing")),
    ("school", pgettext_lazy("picture", "School")),
    ("trees", _("Trees")),
    ("ripple", pgettext_lazy("picture", "Water")),
    ("plant-2", _("Field crop")),
    ("route", pgettext_lazy("picture", "Route")),
    ("shield", _("Shield")),
    ("users-group", pgettext_lazy("picture", "People")),
)


class KindForm(VersionedForm):
    """What it is called, when its season is, what it asks of volunteers."""

    title_zh = forms.CharField(label=_("Chinese name"), max_length=40)
    title_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    from_day = month_day(_("Each year from"), required=False)
    until_day = month_day(_("Each year until"), required=False)
    is_risky = forms.BooleanField(
        label=_("Carries personal risk"),
        required=False,
        help_text=_("Only for volunteers who are insured and fit."),
    )
    skills = forms.MultipleChoiceField(
        label=_("Skills one of each shift has"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    icon = forms.ChoiceField(label=_("Picture"), choices=PICTURES, initial="walk")
    position = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("What is out of use is not planned any more."),
    )


class NewKindForm(KindForm):
    """A new one has a code by which machines know it."""

    code = forms.CharField(
        label=pgettext_lazy("identifier", "Code"),
        max_length=20,
        help_text=_("Small letters, digits and underscores, beginning with a letter."),
    )
    field_order = ["title_zh", "title_en", "code"]


class LineForm(VersionedForm):
    """What is looked at on the way."""

    title_zh = forms.CharField(label=_("Chinese text"), max_length=80)
    title_en = forms.CharField(label=_("English text"), max_length=120, required=False)
    position = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=9999, initial=100
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
