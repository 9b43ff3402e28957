"""What the register, the visits and their follow-ups bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from households import (
    about,  # noqa: F401
    closings,  # noqa: F401
    search,
    search_records,
    subjects,
)
from households.closings import care as care_closings  # noqa: F401
from households.closings import inspections as inspection_closings  # noqa: F401
from households.demo import care as care_demo
from households.demo import history as history_demo
from households.demo import inbox as inbox_demo
from households.demo import inspections as inspections_demo
from households.demo import liaison as liaison_demo
from households.demo import plates as plates_demo
from households.demo import register as register_demo
from households.demo import services as services_demo
from households.demo import visit_plans as plans_demo
from households.lists import household_bulk as bulk  # noqa: F401
from households.lists import register as lists  # noqa: F401
from households.notices import follow_ups as follow_up_notices
from households.notices import imports as import_notices
from households.notices import visits as visit_notices
from households.panels import boards as board_panels  # noqa: F401
from households.panels import cards as card_panel
from households.panels import care as care_panels  # noqa: F401
from households.panels import inspections as inspection_panels  # noqa: F401
from households.panels import maps as map_panels  # noqa: F401
from households.panels import messages as message_panels  # noqa: F401
from households.panels import metrics as metric_panels  # noqa: F401
from households.panels import offline as offline_panels  # noqa: F401
from households.panels import plates as plate_panels  # noqa: F401
from households.panels import rounds as round_panels  # noqa: F401
from households.panels import services as service_panels  # noqa: F401
from households.sheets import units as unit_sheets  # noqa: F401
from station.registry import Conversion, NavItem, NavSection, Panel, registry

registry.add_demo("register", register_demo.make)
registry.add_demo("history", history_demo.make)
registry.add_demo("visit_plans", plans_demo.make)
registry.add_demo("plates", plates_demo.make)
registry.add_demo("inbox", inbox_demo.make)
registry.add_demo("inspections", inspections_demo.make)
registry.add_demo("services", services_demo.make)
registry.add_demo("care", care_demo.make)
registry.add_demo("liaison", liaison_demo.make)

registry.add_sections(
    NavSection("visits", _("Visits and follow-ups"), 10),
    NavSection("services", _("Services to the public"), 20),
    NavSection("inspect", _("Inspections"), 30),
    NavSection("care", _("Care and liaison"), 40),
    NavSection("cards", _("Cards and plates"), 50),
    NavSection("register", _("Register and territory"), 60),
)
for label, subject in subjects.SUBJECTS.items():
    registry.add_subject(label, subject)

registry.add_reminder_kinds(*follow_up_notices.KINDS)
registry.add_worklist("follow_ups", follow_up_notices.owed)
registry.add_conversions(
    Conversion(
        key="follow_up",
        label=_("Promise a follow-up"),
        icon="calendar-event",
        url_name="households:follow_up_from",
        permission="follow_up.create",
        origins=frozenset(
            {
                "households.visit",
                "households.followup",
                "households.inspection",
                "households.hazard",
                "households.careplan",
            }
        ),
        order=90,
    )
)
registry.add_event_labels(
    follow_up__created=_("Follow-up promised"),
    follow_up__moved=_("Follow-up moved"),
    follow_up__done=_("Follow-up done"),
    follow_up__cancelled=_("Follow-up cancelled"),
    follow_up__reassigned=_("Follow-up handed to somebody else"),
    follow_up__reopened=_("Follow-up taken up again"),
)
registry.add_nav(
    NavItem(
        key="follow_ups",
        label=_("Follow-ups"),
        icon="calendar-event",
        url_name="households:follow_up_list",
        permission="follow_up.view",
        order=40,
        section="visits",
    )
)
registry.add_nav(
    NavItem(
        key="cards",
        label=_("Contact cards"),
        icon="id",
        url_name="households:card_list",
        permission="contact_card.view",
        order=50,
        section="cards",
    ),
    NavItem(
        key="add_card",
        label=_("Issue a card"),
        icon="id",
        url_name="households:card_issue",
        permission="contact_card.create",
        order=50,
        place="add",
    ),
)
registry.add_event_labels(
    card__issued=_("Contact card issued"),
    card__replaced=_("Contact card replaced"),
    card__revoked=_("Contact card revoked"),
    card__handed_over=_("Contact card handed over"),
)
registry.add_reminder(
    import_notices.FINISHED, import_notices.notices, label=import_notices.LABEL
)
registry.add_worklist("register_imports", import_notices.owed)
registry.add_event_labels(**import_notices.EVENT_LABELS)
registry.add_nav(
    NavItem(
        key="imports",
        label=_("Import"),
        icon="file-import",
        url_name="households:import_list",
        permission="register_import.view",
        order=60,
        section="register",
    )
)
registry.add_panel(
    "household",
    Panel(
        key="cards",
        template="households/_card_panel.html",
        context=card_panel.of_household,
        order=30,
    ),
)
registry.add_worklist("visits", visit_notices.owed)
registry.add_search(search.RESIDENTS, search.HOUSEHOLDS, search.UNITS)
registry.add_search(*search_records.KINDS)
registry.add_nav(
    NavItem(
        key="households",
        label=_("Visiting"),
        icon="walk",
        url_name="households:list",
        permission="household.view",
        order=20,
        on_phone=True,
    ),
    NavItem(
        key="visits",
        label=_("Visit records"),
        icon="clipboard-list",
        url_name="households:visit_list",
        permission="visit.view",
        order=25,
        section="visits",
    ),
    NavItem(
        key="visit_new",
        label=_("Record a visit"),
        icon="walk",
        url_name="households:visit_pick",
        permission="visit.create",
        order=10,
        place="add",
    ),
    NavItem(
        key="household_new",
        label=_("New household"),
        icon="home-plus",
        url_name="households:create",
        permission="household.create",
        order=40,
        place="add",
    ),
    NavItem(
        key="unit_new",
        label=_("New unit"),
        icon="building-store",
        url_name="households:unit_create",
        permission="unit.create",
        order=50,
        place="add",
    ),
)
registry.add_event_labels(
    visit__recorded=_("Visit recorded"),
    visit__drafted=_("Visit written down, to be confirmed"),
    visit__confirmed=_("Visit confirmed"),
    visit__returned=_("Draft sent back"),
    visit__edited=_("Visit edited"),
    visit__corrected=_("Visit corrected"),
    attachment__added=_("Photos added"),
    household__created=_("Household added"),
    household__edited=_("Household edited"),
    household__left=_("Household moved away"),
    resident__created=_("Resident added"),
    resident__edited=_("Resident edited"),
    resident__left=_("Resident moved away"),
    resident__moved=_("Resident moved here or away"),
    resident__made_head=_("New head of household"),
    address__created=_("Address added"),
    address__edited=_("Address edited"),
    housing__described=_("Use of the house noted"),
    unit__created=_("Unit added"),
    unit__edited=_("Unit edited"),
    unit__closed=_("Unit closed"),
)
