"""The county's words for kinds and grades of quarrels, read once for a request."""

from threading import local
from time import monotonic

from django.core.signals import request_started
from django.db.models.signals import post_save

from disputes.models.kinds import DisputeField, DisputeGrade
from disputes.workflow.intake import Field, Grade
from station.bilingual import spoken

LASTS = 30.0  # seconds, where no request begins: in the worker
_READ = local()


def of_field(code: str) -> str:
    """The word for a kind of quarrel."""
    pair = _rows("fields", DisputeField, "code").get(code)
    if pair is not None:
        return spoken(*pair)
    return str(Field(code).label) if code in Field.values else code


def of_grade(level: int) -> str:
    """The word for a grade."""
    pair = _rows("grades", DisputeGrade, "level").get(level)
    if pair is not None:
        return spoken(*pair)
    return str(Grade(level).label)


def forget(**_signal) -> None:
    """Read them again when they are asked for next."""
    _READ.__dict__.clear()


def _rows(key: str, model, code: str) -> dict:
    """Both names by the code."""
    until, found = getattr(_READ, key, (0.0, {}))
    if monotonic() < until:
        return found
    rows = model.objects.order_by().values_list(code, "title_zh", "title_en")
    found = {value: (zh, en) for value, zh, en in rows}
    setattr(_READ, key, (monotonic() + LASTS, found))
    return found


request_started.connect(forget, dispatch_uid="disputes.words")
post_save.connect(forget, sender=DisputeField, dispatch_uid="disputes.words.field")
post_save.connect(forget, sender=DisputeGrade, dispatch_uid="disputes.words.grade")
