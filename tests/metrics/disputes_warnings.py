"""Early warnings at random: raised, answered, over."""

from datetime import timedelta

from disputes.models import DisputeWarning
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add


def made(chance, area):
    home = make.HouseholdFactory(area=area, address__area=area)
    return make.DisputeWarningFactory(dispute__household=home)


def change(chance, row):
    is_over = chance.random() < 0.4
    return {
        "raised_at": NOW - timedelta(hours=chance.randint(0, 90 * 24)),
        "over_at": NOW if is_over else None,
        "is_untouched": not is_over and chance.random() < 0.5,
    }


add(
    History(DisputeWarning, made, change),
    warnings__open=lambda row, at: row.over_at is None,
    warnings__untouched=lambda row, at: row.over_at is None and row.is_untouched,
    warnings__raised=lambda row, at: True,
)
