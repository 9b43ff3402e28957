"""A small station with something on every page, written by the product's own actions."""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from households.actions import (
    cards,
    follow_ups,
    import_jobs,
    messages,
    register_imports,
    visits,
)
from households.models import ContactCard
from households.receipts import grouped
from station.actions import attachments, reminders, tokens
from station.models import Area, User
from station.roles import Role
from tests import factories as make
from tests import workbooks
from tests.browser import parts, quarrels
from tests.station.sign_in import PASSWORD, just_signed_in

RECEIPT = "7K2M9QXW4HVT7K2M9QXW4HVT"


@dataclass
class World:
    """Who is there and where their things are found."""

    people: dict[str, User] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)

    def session_of(self, who: str) -> str:
        """The session key of somebody who has just signed in."""
        client = Client()
        just_signed_in(client, self.people[who])
        return client.session.session_key


def build(folder: Path) -> World:
    """Everything once, as of now."""
    world = World()
    village = _territory(world)
    people = _household(world, village)
    _visits(world, people)
    _follow_ups(world, people[0].household)
    card = _cards_and_inbox(world, village, people[0].household)
    officer, chief = world.people["officer"], world.people["chief"]
    note(
        world, **parts.build(officer, chief, village=village, people=people, card=card)
    )
    partner = world.people["partner"]
    note(
        world,
        **quarrels.build(officer, partner, village=village, home=people[0].household),
    )
    _imports(world, folder)
    _matches(world, people)
    _machine(world, village)
    reminders.drain(until=timezone.now() + timedelta(minutes=1))
    return world


def note(world: World, **addresses: str) -> None:
    world.urls |= addresses


def _territory(world: World) -> Area:
    town = make.TownshipFactory(
        name="罗城镇",
        code="620724108",
        parent=make.StationFactory(
            name="罗城派出所", profile={"phone": "0936-6611110"}
        ),
    )
    village = make.CommunityFactory(name="天城村", code="620724108204", parent=town)
    unstaffed = make.CommunityFactory(name="侯庄村", code="620724108205", parent=town)
    grid = make.GridFactory(name="第一网格", parent=village)
    staff = {
        "officer": (Role.COMMUNITY_OFFICER, village),
        "auxiliary": (Role.AUXILIARY_OFFICER, village),
        "idle": (Role.COMMUNITY_OFFICER, unstaffed),
        "chief": (Role.STATION_CHIEF, town.parent),
        "auditor": (Role.AUDIT_ADMIN, town.parent.parent.parent),
        "partner": (Role.PARTNER, village),
    }
    world.people = {who: make.person(*post) for who, post in staff.items()}
    for user in world.people.values():
        user.set_password(PASSWORD)
        user.save()
    make.PostFactory(
        user=make.UserFactory(name="赵网格"),
        role=Role.PARTNER,
        duty="grid_worker",
        area=grid,
    )
    note(
        world,
        station=town.parent.get_absolute_url(),
        village=village.get_absolute_url(),
        grid=grid.get_absolute_url(),
        village_edit=reverse("station:area_edit", args=[village.pk]),
        grid_new=reverse("station:grid_create", args=[village.pk]),
        colleague=world.people["officer"].get_absolute_url(),
    )
    return village


def _household(world: World, village: Area) -> list:
    """Enough doors for a second page, one of them with a whole family."""
    for door in range(2, 32):
        make.HouseholdFactory(community=village, head_name=f"李{door}")
    home = make.HouseholdFactory(community=village, head_name="武晓宇")
    make.HousingFactory(address=home.address, area=home.area, tenure="rented")
    head = make.ResidentFactory(
        household=home, relation="head", name="武晓宇", name_sort="wu xiao yu"
    )
    head.write_id_number(workbooks.id_number())
    head.write_phone("13200009755")
    head.care_kinds = ["elderly_alone"]
    head.save()
    child = make.ResidentFactory(
        household=home, relation="daughter", name="武小满", name_sort="wu xiao man"
    )
    unit = make.UnitFactory(address=home.address)
    note(
        world,
        household=home.get_absolute_url(),
        household_edit=reverse("households:edit", args=[home.pk]),
        household_leave=reverse("households:leave", args=[home.pk]),
        housing_edit=reverse("households:housing_edit", args=[home.pk]),
        resident=head.get_absolute_url(),
        resident_edit=reverse("households:resident_edit", args=[head.pk]),
        resident_move=reverse("households:resident_move", args=[head.pk]),
        resident_new=reverse("households:resident_create", args=[home.pk]),
        reveal=reverse(
            "station:reveal", args=["households.resident", head.pk, "phone"]
        ),
        visit_new=reverse("households:visit_create", args=[home.pk]),
        unit=unit.get_absolute_url(),
        unit_edit=reverse("households:unit_edit", args=[unit.pk]),
    )
    return [head, child]


def picture() -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (320, 240), "#446688").save(body, "JPEG")
    return body.getvalue()


