"""Every page, the permission it needs and the record it is about.

A page without a row here fails the suite. What a role may do with a record follows from
``station.policy.TABLE`` alone, never from the page's own queryset.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import URLPattern, get_resolver

from households.models import Checklist
from station import legal, policy
from station.actions import tokens
from station.models import Area, Attachment, LegalRule, User
from station.roles import Role
from station.views.policy import PUBLIC, SIGNED_IN
from tests import factories as make
from tests.factories import NOW, PostFactory, UserFactory

FOUND = frozenset({200, 302})
ACTED = frozenset({200, 302, 400, 409})
NO_GET = frozenset({405})

# Machines do not sign in; they are tested with the API.
PEOPLE = [role for role in Role if role != Role.API_CLIENT]
LEVELS = {
    Role.STATION_CHIEF: "station",
    Role.COUNTY_SUPERVISOR: "county",
    Role.SYSTEM_ADMIN: "county",
    Role.AUDIT_ADMIN: "county",
}
# Where a record lies, seen from the village of the person who asks.
HERE, NEXT_DOOR, ELSEWHERE = "here", "next village", "another county"
REACH = {
    "area": {HERE},
    "station": {HERE, NEXT_DOOR},
    "county": {HERE, NEXT_DOOR},
    "all": {HERE, NEXT_DOOR, ELSEWHERE},
    "own": set(),  # the records here belong to somebody else
    "assigned": set(),
}


@dataclass(frozen=True)
class Row:
    """One page: its permission, its record, and what it answers when allowed."""

    permission: str
    record: str = ""
    of: str = ""  # the permission that decides on the record, where it is another
    args: Callable = lambda record: [record.pk]
    method: str = "get"
    data: dict = field(default_factory=dict)
    allowed: frozenset = FOUND

    def allows(self, role: str, place: str) -> bool:
        """What the policy table says."""
        if self.permission in {PUBLIC, SIGNED_IN}:
            return not self.record
        if role not in cells(self.permission):
            return False
        scope = cells(self.of or self.permission).get(role)
        return not self.record or (scope is not None and place in REACH[scope])


def cells(permission: str) -> dict:
    resource, _separator, action = permission.partition(".")
    return policy.TABLE[resource][action]


def posted(permission: str, record: str = "", **more) -> Row:
    """A page that only takes a POST."""
    return Row(permission, record, method="post", allowed=ACTED, **more)


def _stop_args(stop) -> list[int]:
    """A door is named by its round and itself."""
    return [stop.round_id, stop.pk]


PAGES = {
    # -- for everybody -------------------------------------------------------
    "healthz": Row(PUBLIC),
    "readyz": Row(PUBLIC, allowed=FOUND | {503}),
    "metrics": Row(PUBLIC, allowed=FOUND | {403, 404}),
    "station:look": posted(PUBLIC),
    "station:manifest": Row(PUBLIC),
    "station:service_worker": Row(PUBLIC),
    "station:offline": Row(PUBLIC),
    "station:language": posted(PUBLIC),
    "public:card": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "public:message": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "public:tip": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "public:question": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "public:advice": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "public:distress": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "public:receipt": Row(PUBLIC),
    "public:plate": Row(PUBLIC, "any plate", args=lambda plate: [plate.token]),
    "public:directory": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    # -- oneself -------------------------------------------------------------
    "station:notice_list": Row(SIGNED_IN),
    "station:notices_read": posted(SIGNED_IN),
    "station:notice_open": Row(SIGNED_IN, "notice"),
    "station:channels": Row(SIGNED_IN),
    "station:channels_test": posted(SIGNED_IN),
    "station:channel": Row(SIGNED_IN, "own", args=lambda _own: ["mail"]),
    "station:me": Row(SIGNED_IN),
    "station:my_portrait": Row(SIGNED_IN),
    "station:sign_ins": Row(SIGNED_IN),
    "station:sessions_end": posted(SIGNED_IN),
    "station:session_end": posted(SIGNED_IN, "session"),
    "station:device_forget": posted(SIGNED_IN, "device"),
    "station:rights": Row(SIGNED_IN),
    "station:sheet_list": Row("sheet_import.view"),
    "station:sheet_create": Row("sheet_import.create"),
    "station:sheet_template": Row("sheet_import.create"),
    "station:sheet_detail": Row("sheet_import.view", "workbook"),
    "station:sheet_commit": posted("sheet_import.commit", "workbook"),
    "station:sheet_retry": posted("sheet_import.commit", "workbook"),
    "station:sheet_discard": posted("sheet_import.commit", "workbook"),
    # only to the person who sent the workbook
    "station:sheet_refused": Row("sheet_import.create", "foreign workbook"),
    "station:filter_create": posted("saved_filter.create"),
    "station:filter_edit": Row("saved_filter.edit", "saved filter"),
    "station:filter_delete": posted("saved_filter.edit", "saved filter"),
    "station:filter_pin": posted("saved_filter.view", "saved filter"),
    "station:columns": posted(SIGNED_IN),
    "station:job_list": Row("job.view"),
    "station:job_detail": Row("job.view", "job"),
    "station:job_retry": posted("job.view", "job"),
    "station:job_result": Row("job.view", "job"),
    "station:job_failures": Row("job.view", "job"),
    # -- my day, search, territory -------------------------------------------
    "station:home": Row("worklist.view"),
    "station:search": Row("search.use"),
    "station:area_list": Row("area.view"),
    "station:area_detail": Row("area.view", "area"),
    "station:area_edit": Row("area.edit", "area"),
    "station:grid_create": Row("area.create", "area"),
    "station:area_retire": Row("area.edit", "grid"),
    "station:attachment": Row("attachment.view", "attachment"),
    "station:thumbnail": Row("attachment.view", "attachment"),
    "station:reveal": Row(
        "resident.reveal",
        "resident",
        args=lambda resident: ["households.resident", resident.pk, "phone"],
    ),
    # -- people --------------------------------------------------------------
    "station:person_list": Row("user.view"),
    "station:person_create": Row("user.create"),
    "station:user_detail": Row("user.view", "user"),
    "station:person_edit": Row("user.edit", "user"),
    "station:person_portrait": Row("user.edit", "user"),
    "station:person_lock": Row("user.edit", "user"),
    "station:person_unlock": Row("user.edit", "user"),
    "station:person_password": Row("user.edit", "user"),
    "station:person_factor": Row("user.edit", "user"),
    "station:post_create": Row("post.create"),
    "station:post_end": Row("post.edit", "post"),
    "station:post_prolong": Row("post.edit", "post"),
    "station:machine_list": Row("token.view"),
    "station:machine_create": Row("token.create"),
    "station:machine_detail": Row("token.view", "machine"),
    "station:token_create": Row("token.create", "machine"),
    "station:token_revoke": Row("token.revoke", "token"),
    "station:access_list": Row("access_record.view"),
    "station:calendar": Row("calendar.view"),
    "station:calendar_set": posted("calendar.edit"),
    "station:calendar_clear": posted("calendar.edit"),
    # -- anti-fraud ------------------------------------------------------------
    "antifraud:briefing_list": Row("briefing.view"),
    "antifraud:briefing_export": Row("briefing.export"),
    "antifraud:briefing_create": Row("briefing.create"),
    "antifraud:briefing_detail": Row("briefing.view", "briefing"),
    "antifraud:briefing_withdraw": Row("briefing.edit", "briefing"),
    "antifraud:reach": Row("briefing.view"),
    "antifraud:scam_type_list": Row("scam_type.view"),
    "antifraud:scam_type_create": Row("scam_type.edit"),
    "antifraud:scam_type_edit": Row("scam_type.edit", "scam type"),
    # -- disputes --------------------------------------------------------------
    "disputes:list": Row("dispute.view"),
    "disputes:export": Row("dispute.export"),
    "disputes:create": Row("dispute.create"),
    "disputes:detail": Row("dispute.view", "dispute"),
    "disputes:take_up": Row("dispute.edit", "dispute"),
    "disputes:end": Row("dispute.edit", "dispute"),
    "disputes:reopen": Row("dispute.edit", "dispute"),
    "disputes:party_add": Row("dispute.edit", "dispute"),
    "disputes:party_remove": Row(
        "dispute.edit", "party", args=lambda party: [party.dispute_id, party.pk]
    ),
    # -- the register ----------------------------------------------------------
    "households:import_list": Row("register_import.view"),
    "households:import_create": Row("register_import.create"),
    "households:import_detail": Row("register_import.view", "import"),
    "households:import_commit": posted("register_import.commit", "import"),
    "households:import_retry": posted("register_import.commit", "import"),
    "households:import_discard": posted("register_import.commit", "import"),
    # only to the person who sent the workbook
    "households:import_correction": Row("register_import.create", "foreign import"),
    "households:match_list": Row("match.view"),
    "households:match_detail": Row("match.view", "match"),
    "households:match_accept": Row("match.decide", "match"),
    "households:match_reject": Row("match.decide", "match"),
    "households:list": Row("household.view"),
    "households:export": Row("household.export"),
    "households:bulk": posted("household.view"),
    "households:unit_bulk": posted("unit.view"),
    "households:unit_export": Row("unit.export"),
    "households:visit_export": Row("visit.export"),
    "households:follow_up_export": Row("follow_up.export"),
    "households:follow_up_bulk": posted("follow_up.view"),
    "households:create": Row("household.create"),
    "households:detail": Row("household.view", "household"),
    "households:edit": Row("household.edit", "household"),
    "households:leave": Row("household.edit", "household"),
    "households:address_edit": Row("address.edit", "household"),
    "households:housing_edit": Row("housing.edit", "household"),
    "households:round_offline": Row("visit.create"),
    "households:visit_create": Row("visit.create", "household"),
    "households:resident_create": Row("resident.create", "household"),
    "households:follow_up_create": Row("follow_up.create", "household"),
    "households:card_hand_over": Row("contact_card.hand_over", "household"),
    "households:resident_list": Row("resident.view"),
    "households:resident_export": Row("resident.export"),
    "households:resident_detail": Row("resident.view", "resident"),
    "households:resident_edit": Row("resident.edit", "resident"),
    "households:resident_leave": Row("resident.edit", "resident"),
    "households:resident_move": Row("resident.edit", "resident"),
    "households:resident_head": Row("resident.edit", "resident"),
    "households:unit_list": Row("unit.view"),
    "households:unit_create": Row("unit.create"),
    "households:unit_detail": Row("unit.view", "unit"),
    "households:unit_edit": Row("unit.edit", "unit"),
    "households:unit_close": Row("unit.edit", "unit"),
    # -- visits and what follows -----------------------------------------------
    "households:visit_list": Row("visit.view"),
    "households:visit_pick": Row("visit.create"),
    "households:visit_detail": Row("visit.view", "visit"),
    "households:visit_edit": Row("visit.edit", "visit"),
    "households:visit_correct": Row("visit.edit", "visit"),
    "households:visit_confirm": posted("visit.confirm", "visit"),
    "households:visit_send_back": Row("visit.confirm", "visit"),
    "households:visit_photos": Row("visit.edit", "visit"),
    "households:follow_up_list": Row("follow_up.view"),
    "households:follow_up_detail": Row("follow_up.view", "follow-up"),
    "households:unit_follow_up_create": Row("follow_up.create", "unit"),
    "households:follow_up_from": Row("follow_up.create"),
    "households:follow_up_done": Row("follow_up.edit", "follow-up"),
    "households:follow_up_move": Row("follow_up.edit", "follow-up"),
    "households:follow_up_cancel": Row("follow_up.edit", "follow-up"),
    "households:follow_up_reassign": Row("follow_up.reassign", "follow-up"),
    "households:follow_up_tick": posted("follow_up.edit", "follow-up"),
    "households:follow_up_undo": posted("follow_up.edit", "follow-up"),
    # -- rounds ------------------------------------------------------------------
    "households:round_today": Row("round.view"),
    "households:round_list": Row("round.view"),
    "households:round_create": Row("round.create"),
    "households:round_detail": Row("round.view", "round"),
    "households:round_print": Row("round.view", "round"),
    "households:round_add": Row("round.edit", "round"),
    "households:round_start": posted("round.edit", "round", data={"version": 1}),
    "households:round_finish": posted("round.edit", "round", data={"version": 1}),
    "households:round_shorten": posted("round.edit", "round", data={"version": 1}),
    "households:round_stop_move": posted(
        "round.edit", "round stop", args=_stop_args, data={"version": 1}
    ),
    "households:round_stop_remove": posted(
        "round.edit", "round stop", args=_stop_args, data={"version": 1}
    ),
    "households:round_stop_skip": Row("round.edit", "round stop", args=_stop_args),
    "households:coverage": Row("coverage.view"),
    "households:coverage_export": Row("coverage.export"),
    "households:visit_rule_list": Row("visit_rule.view"),
    "households:visit_rule_create": Row("visit_rule.create"),
    "households:visit_rule_edit": Row("visit_rule.edit", "visit rule"),
    "households:visit_rule_end": Row("visit_rule.edit", "visit rule"),
    "households:campaign_list": Row("campaign.view"),
    "households:campaign_create": Row("campaign.create"),
    "households:campaign_detail": Row("campaign.view", "campaign"),
    "households:campaign_edit": Row("campaign.edit", "campaign"),
    "households:campaign_end": Row("campaign.edit", "campaign"),
    "households:visit_question_list": Row("visit_question.view"),
    "households:visit_question_detail": Row("visit_question.view", "visit question"),
    "households:visit_question_answer": Row("visit_question.answer", "visit question"),
    "households:visit_question_decide": Row("visit_question.decide", "visit question"),
    "households:crop_season_list": Row("crop_season.view"),
    "households:crop_season_create": Row("crop_season.create"),
    "households:crop_season_edit": Row("crop_season.edit", "crop season"),
    "households:crop_season_remove": Row("crop_season.edit", "crop season"),
    "households:field_visit_create": Row("visit.create"),
    # -- care, liaison, alliances, key points ------------------------------------
    "households:care_list": Row("care_plan.view"),
    "households:care_export": Row("care_plan.export"),
    "households:care_bulk": posted("care_plan.view"),
    "households:care_bare": Row("care_plan.create"),
    "households:care_from": Row("care_plan.create"),
    "households:care_holiday": Row("care_plan.create"),
    "households:care_create": Row("care_plan.create", "resident"),
    "households:care_detail": Row("care_plan.view", "care plan"),
    "households:care_edit": Row("care_plan.edit", "care plan"),
    "households:care_pause": Row("care_plan.edit", "care plan"),
    "households:care_resume": posted("care_plan.edit", "care plan"),
    "households:care_end": Row("care_plan.edit", "care plan"),
    "households:care_review": Row("care_plan.edit", "care plan"),
    "households:care_contact": Row("care_plan.contact", "care plan"),
    "households:care_helper": Row("care_plan.edit", "care plan"),
    "households:care_helper_remove": posted("care_plan.edit", "care helper"),
    "households:consent_list": Row("guardian_consent.view"),
    "households:consent_detail": Row("guardian_consent.view", "consent"),
    "households:consent_create": Row("guardian_consent.create", "resident"),
    "households:consent_withdraw": Row("guardian_consent.revoke", "consent"),
    "households:care_category_list": Row("care_category.edit"),
    "households:care_category_create": Row("care_category.edit"),
    "households:care_category_edit": Row("care_category.edit", "care category"),
    "households:liaison_list": Row("liaison.view"),
    "households:liaison_export": Row("liaison.export"),
    "households:liaison_bulk": posted("liaison.view"),
    "households:liaison_ledger": Row("liaison.view"),
    "households:liaison_ledger_export": Row("liaison.export"),
    "households:liaison_print": Row("liaison.view"),
    "households:liaison_pick": Row("liaison.create"),
    "households:liaison_create": Row("liaison.create"),
    "households:liaison_items": Row("liaison.view"),
    "households:liaison_item_tick": posted("liaison.edit", "agreed item"),
    "households:liaison_item_undo": posted("liaison.edit", "agreed item"),
    "households:liaison_detail": Row("liaison.view", "liaison"),
    "households:liaison_agree": Row("liaison.edit", "liaison"),
    "households:liaison_contact": Row("liaison.view", "liaison contact"),
    "households:liaison_edit": Row("liaison.edit", "liaison contact"),
    "households:liaison_end": Row("liaison.edit", "liaison contact"),
    "households:liaison_talk": Row("liaison.edit", "liaison contact"),
    "households:liaison_tick": posted("liaison.edit", "liaison contact"),
    "households:alliance_list": Row("alliance.view"),
    "households:alliance_export": Row("alliance.export"),
    "households:alliance_create": Row("alliance.create"),
    "households:alliance_detail": Row("alliance.view", "alliance"),
    "households:alliance_edit": Row("alliance.edit", "alliance"),
    "households:alliance_end": Row("alliance.edit", "alliance"),
    "households:alliance_member": Row("alliance.edit", "alliance"),
    "households:member_leave": posted("alliance.edit", "alliance member"),
    "households:joint_plan": Row("alliance.edit", "alliance"),
    "households:joint_action": Row("alliance.view", "joint action"),
    "households:joint_finish": Row("alliance.edit", "joint action"),
    "households:joint_drop": Row("alliance.edit", "joint action"),
    "households:key_point_list": Row("key_point.view"),
    "households:key_point_export": Row("key_point.export"),
    "households:key_point_coverage": Row("key_point.view"),
    "households:key_point_create": Row("key_point.create"),
    "households:key_point_detail": Row("key_point.view", "key point"),
    "households:key_point_edit": Row("key_point.edit", "key point"),
    "households:key_point_close": Row("key_point.edit", "key point"),
    "households:equipment_add": Row("key_point.edit", "key point"),
    "households:equipment_test": Row("key_point.test", "equipment"),
    "households:equipment_remove": posted("key_point.edit", "equipment"),
    "households:equipment_kind_list": Row("equipment_kind.edit"),
    "households:equipment_kind_create": Row("equipment_kind.edit"),
    "households:equipment_kind_edit": Row("equipment_kind.edit", "equipment kind"),
    # -- inspections and hazards -------------------------------------------------
    "households:inspection_list": Row("inspection.view"),
    "households:inspection_export": Row("inspection.export"),
    "households:inspection_coverage": Row("inspection.view"),
    "households:inspection_start": Row("inspection.create"),
    "households:inspection_from": Row("inspection.create"),
    "households:inspection_detail": Row("inspection.view", "inspection"),
    "households:inspection_create": Row("inspection.create", "venue"),
    "households:inspection_round": Row("inspection.view", "inspection round"),
    "households:inspection_round_finish": posted(
        "inspection.create", "inspection round"
    ),
    "households:inspection_stop": Row("inspection.create", "inspection stop"),
    "households:inspection_skip": posted("inspection.create", "inspection stop"),
    "households:venue_edit": Row("unit.edit", "unit"),
    "households:unit_hazard_create": Row("hazard.create", "unit"),
    "households:hazard_list": Row("hazard.view"),
    "households:hazard_export": Row("hazard.export"),
    "households:hazard_bulk": posted("hazard.view"),
    "households:hazard_create": Row("hazard.create"),
    "households:hazard_detail": Row("hazard.view", "hazard"),
    "households:hazard_notify": Row("hazard.edit", "hazard"),
    "households:hazard_report_done": Row("hazard.edit", "hazard"),
    "households:hazard_extend": Row("hazard.extend", "hazard"),
    "households:hazard_reinspect": Row("hazard.edit", "hazard"),
    "households:hazard_transfer": Row("hazard.edit", "hazard"),
    "households:hazard_answer": Row("hazard.edit", "hazard"),
    "households:hazard_close": Row("hazard.edit", "hazard"),
    "households:hazard_notice": Row("hazard.view", "hazard notice"),
    "households:hazard_notice_paper": Row("hazard.print", "hazard notice"),
    "venues:kind_list": Row("venue_kind.view"),
    "venues:kind_create": Row("venue_kind.create"),
    "venues:kind_edit": Row("venue_kind.edit", "venue kind"),
    "venues:checklist_list": Row("checklist.view"),
    "venues:adopt": posted("checklist.create"),
    "venues:checklist_draft": Row("checklist.create"),
    "venues:checklist_detail": Row("checklist.view", "checklist"),
    "venues:checklist_publish": posted("checklist.edit", "checklist"),
    "venues:item_create": Row("checklist.edit", "checklist"),
    "venues:item_edit": Row("checklist.edit", "checklist item"),
    "venues:item_drop": posted("checklist.edit", "checklist item"),
    "station:rule_list": Row("legal_rule.view"),
    "station:rule_amend": Row("legal_rule.edit", "legal rule"),
    # -- cards and what residents send -----------------------------------------
    "households:card_list": Row("contact_card.view"),
    "households:card_issue": Row("contact_card.create"),
    "households:card_detail": Row("contact_card.view", "card"),
    "households:card_replace": Row("contact_card.revoke", "card"),
    "households:card_revoke": Row("contact_card.revoke", "card"),
    "households:card_paper": Row(
        "contact_card.print", "card", args=lambda card: [card.pk, "cards"]
    ),
    "households:card_truth": Row("contact_card.view"),
    "households:card_outdated": Row("contact_card.view"),
    "households:card_outdated_export": Row("household.export"),
    "households:board_list": Row("board.view"),
    "households:board_export": Row("board.export"),
    "households:board_create": Row("board.create"),
    "households:board_detail": Row("board.view", "board"),
    "households:board_check": Row("board.edit", "board"),
    "households:board_renew": Row("board.edit", "board"),
    "households:board_take_down": Row("board.edit", "board"),
    "households:online_service_list": Row("online_service.view"),
    "households:online_service_create": Row("online_service.create"),
    "households:online_service_adopt": Row("online_service.create"),
    "households:online_service_edit": Row("online_service.edit", "online service"),
    "households:plate_coverage": Row("door_plate.figures"),
    "households:plate_list": Row("door_plate.view"),
    "households:plate_export": Row("door_plate.export"),
    "households:plate_detail": Row("door_plate.view", "plate"),
    "households:plate_door": Row("door_plate.view", "plate"),
    "households:plate_replace": Row("door_plate.revoke", "plate"),
    "households:plate_revoke": Row("door_plate.revoke", "plate"),
    "households:plate_mounted": Row("door_plate.edit", "plate"),
    "households:plate_print": Row("door_plate.print", "plate"),
    "households:plate_batch_list": Row("door_plate.view"),
    "households:plate_batch_create": Row("door_plate.create"),
    # without chosen doors there is nothing to make
    "households:plate_batch_chosen": Row("door_plate.create", allowed=FOUND | {404}),
    "households:plate_batch_detail": Row("door_plate.view", "plate batch"),
    "households:plate_batch_printed": posted("door_plate.print", "plate batch"),
    "households:plate_batch_again": posted("door_plate.print", "plate batch"),
    "households:plate_batch_mounted": Row("door_plate.edit", "plate batch"),
    "households:plate_size_list": Row("plate_size.view"),
    "households:plate_size_create": Row("plate_size.create"),
    "households:plate_size_edit": Row("plate_size.edit", "plate size"),
    "inbox:list": Row("inbox.view"),
    "inbox:detail": Row("inbox.view", "message", of="message.view"),
    "inbox:answer": Row("inbox.view", "message", of="message.answer"),
    "inbox:note": Row("inbox.view", "message", of="message.note"),
    "inbox:assign": Row("inbox.view", "message", of="message.reassign"),
    "inbox:export": Row("message.export"),
    "inbox:bulk": posted("inbox.view"),
    "inbox:pause": Row("inbox.view", "message", of="message.answer"),
    "inbox:resume": Row("inbox.view", "message", of="message.answer"),
    "inbox:reopen": Row("inbox.view", "message", of="message.answer"),
    "inbox:merge": Row("inbox.view", "message", of="message.answer"),
    "inbox:unmerge": Row("inbox.view", "message", of="message.answer"),
    "inbox:refer": Row("inbox.view", "message", of="message.answer"),
    "inbox:referral_answer": Row("inbox.view", "referral", of="message.answer"),
    "inbox:referral_withdraw": Row("inbox.view", "referral", of="message.answer"),
    "inbox_manage:limits": Row("message_limit.view"),
    "inbox_manage:limit_edit": Row(
        "message_limit.edit", "station", args=lambda station: [station.pk, "tip"]
    ),
    "inbox_manage:hours_edit": Row("message_limit.edit", "station"),
    "inbox_manage:office_create": Row("office.edit"),
    "inbox_manage:office_edit": Row("office.edit", "office"),
    "inbox:close": Row("inbox.view", "message", of="message.answer"),
    "inbox:phone": Row("inbox.view", "message", of="message.answer"),
    # -- services, guides, documents taken home ---------------------------------
    "public:guides": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "public:guide": Row(
        PUBLIC,
        "any card",
        args=lambda card: [card.token, "nothing"],
        allowed=FOUND | {404},
    ),
    "public:service_book": Row(PUBLIC, "any card", args=lambda card: [card.token]),
    "households:service_list": Row("service.view"),
    "households:service_export": Row("service.export"),
    "households:service_bulk": posted("service.view"),
    "households:service_day": Row("service.view"),
    "households:service_create": Row("service.create"),
    "households:service_detail": Row("service.view", "service"),
    "households:service_confirm": Row("service.edit", "service"),
    "households:service_move": Row("service.edit", "service"),
    "households:service_set_out": Row("service.edit", "service"),
    "households:service_serve": Row("service.edit", "service"),
    "households:service_cannot": Row("service.edit", "service"),
    "households:service_no_show": Row("service.edit", "service"),
    "households:service_cancel": Row("service.edit", "service"),
    "households:service_reassign": Row("service.reassign", "service"),
    "households:guide_list": Row("service_guide.view"),
    "households:guide_detail": Row("service_guide.view", "guide"),
    "households:matter_detail": Row("service_guide.view", "matter"),
    "households:service_hours": Row("service_hours.view"),
    "services:matter_create": Row("service_guide.edit"),
    "services:matter_rules": Row("service_guide.edit", "matter"),
    "services:edition_create": Row("service_guide.edit", "matter"),
    "services:guide_edit": Row("service_guide.edit", "guide"),
    "services:guide_publish": Row("service_guide.edit", "guide"),
    "services:hours_create": Row("service_hours.edit"),
    "services:hours_edit": Row("service_hours.edit", "hours"),
    "services:hours_drop": posted("service_hours.edit", "hours"),
    "services:day_create": Row("service_hours.edit"),
    "services:day_clear": posted("service_hours.edit", "service day"),
    "households:delivery_list": Row("delivery.view"),
    "households:delivery_export": Row("delivery.export"),
    "households:delivery_bulk": posted("delivery.view"),
    "households:delivery_round": Row("delivery.edit"),
    "households:delivery_create": Row("delivery_batch.create"),
    "households:delivery_give_out": Row("delivery.assign"),
    "households:batch_list": Row("delivery_batch.view"),
    "households:batch_create": Row("delivery_batch.create"),
    "households:batch_detail": Row("delivery_batch.view", "batch"),
    "households:delivery_detail": Row("delivery.view", "delivery"),
    "households:delivery_receipt": Row("delivery.view", "delivery"),
    "households:delivery_hand_over": Row("delivery.edit", "delivery"),
    "households:delivery_return": Row("delivery.edit", "delivery"),
    "households:delivery_back": Row("delivery.edit", "delivery"),
    "households:delivery_withdraw": Row("delivery.edit", "delivery"),
    # -- the API's own pages -----------------------------------------------------
    "api:docs": Row(SIGNED_IN),
}

# Pages of others: what a stranger and what somebody signed in gets.
FOREIGN = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_change_password": (302, 200),
    "account_reauthenticate": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_index": (302, 200),
    "mfa_activate_totp": (302, 200),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 200),
    "mfa_download_recovery_codes": (302, 404),
    "api:schema": (401, 200),
    "api:nothing": (401, 404),
}


def routes(resolver=None, spaces=()):
    """Every named address and its view; the Django admin has tests of its own."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLPattern):
            yield ":".join((*spaces, found.name or "?")), found.callback
        elif found.namespace != "admin":
            inner = (*spaces, found.namespace) if found.namespace else spaces
            yield from routes(found, inner)


