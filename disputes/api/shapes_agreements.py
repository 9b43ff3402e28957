"""The row shapes of agreements, of what is owed by them, and of their confirmation."""

from disputes.api import paper_links
from disputes.api.standing import LACKING, lacking
from disputes.models import Agreement, JudicialConfirmation, Obligation
from station.api.papers import Pdf
from station.api.parts import Children, Column, Part, Sealed, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

DISPUTE = Part("dispute", "id", "number", AREA)
OF_AGREEMENT = Part("agreement", "id", "number", "status", DISPUTE)
PARTY = Part("party", "id", "side", "name")
REVEAL = "agreement.reveal"

AGREEMENTS = Shape(
    "Agreement",
    Agreement,
    "id",
    "number",
    DISPUTE,
    Column("mediation"),
    "form",
    "status",
    "reached_on",
    "effective_on",
    "is_performed_at_once",
    "body",
    "chair",
    "place",
    "kept_on",
    "broken_on",
    "breach_answer",
    "void_on",
    "content_hash",
    person("written_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[
        *(
            Sealed(name, needs=REVEAL)
            for name in ("facts", "responsibility", "terms", "performance")
        ),
        "others_present",
        "void_reason",
        Told("lacking", LACKING, lacking, needs=("agreement.edit",)),
        Children(
            "obligations",
            "id",
            PARTY,
            "kind",
            "amount",
            "due_on",
            "status",
            "settled_on",
            "version",
            order="{t}.due_on, {t}.id",
        ),
        Children(
            "signatures",
            "id",
            "signer",
            "name",
            Column("party"),
            "way",
            "content_hash",
            "signed_at",
            "voided_at",
            order="{t}.id",
        ),
        Children(
            "confirmations",
            "id",
            "status",
            "court",
            "applied_on",
            order="{t}.id",
        ),
        Pdf(paper_links.of_agreement, needs="paper.print"),
    ],
)
OBLIGATIONS = Shape(
    "Obligation",
    Obligation,
    "id",
    OF_AGREEMENT,
    PARTY,
    "kind",
    "amount",
    "due_on",
    "first_due_on",
    "status",
    "settled_on",
    person("settled_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"due_on": "due_on", "updated_at": "updated_at", "id": "id"},
    order="due_on",
    detail=[
        Sealed("what", needs="obligation.reveal"),
        Sealed("note", needs="obligation.reveal"),
    ],
)
CONFIRMATIONS = Shape(
    "JudicialConfirmation",
    JudicialConfirmation,
    "id",
    OF_AGREEMENT,
    "status",
    "court",
    "applied_on",
    "due_on",
    "asked",
    "case_number",
    "answered_on",
    "ruled_on",
    person("written_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[
        Sealed("reason", needs=REVEAL),
        Pdf(paper_links.of_confirmation, needs="paper.print"),
    ],
)
