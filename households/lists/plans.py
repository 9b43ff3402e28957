"""The lists of rounds, visit rules, campaigns, crop seasons and questions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households import question_words
from households.actions import rules, visit_questions
from households.filters.rounds import RoundFilterSet
from households.filters.visit_plans import (
    CampaignFilterSet,
    CropSeasonFilterSet,
    VisitRuleFilterSet,
)
from households.filters.visit_questions import VisitQuestionFilterSet
from households.forms.visit_plans import DecideFields
from households.lists.round_bulk import PRINT_ROUNDS
from households.models import (
    Advice,
    Campaign,
    CropSeason,
    HouseholdKind,
    Round,
    VisitQuestion,
    VisitRule,
)
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.forms.once import date_input
from station.lists import ListColumn, ListKind
from station.registry import registry


def _words(codes, choices) -> str:
    """Codes in words, one after the other."""
    return str(_(", ")).join(str(choices(code).label) for code in codes)


def _stage(row) -> str:
    """Whether a campaign runs on this day."""
    return str(row.stage(on=timezone.localdate()).label)


ROUNDS = ListKind(
    key="households.round",
    label=_("Rounds"),
    icon="route",
    model=Round,
    permission="round.view",
    url_name="households:round_list",
    filterset=RoundFilterSet,
    prepare=lambda rows: rows.for_list().with_progress(),
    orders={"-on": ("-on", "-pk"), "on": ("on", "pk")},
    columns=(
        ListColumn("on", _("Day"), lambda row: row.on, is_fixed=True),
        ListColumn("who", _("Who goes"), lambda row: row.officer.name, is_fixed=True),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("state", _("State"), lambda row: row.get_state_display()),
        ListColumn("doors", _("Doors"), lambda row: row.doors),
        ListColumn("done", pgettext_lazy("doors", "Visited"), lambda row: row.done),
        ListColumn("skipped", _("Passed"), lambda row: row.skipped),
    ),
    export_permission="round.export",
    export_name="households:round_export",
    bulk_name="households:round_bulk",
    file_name="rounds",
)
RULES = ListKind(
    key="households.visitrule",
    label=_("Visit rules"),
    icon="calendar-due",
    model=VisitRule,
    permission="visit_rule.view",
    url_name="households:visit_rule_list",
    filterset=VisitRuleFilterSet,
    defaults={"state": "current"},
    prepare=lambda rows: rows.for_list(),
    orders={
        "kind": ("kind", "every_days", "pk"),
        "days": ("every_days", "pk"),
        "-days": ("-every_days", "-pk"),
        "from": ("from_on", "pk"),
        "-from": ("-from_on", "-pk"),
    },
    columns=(
        ListColumn(
            "kind",
            _("Kind of household"),
            lambda row: row.get_kind_display(),
            is_fixed=True,
        ),
        ListColumn("days", _("Every … days"), lambda row: row.every_days),
        ListColumn("area", _("Holds in"), lambda row: row.area.name),
        ListColumn("from", _("Valid from"), lambda row: row.from_on),
        ListColumn("until", _("Valid until"), lambda row: row.until_on),
        ListColumn("season", _("Season"), lambda row: row.season),
        ListColumn("who", _("Who goes"), lambda row: row.get_who_display()),
        ListColumn("source", _("Source"), lambda row: row.source),
    ),
    export_permission="visit_rule.export",
    export_name="households:visit_rule_export",
    bulk_name="households:visit_rule_bulk",
    file_name="visit-rules",
)
CAMPAIGNS = ListKind(
    key="households.campaign",
    label=_("Campaigns"),
    icon="speakerphone",
    model=Campaign,
    permission="campaign.view",
    url_name="households:campaign_list",
    filterset=CampaignFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={
        "-until": ("-until_on", "-pk"),
        "until": ("until_on", "pk"),
        "from": ("from_on", "pk"),
        "-from": ("-from_on", "-pk"),
    },
    columns=(
        ListColumn(
            "name", _("Name of the campaign"), lambda row: row.name, is_fixed=True
        ),
        ListColumn(
            "theme",
            _("Kind of campaign"),
            lambda row: row.get_theme_display(),
            on_page=False,
        ),
        ListColumn("area", _("Holds in"), lambda row: row.area.name),
        ListColumn("from", _("From"), lambda row: row.from_on),
        ListColumn("until", _("Until"), lambda row: row.until_on),
        ListColumn("goal", _("Goal"), lambda row: row.goal_percent),
        ListColumn(
            "kinds",
            _("Kinds of household"),
            lambda row: _words(row.kinds, HouseholdKind),
            on_page=False,
        ),
        ListColumn("state", _("State"), _stage),
    ),
    export_permission="campaign.export",
    export_name="households:campaign_export",
    file_name="campaigns",
)
SEASONS = ListKind(
    key="households.cropseason",
    label=_("Crop seasons"),
    icon="leaf",
    model=CropSeason,
    permission="crop_season.view",
    url_name="households:crop_season_list",
    filterset=CropSeasonFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={
        "season": ("from_day", "pk"),
        "-season": ("-from_day", "-pk"),
        "crop": ("crop", "pk"),
        "-crop": ("-crop", "-pk"),
    },
    columns=(
        ListColumn("crop", _("Crop and work"), lambda row: row.crop, is_fixed=True),
        ListColumn(
            "season", _("Season"), lambda row: f"{row.from_day} – {row.until_day}"
        ),
        ListColumn("area", _("Holds in"), lambda row: row.area.name),
        ListColumn("advice", _("Advice"), lambda row: row.advice_text),
        ListColumn(
            "topics",
            _("Safety advice to give"),
            lambda row: _words(row.advice, Advice),
            on_page=False,
        ),
    ),
    export_permission="crop_season.export",
    export_name="households:crop_season_export",
    file_name="crop-seasons",
)
QUESTIONS = ListKind(
    key="households.visitquestion",
    label=_("Questions about visits"),
    icon="help-circle",
    model=VisitQuestion,
    permission="visit_question.view",
    url_name="households:visit_question_list",
    filterset=VisitQuestionFilterSet,
    prepare=lambda rows: rows.for_list().defer("answer", "decision"),
    orders={"-when": ("-happened_at", "-pk"), "when": ("happened_at", "pk")},
    columns=(
        ListColumn("what", _("What struck"), question_words.struck, is_fixed=True),
        ListColumn("when", _("When"), lambda row: row.happened_at),
        ListColumn("who", _("Who is asked"), lambda row: row.officer.name),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("visits", _("Visits"), lambda row: row.visit_count),
        ListColumn("state", _("State"), lambda row: row.get_state_display()),
    ),
    export_permission="visit_question.export",
    export_name="households:visit_question_export",
    bulk_name="households:visit_question_bulk",
    file_name="visit-questions",
)
registry.add_list(ROUNDS, RULES, CAMPAIGNS, SEASONS, QUESTIONS)


class EndRulesForm(BulkForm):
    """The last day of all of them."""

    on = forms.DateField(
        label=_("Last day"), widget=date_input(), initial=timezone.localdate
    )


class DecideManyForm(DecideFields, BulkForm):
    """One answer where one cause explains them all, such as a wrong clock."""


def _end_rule(row, *, data, by, at):
    rules.end(rule=row, on=data["on"], version=row.version, by=by, at=at)


def _decide(row, *, data, by, at):
    visit_questions.decide(
        question=row, state=data["state"], words=data["words"], by=by, at=at
    )


registry.add_bulk("households.round", PRINT_ROUNDS)
registry.add_bulk(
    "households.visitrule",
    BulkAction(
        key="end",
        label=_("End it"),
        icon="archive",
        permission="visit_rule.edit",
        form_class=EndRulesForm,
        run=_end_rule,
        consequence=_("The due days of the households follow within minutes."),
        danger=True,
    ),
)
registry.add_bulk(
    "households.visitquestion",
    BulkAction(
        key="decide",
        label=_("Settle"),
        icon="check",
        permission="visit_question.decide",
        form_class=DecideManyForm,
        run=_decide,
        consequence=_("The officers are told."),
    ),
)
