"""Guides, hours, services in every state, and documents on their way."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from households import service_slots
from households.actions import deliveries, guides, service_ends, service_hours, services
from households.actions.deliveries import Item
from households.actions.service_hours import Hours
from households.actions.services import Wish
from households.charge import charge_of
from households.models import (
    ContactCard,
    Delivery,
    DocumentKind,
    HandedTo,
    Household,
    ServiceGuide,
    ServiceMatter,
)
from households.receipts import receipt_for
from households.workflow.services import DeliveryStatus, ServiceKind
from station.demo import names
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108204"
SERVED = ("已当场办结。", "已代为递交，证件办好后送证上门。", "已上门采集照片和指纹。")
REASONS = ("家中无人，邻居说在地里浇水", "本人外出务工，家属约定周末再送")
WISHES = (
    "孙女户口迁来天城村，请问材料够不够。",
    "老人腿脚不便，希望能上门照相。",
    "白天要上班，只有周末有空。",
    "",
)


@dataclass
class ServicesMaker:
    """Every station gets guides and hours; every officer some requests."""

    chance: Random
    at: datetime
    counts: dict[str, int] = field(
        default_factory=lambda: {"guides": 0, "services": 0, "documents": 0}
    )

    def make(self) -> str:
        chiefs = (
            Post.objects.valid(on=self.at.date())
            .for_role(Role.STATION_CHIEF)
            .filter(area__kind=Area.Kind.STATION)
            .select_related("area", "user")
        )
        for post in {post.area_id: post for post in chiefs}.values():
            self._station(post)
        return ", ".join(f"{number} {what}" for what, number in self.counts.items())

    def _station(self, post: Post) -> None:
        began = self.at - timedelta(days=90)
        guides.adopt_starters(area=post.area, by=post.user, at=began)
        for guide in ServiceGuide.objects.filter(area=post.area):
            guides.publish(guide=guide, by=post.user, at=began)
            self.counts["guides"] += 1
        self._hours(post, began)
        matters = list(ServiceMatter.objects.filter(area=post.area).order_by("order"))
        for area in Area.objects.below(post.area).filter(kind=Area.Kind.COMMUNITY):
            shown = area.code == SHOWN
            if shown or self.chance.random() < 0.1:
                self._village(area, matters, shown=shown)
        self._documents(post)

    def _hours(self, post: Post, began: datetime) -> None:
        windows = [
            Hours(day, begins, ends, 30, 2)
            for day in range(5)
            for begins, ends in ((time(9), time(12)), (time(14, 30), time(17, 30)))
        ]
        windows += [
            Hours(2, time(18), time(20), 30, 1, is_outside=True),
            Hours(5, time(9), time(12), 30, 1, is_outside=True),
        ]
        for hours in windows:
            service_hours.add(area=post.area, hours=hours, by=post.user, at=began)

    def _village(self, area: Area, matters, *, shown: bool) -> None:
        officer = charge_of(area, on=self.at.date()).owner()
        card = ContactCard.objects.filter(area=area, status="active").first()
        households = list(
            Household.objects.filter(
                area__path__startswith=area.path, left_on__isnull=True
            )
            .select_related("address", "area")
            .prefetch_related("residents")
            .order_by("number")[:40]
        )
        if not households or officer is None:
            return
        for step in range(9 if shown else 2):
            household = self.chance.choice(households)
            self._service(step, area, household, matters, officer, card)

    def _service(self, step, area, household, matters, officer, card) -> None:
        """In turn: waiting, agreed, on the way, done, rated, opened again, late."""
        chance, at = self.chance, self.at
        matter = matters[step % 3]
        resident = next(iter(household.residents.all()), None)
        name = resident.name if resident else names.full_name(chance, sex="male")
        kind, begins_at, booked_at = self._when(step, area)
        self.counts["services"] += 1
        request = services.book(
            area=area,
            wish=Wish(
                kind=kind,
                matter=matter,
                resident_name=name,
                phone=names.phone(chance),
                place=household.address.text,
                note=chance.choice(WISHES),
                begins_at=begins_at,
                resident=resident,
                household=household,
                papers_missing=matter.guides.get().paper_list[-1:],
            ),
            card=card if step % 2 else None,
            receipt=receipt_for(f"demo-service-{self.counts['services']}", name),
            by=None if step % 2 else officer,
            at=booked_at,
        )
        if step in {1, 6}:
            services.confirm(
                request=request,
                begins_at=begins_at or at + timedelta(hours=26),
                by=officer,
                at=at,
            )
        if step in {2, 3, 4, 5}:
            self._end(step, request, officer, booked_at + timedelta(days=2))

    def _when(self, step: int, area: Area):
        """How, for when, and when it was booked."""
        at = self.at
        if step in {0, 1}:
            free = service_slots.free_slots(area, at=at + timedelta(hours=1))
            if free:
                slot = free[step * 3 % len(free)]
                return slot.kind, slot.begins_at, at - timedelta(hours=3)
        if step == 6:
            return ServiceKind.HOME_VISIT, None, at - timedelta(days=1)
        if step == 8:
            return ServiceKind.PROXY, None, at - timedelta(days=40)
        days = self.chance.randint(5, 40) if step in {2, 3, 4, 5} else 1
        return ServiceKind.PROXY, None, at - timedelta(days=days)

    def _end(self, step, request, officer, at) -> None:
        at = min(at, self.at)
        if step == 5:
            service_ends.cannot(
                request=request,
                by=officer,
                at=at,
                reason="迁入地居住证明未加盖村委会公章",
            )
            return
        service_ends.serve(
            request=request, by=officer, at=at, result=self.chance.choice(SERVED)
        )
        if step in {3, 4}:
            rating = "pleased" if step == 3 else "displeased"
            service_ends.rate(request=request, rating=rating, at=at)
        if step == 4:
            at = min(at + timedelta(days=1), self.at)
            service_ends.reopen(request=request, reason="户口簿上名字写错了", at=at)

    def _documents(self, post: Post) -> None:
        """A finished batch of last month and one of this week, partly out."""
        kinds = list(DocumentKind.objects.filter(is_active=True)[:3])
        rows = Household.objects.filter(
            area__path__startswith=post.area.path, left_on__isnull=True
        )
        rows = list(
            rows.select_related("address", "area")
            .prefetch_related("residents")
            .order_by("-area__code", "number")[:400]
        )
        if not kinds or len(rows) < 10:
            return
        for days, size in ((30, 6), (2, 8)):
            at = self.at - timedelta(days=days)
            chosen = self.chance.sample(rows, min(size, len(rows)))
            items = [self._item(kinds, household) for household in chosen]
            batch = deliveries.list_documents(
                area=post.area, items=items, note="县局制证中心", by=post.user, at=at
            )
            self.counts["documents"] += len(items)
            self._spread(batch, at=at, is_old=days > 10)

    def _item(self, kinds, household) -> Item:
        chance = self.chance
        resident = next(iter(household.residents.all()), None)
        name = resident.name if resident else household.head_name or "户主"
        return Item(
            kind=kinds[0] if chance.random() < 0.6 else chance.choice(kinds),
            holder_name=name,
            area=household.area,
            place=household.address.text,
            document_number=f"6207{chance.randrange(10**13, 10**14)}",
            phone=names.phone(chance),
            resident=resident,
            household=household,
        )

    def _spread(self, batch, *, at: datetime, is_old: bool) -> None:
        """Some stay at the counter, most go out, few come back."""
        rows = list(
            Delivery.objects.filter(batch=batch).select_related("area").order_by("pk")
        )
        for number, row in enumerate(rows):
            officer = charge_of(row.area, on=self.at.date()).owner()
            if officer is None or number % 5 == 4:
                continue
            out_at = at + timedelta(hours=2)
            deliveries.give_out(deliveries=[row], to=officer, by=officer, at=out_at)
            if number % 5 == 3:
                deliveries.bring_back(
                    delivery=row,
                    reason=self.chance.choice(REASONS),
                    by=officer,
                    at=out_at + timedelta(hours=5),
                )
            elif is_old and number % 5 < 3:
                _hand_over(row, officer, out_at + timedelta(hours=4 + number))


def _hand_over(row: Delivery, officer, at: datetime) -> None:
    """Handed over long ago; the demo keeps no pictures of signatures."""
    row.refresh_from_db()
    row.status = DeliveryStatus.HANDED_OVER
    row.received_by, row.relation = row.holder_name, HandedTo.HOLDER
    row.tries, row.version = 1, row.version + 1
    row.settled_at, row.settled_by = at, officer
    row.save()


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The services of the demo."""
    return ServicesMaker(chance=chance, at=at).make()
