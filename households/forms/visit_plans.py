"""Forms of visit rules, campaigns, crop seasons and questions about visits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.actions import campaigns, rules
from households.models import Advice, Campaign, HouseholdKind, VisitRule
from households.models.visit import MONTH_DAY
from households.workflow.rounds import QuestionState
from station import policy
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area

DAY_HINT = _("Month and day, such as 11-15.")


def areas_for(user, permission: str):
    """Where this person may set something."""
    scope = policy.scope(user, permission)
    areas = Area.objects.filter(is_active=True)
    if not scope.everything:
        areas = areas.filter(pk__in=scope.area_ids)
    return areas.in_tree_order()


def month_day(label, **options) -> forms.CharField:
    """A day that comes every year."""
    return forms.CharField(
        label=label,
        max_length=5,
        validators=[MONTH_DAY],
        help_text=DAY_HINT,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "11-15"}),
        **options,
    )


def many(label, choices, **options) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


class RuleForm(OnceForm):
    """How often, whom, since when."""

    area = forms.ModelChoiceField(
        label=_("Holds in"), queryset=None, empty_label=_("Choose")
    )
    kind = forms.ChoiceField(label=_("Kind of household"), choices=HouseholdKind)
    every_days = forms.IntegerField(
        label=_("At least every … days"), min_value=1, max_value=1100
    )
    who = forms.ChoiceField(
        label=_("Who goes"), choices=VisitRule.Who, initial="either"
    )
    from_on = forms.DateField(
        label=_("Valid from"),
        widget=date_input(),
        help_text=_("Who was not visited yet is due so many days after this day."),
    )
    until_on = forms.DateField(
        label=_("Valid until"), widget=date_input(), required=False
    )
    season_from = month_day(_("Each year from"), required=False)
    season_until = month_day(_("Each year until"), required=False)
    source = forms.CharField(
        label=_("Where the rule comes from"), max_length=200, required=False
    )
    folded = ("until_on", "season_from", "season_until", "source")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            self.fields["area"].queryset = areas_for(user, "visit_rule.create")

    def terms(self) -> rules.Terms:
        data = self.cleaned_data
        return rules.Terms(
            **{name: data[name] for name in rules.Terms.__dataclass_fields__}
        )


class RuleEditForm(RuleForm):
    """The same rule, at the same place."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    area = None


class EndForm(VersionedForm):
    """The last day of a rule."""

    on = forms.DateField(label=_("Last day"), widget=date_input())


class CampaignForm(OnceForm):
    """Whom to see, until when, and what to talk about."""

    name = forms.CharField(label=_("Name of the campaign"), max_length=80)
    theme = forms.ChoiceField(label=_("Kind of campaign"), choices=Campaign.Theme)
    area = forms.ModelChoiceField(
        label=_("Holds in"), queryset=None, empty_label=_("Choose")
    )
    from_on = forms.DateField(label=_("From"), widget=date_input())
    until_on = forms.DateField(label=_("Until"), widget=date_input())
    kinds = many(_("Kinds of household"), HouseholdKind, initial=["ordinary"])
    goal_percent = forms.IntegerField(
        label=_("Goal: per cent of these households"),
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("A second visit at the same door does not bring it nearer."),
    )
    topics = forms.CharField(
        label=_("What to talk about"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    advice = many(_("Safety advice to give"), Advice, required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            self.fields["area"].queryset = areas_for(user, "campaign.create")

    def brief(self) -> campaigns.Brief:
        data = self.cleaned_data
        return campaigns.Brief(
            **{name: data[name] for name in campaigns.Brief.__dataclass_fields__}
        )


class CampaignEditForm(CampaignForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    area = None


class SeasonForm(OnceForm):
    """A crop, its days, and what to advise then."""

    area = forms.ModelChoiceField(
        label=_("Holds in"), queryset=None, empty_label=_("Choose")
    )
    crop = forms.CharField(label=_("Crop and work"), max_length=60)
    from_day = month_day(_("Each year from"))
    until_day = month_day(_("Each year until"))
    advice_zh = forms.CharField(
        label=_("Advice in Chinese"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    advice_en = forms.CharField(
        label=_("Advice in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    advice = many(_("Safety advice to give"), Advice, required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            self.fields["area"].queryset = areas_for(user, "crop_season.create")

    def season(self) -> campaigns.Season:
        data = self.cleaned_data
        return campaigns.Season(
            **{name: data[name] for name in campaigns.Season.__dataclass_fields__}
        )


class SeasonEditForm(SeasonForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    area = None


class AnswerForm(VersionedForm):
    """How it came about."""

    text = forms.CharField(
        label=_("How it came about"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-sensitive": True}),
    )


class DecideFields(forms.Form):
    """Explained, or confirmed wrong."""

    state = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (QuestionState.EXPLAINED, QuestionState.EXPLAINED.label),
            (QuestionState.WRONG, QuestionState.WRONG.label),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-sensitive": True}),
    )


class DecideForm(DecideFields, VersionedForm):
    """The decision about one question."""
