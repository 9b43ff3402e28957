"""Fourteen months of disputes that are over: when each came, and how it ended."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal

from disputes import tiers
from disputes.actions.intake import Intake, facts_of
from disputes.demo.stories import RESULTS, STORIES, Story
from disputes.models import Dispute, DisputeGrade, DisputeParty
from disputes.workflow import Outcome, Status
from disputes.workflow.intake import Danger, Side, Source, Tier, Track
from households.models import Household
from station import working_days
from station.demo import names
from station.models import Area, User

DAY = timedelta(days=1)
MONTH = 30
YEAR = timedelta(days=365)
RECENT = 9  # days; what came in since then is still being worked on
# From the oldest month to the newest: more until the spring, fewer since.
WEIGHTS = (5, 6, 8, 9, 11, 12, 11, 9, 8, 7, 6, 5, 3, 2)
OUTCOMES = {
    Outcome.SETTLED: 84,
    Outcome.FAILED: 6,
    Outcome.WITHDRAWN: 4,
    Outcome.PASSED_ON: 3,
    Outcome.HANDLED: 2,
    Outcome.NO_DISPUTE: 1,
}
SOURCES = (
    Source.WALK_IN,
    Source.VISIT,
    Source.CALL,
    Source.CALL,
    Source.GRID_WORKER,
    Source.MESSAGE,
    Source.PARTNER,
)


@dataclass(frozen=True)
class Place:
    """Where an officer serves, and who leads there."""

    area: Area
    officer: User
    station: Area
    chief: User


@dataclass
class Case:
    """One dispute that is over, before its rows are written."""

    place: Place
    story: Story
    dispute: Dispute
    parties: list[DisputeParty]
    because: str
    had_a_vain_sitting: bool = False
    rows: list = field(default_factory=list)

    @property
    def is_agreed(self) -> bool:
        return self.dispute.outcome == Outcome.SETTLED


class Past:
    """Makes up the disputes of one draw, in the order in which they came."""

    def __init__(self, *, chance, at: datetime) -> None:
        self.chance, self.at = chance, at
        self.cases: list[Case] = []
        self.books: dict[int, tuple[tiers.Rule, ...]] = {}
        rows = DisputeGrade.objects.values_list("level", "tier")
        self.of_grade = {**tiers.OF_GRADE, **dict(rows)}

    def moments(self, count: int) -> list[datetime]:
        """When so many came in, by the weight of the months."""
        months = self.chance.choices(range(len(WEIGHTS)), WEIGHTS, k=count)
        ages = [
            max((len(WEIGHTS) - month) * MONTH - self.chance.randrange(MONTH), RECENT)
            for month in months
        ]
        return sorted(self._on(self.at - age * DAY) for age in ages)

    def add(self, home: Household, place: Place, moment: datetime) -> Case:
        """One more, from its report to its end."""
        story = self.chance.choice(STORIES)
        dispute = self._reported(home, place, story, moment)
        parties = self._parties(dispute, home)
        case = Case(place, story, dispute, parties, self._tier(dispute, place))
        self._end(case)
        self.cases.append(case)
        return case

    # -- the parts -----------------------------------------------------------------

    def _on(self, day: datetime) -> datetime:
        """A quarter of an hour in daylight."""
        clock = time(self.chance.randint(8, 18), self.chance.choice((0, 15, 30, 45)))
        return working_days.at_clock(working_days.local_date(day), clock)

    def _reported(self, home, place: Place, story: Story, moment) -> Dispute:
        amount = story.amounts and self.chance.randrange(*story.amounts, 50)
        intake = Intake(
            source=self.chance.choice(SOURCES),
            field=story.field,
            summary=story.summary,
            grade=story.grade,
            place=home.address.text,
            amount=Decimal(amount) if amount else None,
            people_count=story.people,
            dangers=story.dangers,
            is_domestic_violence=story.is_domestic_violence,
        )
        dispute = Dispute(
            area=home.area,
            household=home,
            **facts_of(intake, at=moment),
            reported_at=moment,
            reported_by=place.officer,
            assigned_to=place.officer,
        )
        dispute.times = 1 + sum(
            case.dispute.household.pk == home.pk
            and case.dispute.reported_at > moment - YEAR
            for case in self.cases
        )
        if dispute.times > 1:
            dispute.dangers = sorted({*dispute.dangers, Danger.REPEAT})
        return dispute

    def _parties(self, dispute: Dispute, home: Household) -> list[DisputeParty]:
        """Somebody of the household, and a neighbour."""
        known = next(iter(home.residents.all()), None)
        one = DisputeParty(
            dispute=dispute,
            side=Side.ONE,
            resident=known,
            name=known.name if known else neighbour(self.chance),
            birth_date=known.birth_date if known else None,
        )
        other = DisputeParty(
            dispute=dispute, side=Side.OTHER, name=neighbour(self.chance)
        )
        dispute.write_party_names([one.shown_name, other.name])
        return [one, other]

    def _tier(self, dispute: Dispute, place: Place) -> str:
        """By the rules that hold there; says why."""
        key = place.station.pk
        if key not in self.books:
            self.books[key] = tiers.book_at(place.station).rules
        facts = tiers.facts_of(dispute)
        holding = [rule for rule in self.books[key] if rule.holds(facts)]
        grade = self.of_grade[dispute.grade]
        tier = max([grade, *(rule.tier for rule in holding)], key=tiers.RANK.get)
        dispute.tier = tier
        said = [rule.condition() for rule in holding if rule.tier == tier]
        return "；".join(said) or dispute.get_grade_display()

    def _end(self, case: Case) -> None:
        """Taken up, mediated and concluded, each on its day."""
        dispute, chance = case.dispute, self.chance
        dispute.status = Status.ENDED
        outcome = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        dispute.outcome, dispute.result = outcome, RESULTS[outcome]
        dispute.taken_up_at = self._later(dispute.reported_at, 0, 2)
        finished = self._later(dispute.taken_up_at, 1, 5 + 5 * case.story.grade)
        dispute.ended_at = finished
        dispute.track = self._track(case)
        if outcome in {Outcome.SETTLED, Outcome.FAILED}:
            dispute.mediated_at = finished
            dispute.ended_at = self._later(finished, 2, 30)
            case.had_a_vain_sitting = outcome == Outcome.FAILED or (
                dispute.track == Track.PEOPLE and chance.random() < 0.2
            )
        if outcome == Outcome.FAILED:
            dispute.told_of_court_on = working_days.local_date(finished)
        is_major = dispute.tier == Tier.MAJOR
        dispute.ended_by = case.place.chief if is_major else case.place.officer
        dispute.due_at = dispute.ended_at

    def _track(self, case: Case) -> str:
        """What the gate said of those that came to a mediation."""
        if case.dispute.outcome == Outcome.HANDLED:
            return Track.NONE
        if case.dispute.outcome == Outcome.PASSED_ON and case.story.amounts:
            return Track.JUDICIAL  # somebody had gone to court already
        if case.dispute.outcome not in {Outcome.SETTLED, Outcome.FAILED}:
            return ""
        if case.story.answers.act == "none" or case.dispute.is_domestic_violence:
            return Track.PEOPLE
        return Track.PUBLIC_SECURITY

    def _later(self, moment: datetime, least: int, most: int) -> datetime:
        """Some days on, by day, and not in the future."""
        later = self._on(moment + self.chance.randint(least, most) * DAY)
        return min(max(later, moment + timedelta(hours=1)), self.at)


def neighbour(chance) -> str:
    """Somebody the register does not know."""
    return names.full_name(chance, sex=chance.choice(["male", "female"]))


def by_series(cases: list[Case], key) -> dict:
    """The cases of each series of numbers, in their order."""
    found = defaultdict(list)
    for case in cases:
        found[key(case)].append(case)
    return found
