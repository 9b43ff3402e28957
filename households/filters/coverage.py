"""What the page of coverage can be asked: by whom, of which kind, against which goal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households import visit_coverage
from households.models import Campaign, HouseholdKind

PLACE, OFFICER = "place", "officer"


class CoverageForm(forms.Form):
    """Read from the address; a wrong value is as if it were not there."""

    by = forms.ChoiceField(
        label=_("Counted by"),
        choices=[(PLACE, _("place")), (OFFICER, _("officer"))],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind of household"),
        choices=[("", _("All")), *HouseholdKind.choices],
        required=False,
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    goal = forms.IntegerField(
        label=_("Goal in per cent"),
        min_value=1,
        max_value=100,
        required=False,
    )

    def __init__(self, data, *, campaigns) -> None:
        super().__init__(data)
        self.fields["campaign"].queryset = campaigns
        self.is_valid()

    @property
    def chosen_kind(self) -> str:
        return self.cleaned_data.get("kind") or ""

    @property
    def chosen_campaign(self) -> Campaign | None:
        return self.cleaned_data.get("campaign")

    @property
    def is_by_officer(self) -> bool:
        return self.cleaned_data.get("by") == OFFICER

    @property
    def chosen_goal(self) -> int | None:
        """What was asked for or the campaign wants; without either each place's own."""
        campaign = self.chosen_campaign
        return self.cleaned_data.get("goal") or (campaign and campaign.goal_percent)

    def lines(self, user, *, on) -> list[visit_coverage.Line]:
        """What was asked for, within the person's scope."""
        found = (
            visit_coverage.by_officer if self.is_by_officer else visit_coverage.by_place
        )
        return found(
            user,
            on=on,
            kind=self.chosen_kind,
            campaign=self.chosen_campaign,
            goal=self.chosen_goal,
        )
