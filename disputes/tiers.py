"""Which tier a dispute belongs to, by the rules that hold where it is, and why."""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal

from django.utils.translation import gettext as _

from disputes import words
from disputes.models import Dispute, DisputeGrade, TierRule
from disputes.workflow.intake import Danger, Grade, Tier
from station import phrasing
from station.models import Area
from station.models.area import STEP

RANK = {Tier.SIMPLE: 0, Tier.GENERAL: 1, Tier.MAJOR: 2}
# Where the county has not said what a grade means.
OF_GRADE = {
    Grade.ONE: Tier.SIMPLE,
    Grade.TWO: Tier.SIMPLE,
    Grade.THREE: Tier.GENERAL,
    Grade.FOUR: Tier.GENERAL,
    Grade.FIVE: Tier.MAJOR,
}


@dataclass(frozen=True)
class Facts:
    """What the rules look at."""

    field: str
    grade: int
    dangers: tuple[str, ...]
    people: int
    times: int
    amount: str  # as text, so that it reads the same out of JSON
    is_domestic_violence: bool

    def as_json(self) -> dict:
        return {**asdict(self), "dangers": list(self.dangers)}


@dataclass(frozen=True)
class Rule:
    """At least this tier where everything that is set holds."""

    tier: str
    fields: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    grade_from: int | None = None
    people_from: int | None = None
    times_from: int | None = None
    amount_from: Decimal | None = None
    is_domestic_violence: bool = False

    def holds(self, facts: Facts) -> bool:
        """Is it as the rule says, in every point?"""
        amount = Decimal(facts.amount) if facts.amount else Decimal(0)
        return all(
            (
                not self.fields or facts.field in self.fields,
                not self.dangers or set(self.dangers) & set(facts.dangers),
                _reaches(facts.grade, self.grade_from),
                _reaches(facts.people, self.people_from),
                _reaches(facts.times, self.times_from),
                _reaches(amount, self.amount_from),
                facts.is_domestic_violence or not self.is_domestic_violence,
            )
        )

    def condition(self) -> str:
        """When it holds, as one would say it."""
        said = []
        if self.fields:
            said.append(_(" or ").join(words.of_field(code) for code in self.fields))
        if self.grade_from:
            grade = words.of_grade(self.grade_from)
            said.append(_("%(grade)s or graver") % {"grade": grade})
        if self.dangers:
            said.append(
                _(" or ").join(str(Danger(code).label) for code in self.dangers)
            )
        said += self._figures()
        if self.is_domestic_violence:
            said.append(_("domestic violence"))
        return _(", ").join(said)

    def _figures(self) -> list[str]:
        said = []
        if self.people_from:
            said.append(_("%(n)s people or more") % {"n": self.people_from})
        if self.times_from:
            said.append(_("time %(n)s or more in a year") % {"n": self.times_from})
        if self.amount_from:
            amount = phrasing.number(int(self.amount_from))
            said.append(_("%(amount)s yuan or more") % {"amount": amount})
        return said


SHIPPED = (
    Rule(Tier.MAJOR, dangers=(Danger.WEAPON, Danger.CROWD)),
    Rule(Tier.MAJOR, people_from=10),
    Rule(Tier.MAJOR, times_from=5),
    Rule(Tier.MAJOR, amount_from=Decimal(500_000)),
    Rule(Tier.GENERAL, dangers=(Danger.VIOLENCE, Danger.THREAT, Danger.SELF_HARM)),
    Rule(Tier.GENERAL, is_domestic_violence=True),
    Rule(Tier.GENERAL, people_from=5),
    Rule(Tier.GENERAL, times_from=3),
    Rule(Tier.GENERAL, amount_from=Decimal(50_000)),
)


@dataclass(frozen=True)
class Book:
    """The rules that hold in a place, and who set them."""

    rules: tuple[Rule, ...]
    area: Area | None  # none: those that ship


@dataclass(frozen=True)
class Assessment:
    """What the rules say of a dispute, with the reasons in words."""

    tier: str
    reasons: tuple[str, ...]
    facts: Facts

    @property
    def because(self) -> str:
        return _("; ").join(self.reasons)


def book_at(area: Area) -> Book:
    """The rules of the nearest place above that set its own, else those that ship."""
    steps = range(STEP, len(area.path) + 1, STEP)
    above = [area.path[:end] for end in steps]
    rows = TierRule.objects.filter(is_active=True, area__path__in=above)
    found = list(rows.select_related("area").order_by("order", "pk"))
    if not found:
        return Book(SHIPPED, None)
    nearest = max((row.area for row in found), key=lambda place: len(place.path))
    rules = tuple(rule_of(row) for row in found if row.area_id == nearest.pk)
    return Book(rules, nearest)


def rule_of(row: TierRule) -> Rule:
    """A row as a rule."""
    values = {field.name: getattr(row, field.name) for field in fields(Rule)}
    return Rule(
        **values
        | {"fields": tuple(values["fields"]), "dangers": tuple(values["dangers"])}
    )


def facts_of(dispute: Dispute) -> Facts:
    """What the rules look at, of one dispute."""
    amount = dispute.amount
    return Facts(
        field=dispute.field,
        grade=dispute.grade,
        dangers=tuple(sorted(dispute.dangers)),
        people=dispute.people_count,
        times=dispute.times,
        amount="" if amount is None else f"{amount:.2f}",
        is_domestic_violence=dispute.is_domestic_violence,
    )


def assess(dispute: Dispute) -> Assessment:
    """The tier of its grade, or a higher one that a rule asks for."""
    facts = facts_of(dispute)
    row = DisputeGrade.objects.filter(level=dispute.grade).first()
    tier = row.tier if row is not None else OF_GRADE[Grade(dispute.grade)]
    holding = [rule for rule in book_at(dispute.area).rules if rule.holds(facts)]
    highest = max([tier, *(rule.tier for rule in holding)], key=RANK.get)
    reasons = [rule.condition() for rule in holding if rule.tier == highest]
    if highest == tier:
        reasons.insert(0, words.of_grade(dispute.grade))
    return Assessment(highest, tuple(reasons), facts)


def _reaches(value, least) -> bool:
    return least is None or value >= least
