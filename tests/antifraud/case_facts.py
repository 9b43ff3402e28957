"""What the tests of fraud cases tell again and again."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from antifraud.actions.cases import CaseFacts
from station.errors import RuleError
from tests.factories import NOW, ScamTypeFactory

PHONE = "13200009755"


def told(**said) -> CaseFacts:
    """Rebates, six thousand lost, five hours ago."""
    facts = {
        "channel": "chat",
        "outcome": "lost",
        "loss": 6000,
        "group": "student",
        "happened_at": NOW - timedelta(hours=5),
        "reported_at": NOW - timedelta(hours=2),
        "victim_name": "林晓",
        "victim_phone": PHONE,
        "facts": "群里做任务",
    }
    facts |= said
    if "scam_type" not in facts:
        facts["scam_type"] = ScamTypeFactory()
    return CaseFacts(**facts)


@contextmanager
def refusing(code: str):
    """What happens inside is against the rules, by this code."""
    with pytest.raises(RuleError) as refused:
        yield
    assert refused.value.code == code
