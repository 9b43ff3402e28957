"""What disputes bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from disputes import about, search  # noqa: F401
from disputes.demo import disputes as dispute_demo
from disputes.lists.disputes import DISPUTES
from disputes.notices import disputes as notices
from disputes.panels import (
    agreements,  # noqa: F401
    closing,  # noqa: F401
    intake,  # noqa: F401
    joint,  # noqa: F401
    law,  # noqa: F401
    mediators,  # noqa: F401
    papers,  # noqa: F401
    reconciliations,  # noqa: F401
    screening,  # noqa: F401
)
from disputes.panels import household as household_panel
from disputes.panels import metrics as metric_panels  # noqa: F401
from disputes.panels import warnings as warning_panel  # noqa: F401
from station.registry import (
    Conversion,
    LegalDefault,
    NavItem,
    OriginFacts,
    Panel,
    Subject,
    registry,
)


def describe(dispute) -> OriginFacts:
    """The place, those in the register, and what it is about."""
    parties = dispute.parties.exclude(resident=None).select_related("resident")
    return OriginFacts(
        area=dispute.area,
        household=dispute.household,
        residents=tuple(party.resident for party in parties),
        text=dispute.summary,
    )


registry.add_list(DISPUTES)
registry.add_search(*search.KINDS)
registry.add_demo("disputes", dispute_demo.make, order=50)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("disputes", notices.owed)
registry.add_subject("disputes.dispute", Subject(_("Dispute"), "scale", describe))
registry.add_conversions(
    Conversion(
        key="dispute",
        label=_("Report a dispute"),
        icon="scale",
        url_name="disputes:create",
        permission="dispute.create",
        origins=frozenset(
            {
                "households.visit",
                "households.message",
                "households.followup",
                "households.inspection",
                "households.hazard",
                "station.callrecord",
            }
        ),
        order=10,
    )
)
registry.add_legal(
    LegalDefault(
        code="dispute.take_up",
        title_zh="矛盾纠纷受理时限",
        title_en="Taking up a dispute",
        value=3,
        unit="working_day",
        article="公安机关治安调解工作规范",
        source="公通字〔2007〕81号",
        mark="S",
    ),
    LegalDefault(
        code="dispute.close",
        title_zh="纠纷结案期限（履行与回访）",
        title_en="Closing a dispute after its mediation",
        value=3,
        unit="month",
        article="—",
        source="本所",
        mark="O",
    ),
    LegalDefault(
        code="dispute.mediate",
        title_zh="人民调解期限",
        title_en="Time for people's mediation",
        value=1,
        unit="month",
        article="人民调解工作若干规定第三十三条",
        source="司法部令第75号",
        mark="S",
    ),
)
registry.add_panel(
    "household",
    Panel(
        key="disputes",
        template="disputes/_household_panel.html",
        context=household_panel.of_household,
        order=60,
    ),
)
registry.add_event_labels(
    dispute__reported=_("Dispute reported"),
    dispute__taken_up=_("Dispute taken up"),
    dispute__party_added=_("Party added"),
    dispute__party_removed=_("Party removed"),
    dispute__settled=_("Dispute settled"),
    dispute__failed=_("Mediation failed"),
    dispute__ended=_("Dispute ended"),
    dispute__reopened=_("Dispute taken up again"),
)
registry.add_nav(
    NavItem(
        key="disputes",
        label=_("Disputes"),
        icon="scale",
        url_name="disputes:list",
        permission="dispute.view",
        order=35,
    ),
    NavItem(
        key="dispute_new",
        label=_("Report a dispute"),
        icon="scale",
        url_name="disputes:create",
        permission="dispute.create",
        order=30,
        place="add",
    ),
)