def pages() -> dict:
    """The pages alone; the actions of the API are tested apart."""
    return {name: view for name, view in routes() if not hasattr(view, "actions")}


class World:
    """Two villages of one station and one of another county, with a record in each."""

    def __init__(self) -> None:
        here = make.CommunityFactory()
        next_door = make.CommunityFactory(parent=here.parent)
        elsewhere = make.CommunityFactory()
        self.villages = {HERE: here, NEXT_DOOR: next_door, ELSEWHERE: elsewhere}

    def area_of(self, role: str) -> Area:
        """Where somebody of this role serves, seen from the first village."""
        level = LEVELS.get(role, "community")
        return Area.objects.above(self.villages[HERE]).get(kind=level)

    def person(self, role: str) -> User:
        post = PostFactory(
            role=role,
            area=self.area_of(role),
            user__is_service=role == Role.API_CLIENT,
        )
        return post.user

    def record(self, kind: str, place: str):
        return MAKERS[kind](self.villages[place])


def _household(village):
    return make.HouseholdFactory(community=village)


def _resident(village):
    return make.ResidentFactory(household=_household(village))


def _machine(village) -> User:
    machine = UserFactory(is_service=True)
    PostFactory(user=machine, role=Role.API_CLIENT, area=village)
    return machine


def _token(village):
    chief = make.person(Role.STATION_CHIEF, village.parent.parent)
    end = NOW + timedelta(days=30)
    token, _key = tokens.issue(
        user=_machine(village), name="x", by=chief, at=NOW, expires_at=end
    )
    return token


