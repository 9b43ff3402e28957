"""The list of fraud cases: newest first, and never a victim in it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions import cases as actions
from antifraud.filters.cases import CaseListFilterSet
from antifraud.forms.cases import owners_for
from antifraud.models import FraudCase
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.lists import ListColumn, ListKind
from station.models import Area, User
from station.registry import registry


def _sum(value):
    """Whole yuan as a whole number, on the page and in the workbook."""
    return int(value) if value == int(value) else float(value)


CASES = ListKind(
    key="antifraud.fraudcase",
    label=_("Fraud cases"),
    icon="alert-triangle",
    model=FraudCase,
    permission="fraud_case.view",
    url_name="antifraud:case_list",
    filterset=CaseListFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={
        "-happened": ("-happened_at", "-pk"),
        "happened": ("happened_at", "pk"),
        "loss": ("-loss", "-pk"),
        "-loss": ("loss", "pk"),
    },
    columns=(
        ListColumn(
            "type", _("Scam type"), lambda row: str(row.scam_type), is_fixed=True
        ),
        ListColumn("number", _("Number"), lambda row: row.number, on_page=False),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn(
            "group", _("Group of the victim"), lambda row: str(row.get_group_display())
        ),
        ListColumn(
            "age",
            _("Age of the victim"),
            lambda row: str(row.get_age_band_display()),
            is_default=False,
        ),
        ListColumn(
            "channel",
            _("Channel"),
            lambda row: str(row.get_channel_display()),
            is_default=False,
        ),
        ListColumn(
            "outcome", _("Stopped or not"), lambda row: str(row.get_outcome_display())
        ),
        ListColumn("loss", _("Loss (yuan)"), lambda row: _sum(row.loss)),
        ListColumn(
            "stopped",
            _("Stopped or returned (yuan)"),
            lambda row: _sum(row.stopped),
            is_default=False,
        ),
        ListColumn(
            "happened",
            pgettext_lazy("fraud case", "Happened"),
            lambda row: row.happened_at,
        ),
        ListColumn(
            "reported",
            pgettext_lazy("fraud case", "Reported"),
            lambda row: row.reported_at,
            is_default=False,
        ),
        ListColumn(
            "source",
            _("Known from"),
            lambda row: str(row.get_source_display()),
            is_default=False,
        ),
        ListColumn(
            "source_number",
            _("Number there"),
            lambda row: row.source_number,
            on_page=False,
        ),
        ListColumn("status", _("State"), lambda row: str(row.get_status_display())),
        ListColumn(
            "owner",
            _("Who sees to it"),
            lambda row: row.owner.name if row.owner else "",
        ),
    ),
    export_permission="fraud_case.export",
    export_name="antifraud:case_export",
    bulk_name="antifraud:case_bulk",
    file_name="fraud-cases",
)


class EndManyForm(BulkForm):
    """Nothing more is to be done for any of them."""

    note = forms.CharField(
        label=_("How it ended"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-sensitive": True}),
    )


class HandOverManyForm(BulkForm):
    """Who serves wherever these happened."""

    to = forms.ModelChoiceField(
        label=_("Who sees to it"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.filter(pk__in=self.rows.values("area"))[:50]
        self.fields["to"].queryset = owners_for(*areas, on=timezone.localdate())


def _end(row, *, data, by, at):
    actions.end(case=row, note=data["note"], version=row.version, by=by, at=at)


def _hand_over(row, *, data, by, at):
    actions.hand_over(case=row, to=data["to"], version=row.version, by=by, at=at)


registry.add_bulk(
    "antifraud.fraudcase",
    BulkAction(
        key="hand_over",
        label=_("Hand over"),
        icon="user-check",
        permission="fraud_case.edit",
        form_class=HandOverManyForm,
        run=_hand_over,
    ),
    BulkAction(
        key="end",
        label=pgettext_lazy("fraud case", "End"),
        icon="circle-check",
        permission="fraud_case.edit",
        form_class=EndManyForm,
        run=_end,
        consequence=_("Contacts with the victims that lie ahead are called off."),
    ),
)
