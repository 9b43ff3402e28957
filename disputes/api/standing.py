"""What a client is told of how a single record stands: owed, lacking, and why."""

from disputes import agreement_contents
from disputes.models import Agreement, Dispute
from disputes.workflow.mediation import AgreementStatus
from station import closings

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
MAYBE_MOMENT = {"type": ["string", "null"], "format": "date-time"}


def _rows(**properties) -> dict:
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
        },
    }


STILL_OPEN = _rows(title=TEXT, kind=TEXT, due_at=MAYBE_MOMENT)
SIGNS = _rows(code=TEXT, points=NUMBER, times=NUMBER)
LACKING = _rows(code=TEXT, text=TEXT, article=TEXT)


def things_still_open(dispute: Dispute, user) -> list[dict]:
    """What is to be done before the dispute can be closed."""
    return [
        {
            "title": str(item.title),
            "kind": str(item.kind_label),
            "due_at": item.due_at and item.due_at.isoformat(),
        }
        for item in closings.open_things(dispute, user=user)
    ]


def signs(dispute: Dispute, _user) -> list[dict]:
    """The named signs of the newest reading, with their points."""
    reading = dispute.readings.order_by("-at", "-pk").first()
    held = reading.signs if reading and dispute.is_open else []
    names = ("code", "points", "times")
    return [{name: sign[name] for name in names} for sign in held]


def lacking(agreement: Agreement, _user) -> list[dict]:
    """What keeps a draft from taking effect, with the article that asks for it."""
    if agreement.status != AgreementStatus.DRAFT:
        return []
    return [
        {"code": row.code, "text": str(row.text), "article": row.article}
        for row in agreement_contents.lacking(agreement)
    ]
