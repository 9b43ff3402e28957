"""Households nobody ever spoke to about fraud, those most at risk first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antifraud.models import Briefing, FraudCase
from antifraud.reach.figures import band_by_birth, youngest
from households.models import (
    Advice,
    CareKind,
    Household,
    Relation,
    ResidenceKind,
    Resident,
    Visit,
)
from station import policy
from station.models import Area

LATELY = timedelta(days=90)
ALONE = [CareKind.ELDERLY_ALONE, CareKind.LEFT_BEHIND_ELDER]
LODGING = [ResidenceKind.MIGRANT, ResidenceKind.LODGER]
OLD, GROWN, YOUNG = 60, 18, 25


class Risk(TextChoices):
    """What speaks for going there soon; the weights add up."""

    VICTIM = "victim", _("Somebody here lost money to fraud")
    ALONE = "alone", _("An elderly person on their own")
    ELDERLY = "elderly", _("Somebody aged 60 or over")
    YOUNG = "young", _("Somebody aged 18 to 25")
    LODGER = "lodger", _("Tenants or people from elsewhere")
    NEAR = "near", _("Cases in this place in the last 90 days")


WEIGHTS = {
    Risk.VICTIM: 8,
    Risk.ALONE: 4,
    Risk.ELDERLY: 2,
    Risk.YOUNG: 2,
    Risk.LODGER: 1,
    Risk.NEAR: 1,
}


@dataclass(frozen=True)
class Whom:
    """Which of them: where, how old, cared for as what, living how."""

    area: Area | None = None
    band: str = ""
    care: str = ""
    residence: str = ""


def sees_care(user) -> bool:
    """Auxiliary officers and clients do not see who is cared for."""
    return policy.can(user, "resident.reveal")


def never_briefed(user, whom: Whom = Whom()):
    """Households present in scope with neither a briefing nor fraud advice."""
    if not policy.can(user, "briefing.view"):
        return Household.objects.none()
    rows = Household.objects.visible_to(user).present().filter(~Q(_briefed()))
    rows = rows.filter(~Q(_advised()))
    if whom.area is not None:
        rows = rows.filter(area__path__startswith=whom.area.path)
    people = _people(whom)
    return rows.filter(Exists(people)) if people is not None else rows


def _briefed() -> Exists:
    return Exists(Briefing.objects.standing().filter(household=OuterRef("pk")))


def _advised() -> Exists:
    visits = Visit.objects.confirmed()
    return Exists(
        visits.filter(household=OuterRef("pk"), advice__contains=[Advice.FRAUD])
    )


def _people(whom: Whom):
    """Somebody of the kind lives there; nothing where no kind is asked for."""
    said = {
        "band": whom.band,
        "care_kinds__contains": [whom.care] if whom.care else "",
        "residence_kind": whom.residence,
    }
    wanted = {lookup: value for lookup, value in said.items() if value}
    if not wanted:
        return None
    rows = Resident.objects.present().filter(household=OuterRef("pk"))
    return rows.annotate(band=band_by_birth(timezone.localdate())).filter(**wanted)


def by_risk(rows, user, *, at: datetime):
    """The rows with ``risk``, to be read from the highest."""
    on = timezone.localdate(at)
    living = Resident.objects.present().filter(household=OuterRef("pk")).order_by()
    weighed = living.values("household").annotate(sum=_weights(on, user))
    weighed = weighed.values("sum")
    found = Coalesce(Subquery(weighed, output_field=IntegerField()), Value(0))
    found += _worth(Q(area__in=_places(at)), Risk.NEAR)
    if policy.can(user, "fraud_case.view"):
        found += _worth(Q(pk__in=_hit(user)), Risk.VICTIM)
    return rows.annotate(risk=found)


def reasons(homes: list[Household], user, *, at: datetime) -> dict[int, list[Risk]]:
    """Why each of them, in a fixed number of queries."""
    on, keys = timezone.localdate(at), [home.pk for home in homes]
    near = set(_places(at).values_list("area_id", flat=True))
    hit = _hit_among(user, keys)
    found: dict[int, set[Risk]] = {key: set() for key in keys}
    people = Resident.objects.present().filter(household__in=keys)
    facts = ("household_id", "birth_date", "care_kinds", "residence_kind", "relation")
    for key, *person in people.values_list(*facts):
        found[key] |= _of_person(*person, on=on)
    for home in homes:
        if home.area_id in near:
            found[home.pk].add(Risk.NEAR)
        if home.pk in hit:
            found[home.pk].add(Risk.VICTIM)
    hidden = set() if sees_care(user) else {Risk.ALONE}
    return {
        key: [risk for risk in Risk if risk in said - hidden]
        for key, said in found.items()
    }


def _of_person(born: date, care, residence: str, relation: str, *, on: date) -> set:
    told = {
        Risk.ALONE: bool(set(care) & set(ALONE)),
        Risk.ELDERLY: born <= youngest(on, OLD),
        Risk.YOUNG: youngest(on, YOUNG + 1) < born <= youngest(on, GROWN),
        Risk.LODGER: residence in LODGING or relation == Relation.TENANT,
    }
    return {risk for risk, holds in told.items() if holds}


def _weights(on: date, user):
    """Each reason once a household, however many people give it."""
    old, young = youngest(on, OLD), youngest(on, YOUNG + 1)
    conditions = {
        Risk.ALONE: Q(care_kinds__overlap=ALONE),
        Risk.ELDERLY: Q(birth_date__lte=old),
        Risk.YOUNG: Q(birth_date__gt=young, birth_date__lte=youngest(on, GROWN)),
        Risk.LODGER: Q(residence_kind__in=LODGING) | Q(relation=Relation.TENANT),
    }
    if not sees_care(user):
        del conditions[Risk.ALONE]
    found = Value(0)
    for risk, condition in conditions.items():
        found = found + Max(_worth(condition, risk))
    return found


def _worth(condition: Q, risk: Risk) -> Case:
    return Case(
        When(condition, then=Value(WEIGHTS[risk])),
        default=Value(0),
        output_field=IntegerField(),
    )


def _places(at: datetime):
    """Where something happened lately."""
    rows = FraudCase.objects.counted().filter(happened_at__gte=at - LATELY)
    return rows.order_by().values("area").distinct()


def _hit(user):
    """Households of victims, for whoever may see the cases."""
    rows = FraudCase.objects.visible_to(user).counted().filter(victim__isnull=False)
    return rows.order_by().values(home=F("victim__household"))


def _hit_among(user, keys: list[int]) -> set[int]:
    if not policy.can(user, "fraud_case.view"):
        return set()
    rows = _hit(user).filter(victim__household__in=keys)
    return {row["home"] for row in rows}
