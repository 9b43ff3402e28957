"""Every page, the permission it needs and the record it is about.

A page without a row here fails the suite. What a role may do with a record follows from
``station.policy.TABLE`` alone, never from the page's own queryset.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import URLPattern, get_resolver

from station import policy
from station.actions import tokens
from station.models import Area, Attachment, User
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
    # -- cards and what residents send -----------------------------------------
    "households:card_list": Row("contact_card.view"),
    "households:card_issue": Row("contact_card.create"),
    "households:card_detail": Row("contact_card.view", "card"),
    "households:card_replace": Row("contact_card.revoke", "card"),
    "households:card_revoke": Row("contact_card.revoke", "card"),
    "households:card_paper": Row(
        "contact_card.print", "card", args=lambda card: [card.pk, "cards"]
    ),
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


MAKERS = {
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
    "round": lambda village: make.RoundFactory(area=village),
    "round stop": lambda village: make.RoundStopFactory(
        round__area=village, household=_household(village)
    ),
    "follow-up": lambda village: make.FollowUpFactory(household=_household(village)),
    "card": _card,
    "any card": _card,
    "plate": lambda village: make.PlateFactory(address__community=village),
    "any plate": lambda village: make.PlateFactory(address__community=village),
    "plate batch": lambda village: make.PlateBatchFactory(area=village),
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
    "job": lambda village: make.JobFactory(area=village),
    "notice": lambda _village: _Numbered(999_999),
    "session": lambda _village: _Numbered(999_999),
    "device": lambda _village: _Numbered(999_999),
    "own": lambda _village: _Numbered(0),
}


@dataclass(frozen=True)
class _Numbered:
    """A record of somebody else that is asked for by its number alone."""

    pk: int
