"""The row shape of papers."""

from disputes.api import paper_links
from disputes.models import DisputePaper
from station.api.papers import Pdf
from station.api.parts import Children, Column, Sealed
from station.api.shape import Shape
from station.api.shapes import person

PAPERS = Shape(
    "DisputePaper",
    DisputePaper,
    "id",
    Column("dispute"),
    "kind",
    "ordinal",
    "status",
    Column("party"),
    Column("person"),
    "happened_at",
    "place",
    person("made_by"),
    "signed_at",
    "content_hash",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[
        Sealed("matter", needs="paper.reveal"),
        Sealed("text", needs="paper.reveal"),
        Children(
            "signatures",
            "id",
            "role",
            "name",
            "content_hash",
            "signed_at",
            order="{t}.id",
            needs="paper.view",
        ),
        Pdf(paper_links.of_paper, needs="paper.print"),
    ],
)
