"""What care, liaison, alliances and key points bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from households.lists import care as care_lists
from households.notices import care as care_notices
from households.notices import liaison as liaison_notices
from households.panels import care_plans as care_panel
from households.sheets import care as care_sheet  # noqa: F401
from households.subjects import care as care_subjects
from station.registry import Conversion, NavItem, Panel, registry

for label, subject in care_subjects.SUBJECTS.items():
    registry.add_subject(label, subject)

registry.add_list(*care_lists.LISTS)
for key, action in care_lists.BULK.items():
    registry.add_bulk(key, action)

registry.add_reminder_kinds(*care_notices.KINDS, *liaison_notices.KINDS)
registry.add_worklist("care", care_notices.owed)
registry.add_worklist("care_holidays", care_notices.holidays_owed)
registry.add_worklist("care_missed", care_notices.missed_today)
registry.add_worklist("liaison", liaison_notices.owed)
registry.add_worklist("liaison_items", liaison_notices.items_owed)
registry.add_worklist("joint_actions", liaison_notices.actions_owed)
registry.add_worklist("equipment_tests", liaison_notices.tests_owed)

registry.add_panel(
    "household",
    Panel("care", "households/_care_panel.html", care_panel.of_household, order=20),
)
registry.add_panel(
    "resident",
    Panel("care", "households/_care_panel.html", care_panel.of_resident, order=20),
)
registry.add_panel(
    "unit",
    Panel("alliances", "households/_unit_panel.html", care_panel.of_unit, order=40),
)
registry.add_conversions(
    Conversion(
        key="care_plan",
        label=_("Make a care plan"),
        icon="heart-handshake",
        url_name="households:care_from",
        permission="care_plan.create",
        origins=frozenset(
            {"households.visit", "households.message", "households.followup"}
        ),
        order=60,
    ),
    Conversion(
        key="liaison",
        label=_("Write down a liaison"),
        icon="messages",
        url_name="households:liaison_pick",
        permission="liaison.create",
        origins=frozenset({"households.message", "households.visit"}),
        order=80,
    ),
)
registry.add_nav(
    NavItem(
        key="care",
        label=_("Care"),
        icon="heart-handshake",
        url_name="households:care_list",
        permission="care_plan.view",
        order=42,
        section="care",
    ),
    NavItem(
        key="liaison",
        label=_("Liaison"),
        icon="messages",
        url_name="households:liaison_list",
        permission="liaison.view",
        order=70,
        section="care",
    ),
    NavItem(
        key="alliances",
        label=_("Alliances"),
        icon="hierarchy",
        url_name="households:alliance_list",
        permission="alliance.view",
        order=72,
        section="care",
    ),
    NavItem(
        key="key_points",
        label=_("Key points"),
        icon="shield-check",
        url_name="households:key_point_list",
        permission="key_point.view",
        order=74,
        section="care",
    ),
    NavItem(
        key="care_categories",
        label=_("Kinds of cared-for people"),
        icon="heart-handshake",
        url_name="households:care_category_list",
        permission="care_category.view",
        order=240,
        place="manage",
    ),
    NavItem(
        key="equipment_kinds",
        label=_("Kinds of equipment"),
        icon="shield-check",
        url_name="households:equipment_kind_list",
        permission="equipment_kind.view",
        order=242,
        place="manage",
    ),
)
registry.add_event_labels(
    care__created=_("Care plan made"),
    care__edited=_("Care plan edited"),
    care__assigned=_("Care handed to somebody else"),
    care__paused=_("Care paused"),
    care__resumed=_("Care taken up again"),
    care__ended=_("Care ended"),
    care__reviewed=_("Care plan reviewed"),
    care__contacted=_("Was in touch"),
    care__helper_added=_("Person to call added"),
    care__helper_removed=_("Person to call taken out"),
    care__erased=_("Care plan erased"),
    care__holiday_planned=_("Holiday visits planned"),
    consent__given=_("Guardian agreed"),
    consent__withdrawn=_("Guardian withdrew the consent"),
    carecategory__created=_("Kind added"),
    carecategory__edited=_("Kind edited"),
    equipmentkind__created=_("Kind added"),
    equipmentkind__edited=_("Kind edited"),
    liaison__contact_created=_("Liaison contact added"),
    liaison__contact_edited=_("Liaison contact edited"),
    liaison__contact_ended=_("Liaison contact ended"),
    liaison__assigned=_("Liaison handed to somebody else"),
    liaison__talked=_("Was in touch"),
    liaison__agreed=_("Something was agreed"),
    liaison__item_done=_("What was agreed is done"),
    liaison__item_reopened=_("What was agreed is open again"),
    alliance__created=_("Alliance founded"),
    alliance__edited=_("Alliance edited"),
    alliance__ended=_("Alliance ended"),
    alliance__joined=_("Member joined"),
    alliance__left=_("Member left"),
    joint_action__planned=_("Joint action planned"),
    joint_action__done=_("Joint action done"),
    joint_action__dropped=_("Joint action dropped"),
    key_point__created=_("Key point added"),
    key_point__edited=_("Key point edited"),
    key_point__closed=_("No longer a key point"),
    key_point__equipment_added=_("Equipment added"),
    key_point__equipment_removed=_("Equipment taken away"),
    key_point__tested=_("Equipment tested"),
)
