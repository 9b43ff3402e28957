"""Years of visits, what was promised at the doors, and where each household stands."""

import uuid
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from bench.county.loading import copy_lines, first_of, quick, run
from bench.county.register import local
from households.actions import cards, due_dates
from households.actions.visits import words_index
from households.demo.history import LEARNED, MATTERS
from households.models import (
    CardHandover,
    ContactCard,
    FollowUp,
    HouseholdStanding,
    Visit,
)
from station.crypto import seal
from station.models import User

DAYS = 4 * 365
DAY = timedelta(days=1)
NEVER = 0.03  # of the households nobody has been to
STRIDE = 7_919_777  # a prime: who is visited often lives anywhere
PURPOSES = ("routine",) * 9 + ("register",) * 4 + ("care",) * 3 + ("advice", "service")
ADVICE = (
    "{fraud}",
    "{fraud,fire}",
    "{fire}",
    "{fraud,traffic}",
    "{heating}",
    "{theft,fraud}",
)
MET = Visit.people_met.through
WITH_WORDS, WITH_PROMISE, AGREED = 0.4, 0.06, 0.1
VISIT_COLUMNS = (
    "id, created_at, updated_at, version, row_key, place, visited_at, state, "
    "confirmed_at, purpose, outcome, others_met, learned, asked_for, advice, "
    "next_visit_on, words_index, area_id, confirmed_by_id, household_id, visited_by_id"
)
FOLLOW_UP_COLUMNS = (
    "id, created_at, updated_at, version, row_key, matter, due_at, status, settled_at, "
    "result, area_id, assigned_to_id, settled_by_id, household_id, visit_id, elsewhere, "
    "record_kind"
)
HANDED_COLUMNS = (
    "id, created_at, updated_at, received_by, handed_at, area_id, handed_by_id, "
    "card_id, household_id, visit_id"
)
STANDING_COLUMNS = (
    "household_id, area_id, resident_count, last_visited_at, agreed_on, next_due_on, "
    "card_handed_at"
)


@dataclass
class Homes:
    """What is known of each household, as plain figures, in the order of their keys."""

    keys: array = field(default_factory=lambda: array("q"))
    areas: array = field(default_factory=lambda: array("q"))
    officers: array = field(default_factory=lambda: array("q"))
    heads: array = field(default_factory=lambda: array("q"))
    people: array = field(default_factory=lambda: array("h"))
    gone: bytearray = field(default_factory=bytearray)

    @classmethod
    def since(cls, first: int, serving: dict[int, int]) -> "Homes":
        found = cls()
        for key, area, head, people, gone in run(
            "SELECT h.id, h.area_id, min(r.id), count(*), h.left_on IS NOT NULL "
            "FROM households_household h JOIN households_resident r "
            "ON r.household_id = h.id WHERE h.id >= %s GROUP BY h.id ORDER BY h.id",
            [first],
        ):
            found.keys.append(key)
            found.areas.append(area)
            found.officers.append(serving[area])
            found.heads.append(head)
            found.people.append(people)
            found.gone.append(gone)
        return found


