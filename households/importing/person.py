"""A row that was judged, and what it is judged against."""

from dataclasses import dataclass, field
from datetime import date

from households.importing.villages import Villages


@dataclass(slots=True)
class Person:
    """A row that may be taken in; what its cells leave empty is ''."""

    row: int
    sheet: str
    community_id: int
    group: str
    door: str
    household: str
    relation: str
    name: str
    sex: str
    birth_date: date
    ethnicity: str
    id_number: str
    phone: str
    residence_kind: str
    tenure: str
    employer: str
    care_kinds: list[str]
    note: str


@dataclass(slots=True)
class Context:
    """What the rows are judged against."""

    villages: Villages
    today: date
    care_words: dict[str, str] = field(default_factory=dict)  # the office's own kinds
