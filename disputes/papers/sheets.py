"""What every paper says of its case, as plain values for its layout."""

from datetime import date, datetime

from django.utils import timezone

from disputes.models import DisputePaper
from disputes.papers.case import Case, Person
from disputes.workflow.intake import Side
from station import working_days
from station.actions.attachments import path_of
from station.models import Attachment
from station.phrasing import date_in_full

RIGHTS = (
    "选择或者接受人民调解员；",
    "接受调解、拒绝调解或者要求终止调解；",
    "要求调解公开进行或者不公开进行；",
    "自主表达意愿、自愿达成调解协议。",
)
DUTIES = (
    "如实陈述纠纷事实；",
    "遵守调解现场秩序，尊重人民调解员；",
    "尊重对方当事人行使权利。",
)


def day(on: date | datetime | None) -> str:
    """A day in full, or room for one written by hand."""
    if on is None:
        return ""
    return date_in_full(working_days.local_date(on) if isinstance(on, datetime) else on)


def moment(at: datetime | None) -> str:
    """The day and the minute, as records are dated."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{date_in_full(local.date())}{local.hour}时{local.minute:02d}分"


def person(who: Person, *, on: date) -> dict:
    """A party in the head of a form; what nobody knows is left to the pen."""
    return {
        "name": who.name,
        "is_person": who.is_person,
        "sex": who.sex,
        "born": day(who.born),
        "age": str(_age(who.born, on)) if who.born else "",
        "ethnicity": who.ethnicity,
        "id_number": who.id_number,
        "work": who.work,
        "phone": who.phone,
        "address": who.address,
        "guardian": who.guardian,
        "agents": list(who.agents.values()),
    }


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def people(case: Case, *sides: str) -> list[dict]:
    """The parties of these sides, of all where none is named."""
    on = case.dispute.event_on
    return [person(who, on=on) for who in case.people if not sides or who.side in sides]


def ones(case: Case) -> list[dict]:
    return people(case, Side.ONE)


def others(case: Case) -> list[dict]:
    """The other side; who is otherwise concerned stands with it."""
    return people(case, Side.OTHER, Side.THIRD)


def hands(case: Case, row: DisputePaper | None) -> list[dict]:
    """The hands under a paper, as they were drawn on the screen."""
    return [
        {
            "role": signature.role,
            "name": signature.name,
            "date": day(signature.signed_at),
            "picture": picture(signature.picture),
        }
        for signature in case.signed(row)
    ]


def picture(kept: Attachment | None, *, whole: bool = False) -> list[int] | None:
    """The bytes of a picture; None where it is gone from the store."""
    if kept is None:
        return None
    name = kept.file_name if whole else kept.thumbnail_name or kept.file_name
    try:
        return list(path_of(name).read_bytes())
    except OSError:
        return None


def party_of(case: Case, row: DisputePaper) -> dict | None:
    """The party a paper is about, as it stands in the head of forms."""
    found = [who for who in case.people if who.pk == row.party_id]
    return person(found[0], on=case.dispute.event_on) if found else None


def other_side_of(case: Case, row: DisputePaper) -> list[dict]:
    """Against whom somebody applies."""
    side = row.party.side if row.party_id else Side.ONE
    return ones(case) if side != Side.ONE else others(case)