def _card(village):
    return make.CardFactory(area=village)


def _attachment(village) -> Attachment:
    return Attachment.objects.create(
        kind=Attachment.Kind.PHOTO,
        area=village,
        file_name=f"{village.pk}.jpg",
        thumbnail_name=f"{village.pk}-small.jpg",
        content_type="image/jpeg",
        size=1,
        sha256=b"x" * 32,
        uploaded_by=UserFactory(),
    )


def _unit(village):
    return make.UnitFactory(address=make.AddressFactory(community=village))


def _venue(village):
    if not Checklist.objects.exists():
        make.ChecklistFactory()
    return _unit(village)


def _stop(village):
    round_ = make.InspectionRoundFactory(area=village)
    return make.InspectionStopFactory(round=round_, unit=_venue(village))


def _notice(village):
    notice = make.HazardNoticeFactory(area=village)
    make.HazardFactory(unit=_unit(village), notice=notice, status="notified")
    return notice


def _rule(_village):
    legal.ensure()
    return LegalRule.objects.first()


MAKERS = {
    "venue": _venue,
    "inspection": lambda village: make.InspectionFactory(unit=_unit(village)),
    "inspection round": lambda village: make.InspectionRoundFactory(area=village),
    "inspection stop": _stop,
    "hazard": lambda village: make.HazardFactory(unit=_unit(village)),
    "hazard notice": _notice,
    "venue kind": lambda _village: make.VenueKindFactory(),
    "checklist": lambda _village: make.ChecklistFactory(kind=make.VenueKindFactory()),
    "checklist item": lambda _village: make.ChecklistFactory(
        kind=make.VenueKindFactory()
    ).items.first(),
    "legal rule": _rule,
    "area": lambda village: village,
    "grid": lambda village: make.GridFactory(parent=village),
    "user": make.officer,
    "post": lambda village: make.officer(village).posts.get(),
    "machine": _machine,
    "token": _token,
    "attachment": _attachment,
    "address": lambda village: make.AddressFactory(community=village),
    "household": _household,
    "housing": lambda village: make.HousingFactory(
        address=make.AddressFactory(community=village)
    ),
    "handover": lambda village: make.HandoverFactory(household=_household(village)),
    "resident": _resident,
    "unit": lambda village: make.UnitFactory(
        address=make.AddressFactory(community=village)
    ),
    "visit": lambda village: make.VisitFactory(household=_household(village)),
    "visit rule": lambda village: make.VisitRuleFactory(area=village),
    "campaign": lambda village: make.CampaignFactory(area=village),
    "visit question": lambda village: make.VisitQuestionFactory(area=village),
    "crop season": lambda village: make.CropSeasonFactory(area=village),
    "round": lambda village: make.RoundFactory(area=village),
    "round stop": lambda village: make.RoundStopFactory(
        round__area=village, household=_household(village)
    ),
    "care plan": lambda v: make.CarePlanFactory(resident=_resident(v)),
    "care helper": lambda v: make.CareHelperFactory(
        plan=make.CarePlanFactory(resident=_resident(v))
    ),
    "consent": lambda v: make.ConsentFactory(resident=_resident(v)),
    "care category": lambda _v: make.CareCategoryFactory(),
    "liaison contact": lambda v: make.LiaisonContactFactory(area=v),
    "liaison": lambda v: make.LiaisonFactory(contact__area=v),
    "agreed item": lambda v: make.LiaisonItemFactory(liaison__contact__area=v),
    "alliance": lambda v: make.AllianceFactory(area=v),
    "alliance member": lambda v: make.AllianceMemberFactory(alliance__area=v),
    "joint action": lambda v: make.JointActionFactory(alliance__area=v),
    "key point": lambda v: make.KeyPointFactory(area=v),
    "equipment": lambda v: make.EquipmentFactory(key_point__area=v),
    "equipment kind": lambda _v: make.EquipmentKindFactory(),
    "follow-up": lambda village: make.FollowUpFactory(household=_household(village)),
    "dispute": lambda village: make.DisputeFactory(household=_household(village)),
    "party": lambda village: make.PartyFactory(dispute__household=_household(village)),
    "briefing": lambda village: make.BriefingFactory(household=_household(village)),
    "scam type": lambda _village: make.ScamTypeFactory(),
    "card": _card,
    "any card": _card,
    "plate": lambda village: make.PlateFactory(address__community=village),
    "any plate": lambda village: make.PlateFactory(address__community=village),
    "plate batch": lambda village: make.PlateBatchFactory(area=village),
    "board": lambda village: make.BoardFactory(card=_card(village)),
    "card print": lambda village: make.CardPrintFactory(card=_card(village)),
    "online service": lambda village: make.OnlineServiceFactory(
        area=village.parent.parent
    ),
    "plate size": lambda _village: make.PlateSizeFactory(),
    "message": lambda village: make.MessageFactory(card=_card(village)),
    "station": lambda village: village.parent.parent,
    "referral": lambda village: make.ReferralFactory(
        message=make.MessageFactory(card=_card(village))
    ),
    "office": lambda village: make.OfficeFactory(station=village.parent.parent),
    "message limit": lambda village: make.MessageLimitFactory(
        station=village.parent.parent
    ),
    "import": lambda village: make.RegisterImportFactory(area=village),
    "foreign import": lambda village: make.RegisterImportFactory(area=village),
    "match": lambda village: make.MatchFactory(
        resident=_resident(village), household=_household(village)
    ),
    # shared with the whole station, as every shared one is
    "saved filter": lambda village: make.SavedFilterFactory(
        shared_with=village.parent.parent
    ),
    "workbook": lambda village: make.SheetImportFactory(area=village),
    "foreign workbook": lambda village: make.SheetImportFactory(area=village),
    "job": lambda village: make.JobFactory(area=village),
    "service": lambda village: make.ServiceRequestFactory(area=village),
    "matter": lambda village: make.MatterFactory(area=village.parent.parent),
    "guide": lambda village: make.GuideFactory(matter__area=village.parent.parent),
    "hours": lambda village: make.HoursFactory(area=village),
    "service day": lambda village: make.ServiceDayFactory(area=village),
    "delivery": lambda village: make.DeliveryFactory(area=village),
    "batch": lambda village: make.DeliveryBatchFactory(area=village.parent.parent),
    "notice": lambda _village: _Numbered(999_999),
    "session": lambda _village: _Numbered(999_999),
    "device": lambda _village: _Numbered(999_999),
    "own": lambda _village: _Numbered(0),
}


@dataclass(frozen=True)
class _Numbered:
    """A record of somebody else that is asked for by its number alone."""

    pk: int
