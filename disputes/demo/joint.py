"""Joint mediations as a station has them: one planned, one held, one called off."""

from datetime import datetime, time, timedelta

from disputes import joint_invitees
from disputes.actions import invitations, joint, tracks, undertakings, warnings
from disputes.actions.invitations import Invitee
from disputes.actions.joint_sittings import Sitting
from disputes.models import Dispute, JointTemplate
from disputes.workflow import Status, gate
from disputes.workflow.joint import Answer, PartnerKind
from disputes.workflow.mediation import MediationOutcome, MediationPlace
from station import working_days
from station.errors import RuleError
from station.models import Area

SUBJECT = "两户耕地地界纠纷，多次调解未果，请到场共同商议。"
AGENDA = "请司法所携带土地承包台账，请法官讲明诉讼风险。"
JUDGE = Invitee(
    kind=PartnerKind.COURT,
    organisation="平川人民法庭",
    name="李法官",
    phone="0936-2718899",
)
LAWYER = Invitee(kind=PartnerKind.LAWYER, organisation="正信律师事务所", name="赵律师")


SHOWN = "620724108204"  # the village of the demo accounts


@warnings.once()
def make(*, chance, at, scale) -> str:
    """Of the gravest disputes in mediation; says what was made."""
    rows = Dispute.objects.filter(
        status=Status.TAKEN_UP,
        assigned_to__isnull=False,
        taken_up_at__lt=at - timedelta(days=3),
    )
    rows = rows.select_related("area", "assigned_to").order_by("-grade", "pk")
    chosen: list[Dispute] = []
    for path in _paths():
        known = [row.pk for row in chosen]
        near = rows.filter(area__path__startswith=path).exclude(pk__in=known)
        chosen += near[: len(STEPS) - len(chosen)]
    made = 0
    for dispute, step in zip(chosen, STEPS, strict=False):
        try:
            step(dispute, at=at)
        except RuleError:
            continue
        made += 1
    return f"{made} joint mediations"


def _paths() -> list[str]:
    """The village of the demo accounts, its station, and then everywhere."""
    village = Area.objects.filter(code=SHOWN).first()
    if village is None:
        return [""]
    station = Area.objects.above(village).filter(kind=Area.Kind.STATION).first()
    return [village.path, *([station.path] if station else []), ""]


def _at(at: datetime, days: int) -> datetime:
    day = working_days.local_date(at) + timedelta(days=days)
    return working_days.at_clock(day, time(14, 30))


def _plan(dispute: Dispute, kind: str, *, when: datetime, written_at: datetime):
    if not dispute.track:
        _on_track(dispute, at=written_at)
    template = JointTemplate.objects.get(kind=kind, station=None)
    chosen = joint_invitees.suggested(template, dispute.area)
    return joint.plan(
        dispute=dispute,
        template=template,
        plan=joint.Plan(
            planned_at=when,
            place_kind=MediationPlace.STANDARD_ROOM,
            place="派出所一楼调解室",
            subject=SUBJECT,
            agenda=AGENDA,
            chair=dispute.assigned_to,
        ),
        invitees=(JUDGE, *(joint_invitees.of_office(office) for office in chosen)),
        by=dispute.assigned_to,
        at=written_at,
    )


def _on_track(dispute: Dispute, *, at: datetime) -> None:
    """A mere quarrel, both sides willing: people's mediation."""
    officer = dispute.assigned_to
    tracks.assess(dispute=dispute, answers=gate.Answers(), by=officer, at=at)
    dispute.refresh_from_db()


def _planned(dispute: Dispute, *, at: datetime) -> None:
    """In two days; the judge comes, the others have not answered."""
    officer = dispute.assigned_to
    written_at = at - timedelta(days=2)
    made = _plan(dispute, "four_party", when=_at(at, 2), written_at=written_at)
    for row in made.invitations.all():
        sent, _code = invitations.send(invitation=row, by=officer, at=written_at)
        if row.kind == PartnerKind.COURT:
            invitations.answer(invitation=sent, answer=Answer.ACCEPTED, by=None, at=at)


def _held(dispute: Dispute, *, at: datetime) -> None:
    """Some days ago: who came undertook something."""
    officer, began = dispute.assigned_to, dispute.taken_up_at
    when = began + (at - began) / 2
    written_at = began + (at - began) / 4
    made = _plan(dispute, "court", when=when, written_at=written_at)
    came = tuple(made.invitations.all())
    made = joint.hold(
        joint=made,
        sitting=Sitting(
            held_at=when,
            outcome=MediationOutcome.NOT_AGREED,
            record="法官讲明诉讼成本与举证要求，双方同意先行丈量，择期再议。",
            is_impartial=True,
            facts="双方地界相邻，近年多次因地埂发生争执。",
        ),
        came=came,
        version=made.version,
        by=officer,
        at=when + timedelta(hours=3),
    )
    _promises(made, came, by=officer, at=when + timedelta(hours=3))


def _promises(made, came, *, by, at: datetime) -> None:
    today = working_days.local_date(at)
    first = undertakings.undertake(
        joint=made,
        promise=undertakings.Promise(
            what="提供同类案件判决书，供双方参考。",
            due_on=today + timedelta(days=2),
            invitation=came[0],
        ),
        by=by,
        at=at,
    )
    undertakings.finish(
        undertaking=first, result="已送到调解室。", by=by, at=at + timedelta(hours=20)
    )
    undertakings.undertake(
        joint=made,
        promise=undertakings.Promise(
            what="会同村委会到现场丈量地界。",
            due_on=today + timedelta(days=9),
            officer=by,
        ),
        by=by,
        at=at,
    )


def _called_off(dispute: Dispute, *, at: datetime) -> None:
    """The parties made it up before the day."""
    written_at = at - timedelta(days=3)
    made = _plan(dispute, "lawyers", when=_at(at, 1), written_at=written_at)
    invitations.invite(
        joint=made, invitee=LAWYER, by=dispute.assigned_to, at=at - timedelta(days=2)
    )
    joint.call_off(
        joint=made,
        reason="双方已自行和好，不再需要联合调解。",
        version=made.version,
        by=dispute.assigned_to,
        at=at - timedelta(days=1),
    )


STEPS = (_planned, _held, _called_off)