def _visits(world: World, people: list) -> None:
    now = timezone.now()
    report = visits.Report(
        purpose="routine",
        outcome="met",
        visited_at=now - timedelta(hours=2),
        people_met=people[:1],
        learned="冬季取暖用煤炉,已提醒开窗通风。",
        asked_for="想办居住证。",
        next_visit_on=timezone.localdate() + timedelta(days=30),
    )
    home = people[0].household
    photo = attachments.store_picture(picture())
    officer, auxiliary = world.people["officer"], world.people["auxiliary"]
    visit = visits.record(
        household=home, report=report, by=officer, at=now, photos=[photo]
    )
    draft = visits.record(household=home, report=report, by=auxiliary, at=now)
    note(
        world,
        visit=visit.get_absolute_url(),
        visit_edit=reverse("households:visit_edit", args=[visit.pk]),
        visit_draft=draft.get_absolute_url(),
    )


def _follow_ups(world: World, home) -> None:
    now, officer = timezone.now(), world.people["officer"]
    planned = {
        "late": (now - timedelta(days=5), now - timedelta(days=2)),
        "today": (now - timedelta(days=1), now + timedelta(minutes=30)),
        "coming": (now - timedelta(days=1), now + timedelta(days=3)),
        "done": (now - timedelta(days=5), now + timedelta(days=2)),
    }
    made = {
        name: follow_ups.create(
            household=home, matter="看烟道是否修好", due_at=due, by=officer, at=at
        )
        for name, (at, due) in planned.items()
    }
    follow_ups.mark_done(follow_up=made["done"], by=officer, at=now)
    pk = made["coming"].pk
    note(
        world,
        follow_up=made["late"].get_absolute_url(),
        follow_up_done=made["done"].get_absolute_url(),
        follow_up_new=reverse("households:follow_up_create", args=[home.pk]),
        follow_up_finish=reverse("households:follow_up_done", args=[pk]),
        follow_up_move=reverse("households:follow_up_move", args=[pk]),
    )


def _cards_and_inbox(world: World, village: Area, home) -> ContactCard:
    now, officer = timezone.now(), world.people["officer"]
    old = cards.issue(area=village, by=officer, at=now)
    card = cards.replace(card=old, by=officer, at=now, reason="换新版")
    cards.hand_over(card=card, household=home, by=officer, at=now, received_by="本人")
    message = messages.receive(
        card=card,
        kind="message",
        text="村口路灯坏了好几天。",
        receipt=RECEIPT,
        at=now - timedelta(days=1),
        sender_name="武晓宇",
        sender_phone="13200009755",
    )
    messages.add_note(message=message, by=officer, text="已报村委会。", at=now)
    messages.answer(message=message, by=officer, text="明天去修。", at=now)
    waiting = messages.receive(
        card=card, kind="message", text="想办居住证。", receipt="waiting", at=now
    )
    tip = messages.receive(
        card=card,
        kind="tip",
        text="空房夜里有人聚赌。",
        receipt="tip",
        at=now,
        is_anonymous=True,
    )
    face = reverse("public:card", args=[card.token])
    note(
        world,
        card=card.get_absolute_url(),
        card_old=old.get_absolute_url(),
        hand_over=reverse("households:card_hand_over", args=[home.pk]),
        message=message.get_absolute_url(),
        message_waiting=waiting.get_absolute_url(),
        tip=tip.get_absolute_url(),
        face=face,
        face_old=reverse("public:card", args=[old.token]),
        send=f"{face}message/",
        send_tip=f"{face}tip/",
        receipt=f"{reverse('public:receipt')}",
    )
    return card


def _imports(world: World, folder: Path) -> None:
    """One workbook waiting for a decision, with a fault of every kind."""
    rows = [
        workbooks.person(),
        workbooks.person(姓名="", 公民身份号码=workbooks.id_number(order=94)),
        workbooks.person(
            手机号码="1390000",
            公民身份号码=workbooks.id_number(order=96),
            与户主关系="女",
        ),
    ]
    job = register_imports.upload(
        content=workbooks.write(folder / "register.xlsx", rows).read_bytes(),
        name="罗城镇实有人口.xlsx",
        station=Area.objects.get(kind="station"),
        by=world.people["officer"],
        at=timezone.now(),
    )
    import_jobs.run(pk=job.pk, at=timezone.now())
    note(world, preview=job.get_absolute_url())


def _matches(world: World, people: list) -> None:
    head, child = people
    twin = make.ResidentFactory(
        household=make.HouseholdFactory(address=head.household.address),
        name=head.name,
        relation="head",
    )
    merge = make.MatchFactory(
        kind="merge",
        resident=head,
        other=twin,
        household=None,
        reasons=["same_name_and_birth"],
    )
    move = make.MatchFactory(
        resident=child,
        household=twin.household,
        reasons=["other_household_in_workbook"],
    )
    note(
        world,
        match_merge=reverse("households:match_detail", args=[merge.pk]),
        match_move=reverse("households:match_detail", args=[move.pk]),
    )


def _machine(world: World, village: Area) -> None:
    machine = make.UserFactory(name="县局平台", is_service=True)
    make.PostFactory(user=machine, role=Role.API_CLIENT, area=village)
    chief, now = world.people["chief"], timezone.now()
    tokens.issue(
        user=machine,
        name="每日同步",
        by=chief,
        at=now,
        expires_at=now + timedelta(days=90),
        resources=["household"],
    )
    note(world, machine=reverse("station:machine_detail", args=[machine.pk]))


def receipt_as_printed() -> str:
    return grouped(RECEIPT)
