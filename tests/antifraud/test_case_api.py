"""Fraud cases over REST: every step, and the victim only for a purpose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from antifraud.models import FraudCase
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    FraudCaseFactory,
    ScamTypeFactory,
    VictimContactFactory,
    person,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/fraud-cases/"
CONTACTS = "/api/v1/victim-contacts/"
FIGURES = "/api/v1/fraud-figures/"
JSON = "application/json"
PHONE = "13200009755"


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


@pytest.fixture
def case(village, wang):
    made = FraudCaseFactory(
        area=village, owner=wang, victim_name="林晓梅", facts="群里做任务"
    )
    made.write_phone(PHONE)
    made.save()
    return made


def facts(village, **said) -> dict:
    now = timezone.now()
    return {
        "scam_type": ScamTypeFactory().pk,
        "area": village.pk,
        "channel": "chat",
        "outcome": "lost",
        "loss": "6000.00",
        "happened_at": (now - timedelta(hours=2)).isoformat(),
        **said,
    }


def post(client, url, **data):
    return client.post(url, data, content_type=JSON)


class TestRead:
    def test_a_row_tells_nothing_of_the_victim(self, desk, case):
        row = desk.get(API).json()["results"][0]

        assert row["number"] == case.number
        assert "victim" not in row
        assert "林晓梅" not in str(row)
        assert "9755" not in str(row)

    def test_a_single_case_tells_it_masked(self, desk, case):
        row = desk.get(f"{API}{case.pk}/").json()

        assert (row["facts"], row["phone_masked"]) == ("群里做任务", "132****9755")
        assert "林晓梅" not in str(row)

    def test_opens_a_name_for_a_purpose(self, desk, case):
        asked = {"field": "victim_name", "purpose": "other", "reason": "回访"}

        found = post(desk, f"{API}{case.pk}/reveal/", **asked)

        assert found.json() == {"field": "victim_name", "value": "林晓梅"}


class TestWrite:
    def test_writes_a_case_down(self, desk, village):
        made = post(desk, API, **facts(village, victim_phone=PHONE))

        assert made.status_code == 201
        assert made.json()["contacts"][0]["status"] == "planned"
        assert FraudCase.objects.get().victim_phone == PHONE

    def test_refuses_a_place_of_others(self, desk):
        refused = post(desk, API, **facts(CommunityFactory()))

        assert refused.status_code == 400

    def test_refuses_sums_that_do_not_fit(self, desk, village):
        refused = post(desk, API, **facts(village, outcome="attempt"))

        assert (refused.status_code, refused.json()["code"]) == (409, "loss")

    def test_sets_right_and_keeps_the_victim(self, desk, case, village):
        reported = timezone.now().isoformat()
        data = facts(village, loss="900.00", reported_at=reported, version=case.version)
        del data["area"]

        done = desk.patch(f"{API}{case.pk}/", data, content_type=JSON)

        case.refresh_from_db()
        assert done.status_code == 200
        assert case.loss == 900
        assert case.victim_name == "林晓梅"

    @pytest.mark.parametrize(
        ("verb", "said", "status"),
        [
            ("end", {}, "closed"),
            ("void", {"reason": "误报"}, "void"),
        ],
    )
    def test_ends_and_takes_up_again(self, desk, case, verb, said, status):
        ended = post(desk, f"{API}{case.pk}/{verb}/", version=case.version, **said)
        back = post(
            desk,
            f"{API}{case.pk}/reopen/",
            version=ended.json()["version"],
            reason="确有其事",
        )

        assert ended.json()["status"] == status
        assert back.json()["status"] == "open"

    def test_plans_moves_and_notes_a_contact(self, desk, case):
        day = timezone.localtime() + timedelta(days=2)
        at = day.replace(hour=10).isoformat()
        asked = {"planned_at": at, "means": "phone", "version": case.version}

        row = post(desk, f"{API}{case.pk}/plan-contact/", **asked).json()["contacts"][0]
        done = post(desk, f"{CONTACTS}{row['id']}/done/", result="reached", version=1)

        assert done.json()["status"] == "done"

    def test_heeds_a_wish(self, desk, case):
        VictimContactFactory(case=case)

        done = post(
            desk, f"{API}{case.pk}/wish/", wants_none=True, version=case.version
        )

        assert done.json()["contacts"][0]["status"] == "cancelled"


class TestFigures:
    def test_name_nobody_and_stay_in_the_scope(self, client, village, case):
        FraudCaseFactory()
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        found = client.get(FIGURES).json()

        assert sum(month["sums"]["cases"] for month in found["months"]) == 1
        assert found["falls"]["without_season"] is None
        assert set(found["parts"]) >= {"scam_type", "group", "area"}

    def test_refuse_a_place_of_others(self, desk):
        other = CommunityFactory()

        assert desk.get(f"{FIGURES}?area={other.pk}").status_code == 400

    def test_take_months_as_text(self, desk):
        found = desk.get(f"{FIGURES}?months=24").json()

        assert len(found["months"]) == 25
