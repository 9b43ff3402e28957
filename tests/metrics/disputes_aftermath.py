"""What became of disputes, at random: agreements kept, gone back, turned criminal."""

from datetime import timedelta

from disputes.models import Aftermath
from tests import factories as make
from tests.factories.clock import TODAY
from tests.metrics import History, add


def day(chance):
    return TODAY + timedelta(days=chance.randint(-90, 20))


def made(chance, area):
    home = make.HouseholdFactory(area=area, address__area=area)
    dispute = make.DisputeFactory(household=home)
    return Aftermath.objects.create(dispute=dispute, area=area)


def change(chance, row):
    due = day(chance)
    turned = chance.choice([None, day(chance)])
    return {
        "agreement_due_on": chance.choice([None, day(chance)]),
        "agreement_status": chance.choice(["effective", "kept", "broken"]),
        "follow_due_on": chance.choice([None, due]),
        "gone_back_on": chance.choice(
            [None, due + timedelta(days=chance.randint(-1, 2))]
        ),
        "turned_on": turned,
        "turned_into": chance.choice(["injury", "damage"]) if turned else "",
    }


def went_in_time(row):
    if row.follow_due_on is None or row.gone_back_on is None:
        return False
    return row.gone_back_on <= row.follow_due_on


add(
    History(Aftermath, made, change),
    disputes__kept=lambda row, at: row.agreement_status == "kept",
    disputes__to_keep=lambda row, at: True,
    disputes__gone_back=lambda row, at: went_in_time(row),
    disputes__to_go_back=lambda row, at: True,
    disputes__turned=lambda row, at: True,
)