class Visits:
    """Day by day, as officers write them down."""

    def __init__(self, *, chance: Random, at: datetime, homes: Homes, cards) -> None:
        self.chance, self.at, self.homes, self.cards = chance, at, homes, cards
        count = len(homes.keys)
        self.last: list[datetime | None] = [None] * count
        self.agreed: list = [None] * count
        self.handed: list[datetime | None] = [None] * count
        self.promises: list[tuple] = []
        self.handovers: list[tuple] = []
        self.met: list[tuple] = []

    def make(self, count: int) -> None:
        self.key = first_of(Visit, count)
        self.last_key = self.key + count
        with quick(Visit, MET, FollowUp, CardHandover):
            for day in range(DAYS):
                size = count * (day + 1) // DAYS - count * day // DAYS
                copy_lines("households_visit", VISIT_COLUMNS, self._day(day, size))
                if day % 20 == 0 or day == DAYS - 1:
                    self._beside()
        with quick(HouseholdStanding):
            copy_lines("households_householdstanding", STANDING_COLUMNS, self._stand())
        due_dates.recompute_all(on=self.at.date())

    def _day(self, day: int, size: int) -> Iterator[tuple]:
        on = self.at.date() - (DAYS - day) * DAY
        morning = local(on, 8 * 60 + 30)
        for number in range(size):
            yield self._visit(on, morning + number * 9 * 3600 / max(size, 1) * SECOND)

    def _visit(self, on, moment: datetime) -> tuple:
        chance, homes = self.chance, self.homes
        count = len(homes.keys)
        place = int(chance.random() ** 1.4 * count * (1 - NEVER)) * STRIDE % count
        key, self.key = self.key, self.key + 1
        draw = chance.random()
        outcome = "met" if draw < 0.83 else "nobody_home" if draw < 0.98 else "declined"
        area, officer = homes.areas[place], homes.officers[place]
        row_key = uuid.UUID(int=chance.getrandbits(128), version=4)
        learned, index = "", None
        if outcome == "met":
            if chance.random() < WITH_WORDS:
                words = chance.choice(LEARNED)
                learned = seal(words, place=f"households_visit.learned.{row_key}")
                index = _index(words)
            self._beside_a_meeting(place, key, area, officer, moment)
        if outcome != "nobody_home":
            self.last[place] = moment
        soon = chance.random() < AGREED
        agreed = on + chance.randint(14, 120) * DAY if soon else None
        self.agreed[place] = agreed
        return (
            key, moment, moment, 1, row_key, "", moment, "confirmed", moment,
            chance.choice(PURPOSES), outcome, "", learned, "", chance.choice(ADVICE),
            agreed, index, area, officer, homes.keys[place], officer,
        )  # fmt: skip

    def _beside_a_meeting(self, place, key, area, officer, moment) -> None:
        """Who was met, the card of the first time, and sometimes a promise."""
        chance, homes = self.chance, self.homes
        member = homes.heads[place] + chance.randrange(homes.people[place])
        self.met.append((key, member))
        if self.handed[place] is None and chance.random() < 0.5:
            self.handed[place] = moment
            row = (moment, moment, "", moment, area, officer, self.cards[area])
            self.handovers.append((*row, homes.keys[place], key))
        if chance.random() < WITH_PROMISE:
            self.promises.append((homes.keys[place], key, area, officer, moment))

    def _beside(self) -> None:
        """Write down what has come together beside the visits."""
        for model, columns, rows in (
            (MET, "id, visit_id, resident_id", self.met),
            (CardHandover, HANDED_COLUMNS, self.handovers),
        ):
            if rows:
                first = first_of(model, len(rows))
                numbered = ((first + n, *row) for n, row in enumerate(rows))
                copy_lines(model._meta.db_table, columns, numbered)
        if self.promises:
            first = first_of(FollowUp, len(self.promises))
            rows = (self._promise(first + n, *p) for n, p in enumerate(self.promises))
            copy_lines("households_followup", FOLLOW_UP_COLUMNS, rows)
        self.met, self.handovers, self.promises = [], [], []

    def _promise(self, key, home, visit, area, officer, moment) -> tuple:
        """Kept in most cases, some late; what falls due from today on is open."""
        chance = self.chance
        due = moment + chance.choice((1, 3, 7, 7, 14, 30)) * DAY
        settled = due + (
            chance.randint(1, 5) * DAY if chance.random() < 0.07 else -HOUR
        )
        is_open = settled > self.at or (
            due > self.at - 60 * DAY and chance.random() < 0.04
        )
        row_key = uuid.UUID(int=chance.getrandbits(128), version=4)
        matter = seal(
            chance.choice(MATTERS), place=f"households_followup.matter.{row_key}"
        )
        return (
            key, moment, settled if not is_open else moment, 1, row_key, matter, due,
            "open" if is_open else "done", None if is_open else settled, "", area,
            officer, None if is_open else officer, home, visit, "", "",
        )  # fmt: skip

    def _stand(self) -> Iterator[tuple]:
        """The one row of each household that every visit changes."""
        homes = self.homes
        for place, key in enumerate(homes.keys):
            area = None if homes.gone[place] else homes.areas[place]
            people = 0 if homes.gone[place] else homes.people[place]
            agreed = self.agreed[place]
            row = (key, area, people, self.last[place], agreed, agreed)
            yield (*row, self.handed[place])


SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@lru_cache
def _index(words: str) -> bytes | None:
    return words_index(words, "")


def cards_of(villages, *, at: datetime) -> dict[int, int]:
    """The card of each area of the county: its village's, issued where it lacks one."""
    standing = dict(
        ContactCard.objects.filter(status="active").values_list("area_id", "pk")
    )
    found = {}
    for village in villages:
        card = standing.get(village.area.pk)
        if card is None:
            by = User.objects.get(pk=village.officer)
            card = cards.issue(area=village.area, by=by, at=at - DAYS * DAY).pk
        found |= dict.fromkeys((village.area.pk, *village.grids), card)
    return found
