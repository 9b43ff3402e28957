"""Disputes that need more care: violence at home, pupils, somebody who speaks for one."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from disputes.actions import agents, safeguards
from disputes.actions import disputes as actions
from disputes.actions.parties import Guardian, PartyFacts
from disputes.demo.past import DAY, Place
from disputes.models import Dispute
from disputes.workflow.intake import Danger, PartyKind, PartyRole, Side, Source
from disputes.workflow.safeguards import SafeguardKind
from households.models import Household
from station import working_days


def by_day(at: datetime, days: int, hour: int) -> datetime:
    """So many days ago at that hour; not in the future."""
    day = working_days.local_date(at - days * DAY)
    return min(working_days.at_clock(day, time(hour, 20)), at - timedelta(minutes=10))


def taken_up(dispute: Dispute, place: Place, *, at: datetime) -> Dispute:
    return actions.take_up(
        dispute=dispute,
        assigned_to=place.officer,
        version=dispute.version,
        by=place.officer,
        at=at,
    )


def at_home(home: Household, place: Place, *, at: datetime) -> None:
    """Violence in the family, with a child there: two of its steps are done."""
    began = by_day(at, 2, 20)
    dispute = actions.report(
        area=home.area,
        household=home,
        intake=actions.Intake(
            source=Source.CALL,
            field="marriage",
            grade=4,
            summary="丈夫酒后打妻子，妻子报警，十岁的孩子在场受惊。",
            place=home.address.text,
            dangers=(Danger.VIOLENCE,),
            is_domestic_violence=True,
            parties=(
                PartyFacts(side=Side.ONE, name="苏春燕", role=PartyRole.VICTIM),
                PartyFacts(side=Side.OTHER, name="石学兵", role=PartyRole.SUSPECT),
                PartyFacts(
                    side=Side.THIRD,
                    name="石晓雨",
                    birth_date=working_days.local_date(at) - 10 * 365 * DAY,
                    guardian=Guardian("苏春燕", "母亲", "13809365511"),
                ),
            ),
        ),
        by=place.officer,
        at=began,
    )
    dispute = taken_up(dispute, place, at=began + timedelta(hours=1))
    for kind in (SafeguardKind.ADMONITION, SafeguardKind.PROTECTION_ORDER):
        dispute.refresh_from_db()
        safeguards.settle(
            dispute=dispute,
            kind=kind,
            done_on=working_days.local_date(began + DAY),
            note="已出具告诫书并当面宣读。",
            version=dispute.version,
            by=place.officer,
            at=began + DAY,
        )


def at_school(home: Household, place: Place, *, at: datetime) -> None:
    """Two pupils; the guardians of one are told, those of the other not yet."""
    began, today = by_day(at, 3, 16), working_days.local_date(at)
    actions.report(
        area=home.area,
        intake=actions.Intake(
            source=Source.PARTNER,
            field="other",
            grade=3,
            summary="两名学生放学路上因欠零花钱推打，一人嘴角破皮，家长要求处理。",
            place="罗城中心小学门口",
            is_school_bullying=True,
            school_told_on=working_days.local_date(began),
            dangers=(Danger.VIOLENCE,),
            parties=(
                PartyFacts(
                    side=Side.ONE,
                    name="贺子轩",
                    birth_date=today - 13 * 365 * DAY,
                    guardian=Guardian(
                        "贺文斌",
                        "父亲",
                        "13993612208",
                        told_on=working_days.local_date(began),
                        is_present=True,
                    ),
                ),
                PartyFacts(
                    side=Side.OTHER,
                    name="康浩宇",
                    birth_date=today - 14 * 365 * DAY,
                    guardian=Guardian("康永福", "祖父"),
                ),
            ),
        ),
        by=place.officer,
        at=began,
    )


def by_agent(home: Household, place: Place, *, at: datetime) -> None:
    """A firm and workers; one of them speaks for the others, the paper is missing."""
    began = by_day(at, 5, 10)
    dispute = actions.report(
        area=home.area,
        intake=actions.Intake(
            source=Source.WALK_IN,
            field="wages",
            grade=4,
            summary="日光温室施工结束两个月，八名工人工资未付，到项目部讨要。",
            place="天城村日光温室工地",
            amount=Decimal(86400),
            people_count=9,
            parties=(
                PartyFacts(side=Side.ONE, name="尹志刚", phone="13830612766"),
                PartyFacts(
                    side=Side.OTHER,
                    name="丰源农业设施有限公司",
                    kind=PartyKind.ORGANISATION,
                ),
            ),
        ),
        by=place.officer,
        at=began,
    )
    dispute = taken_up(dispute, place, at=began + DAY)
    agents.add_agent(
        dispute=dispute,
        party=dispute.parties.order_by("pk").last(),
        name="武秀芳",
        phone="13909361842",
        power="代为参加调解、核对工资表、签收文书",
        granted_on=working_days.local_date(began),
        version=dispute.version,
        by=place.officer,
        at=began + DAY,
    )
