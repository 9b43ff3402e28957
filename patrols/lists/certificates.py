"""The list of certificates of service."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.places import WordsFilter
from patrols import hours
from patrols.filters.places import PatrolPlaceFilter
from patrols.models import ServiceCertificate
from station.lists import ListColumn, ListKind
from station.places import name_of

STATES = [("valid", _("Valid")), ("void", _("void"))]


class CertificateListFilterSet(django_filters.FilterSet):
    """By name or number, by place, and whether it holds."""

    search = WordsFilter(label=_("Name"), field_name="name", lookup_expr="contains")
    area = PatrolPlaceFilter(permission="certificate.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )

    class Meta:
        model = ServiceCertificate
        fields = ["search", "area", "state"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(voided_at__isnull=value == "valid")


CERTIFICATES = ListKind(
    key="patrols.servicecertificate",
    label=_("Certificates of service"),
    icon="certificate",
    model=ServiceCertificate,
    permission="certificate.view",
    url_name="patrols:certificate_list",
    filterset=CertificateListFilterSet,
    prepare=lambda rows: rows.for_list().select_related(
        "area__parent", "volunteer", "issued_by"
    ),
    orders={
        "-issued": ("-issued_at", "-pk"),
        "issued": ("issued_at", "pk"),
    },
    columns=(
        ListColumn("number", _("Number"), lambda row: row.number, is_fixed=True),
        ListColumn("name", _("Full name"), lambda row: row.name),
        ListColumn("from", _("From"), lambda row: row.from_on),
        ListColumn("until", _("Until"), lambda row: row.until_on),
        ListColumn("patrols", _("Times"), lambda row: row.patrols),
        ListColumn("hours", _("Hours served"), lambda row: hours.in_hours(row.minutes)),
        ListColumn("issued", _("Issued on"), lambda row: row.issued_at),
        ListColumn(
            "state", _("State"), lambda row: STATES[row.voided_at is not None][1]
        ),
        ListColumn("area", _("Area"), lambda row: name_of(row.area), is_default=False),
        ListColumn(
            "by",
            pgettext_lazy("certificate", "Issued by"),
            lambda row: row.issued_by.name,
            is_default=False,
        ),
    ),
    export_permission="certificate.export",
    export_name="patrols:certificate_export",
    file_name="service-certificates",
)
