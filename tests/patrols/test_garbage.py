"""Nonsense in the forms and calls of findings and calls for help: told, never broken."""

import json

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from patrols.models import Alarm, Finding
from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
WORST = ["", "\x00", "😀" * 5000, "-1", "NaN", "99999999999999999999", "2026-99-99"]
FIELDS = (
    "kind", "what", "area", "place", "point", "latitude", "longitude", "people",
    "details", "found_at", "due_on", "reason", "result", "to", "office", "version",
    "where", "is_false", "once", "photos", "client_key", "pressed_at", "accuracy_m",
)  # fmt: skip
STEPS = (
    "finding_correct", "finding_pass_on", "finding_take_back", "finding_hand_over",
    "finding_postpone", "finding_settle", "finding_reopen",
)  # fmt: skip
VERBS = (
    "correct", "pass-on", "take-back", "hand-over", "postpone", "settle", "reopen",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def finding(village, wang):
    return make.FindingFactory(area=village, owner=wang, kind="lost_person")


@pytest.fixture
def rest(wang):
    client = APIClient()
    client.force_login(wang)
    return client


@pytest.mark.parametrize("worst", WORST)
class TestPages:
    def test_of_findings(self, signed_in, finding, worst):
        said = dict.fromkeys(FIELDS, worst)
        places = [reverse(f"patrols:{step}", args=[finding.pk]) for step in STEPS]
        places += [
            reverse("patrols:finding_create"),
            reverse("patrols:lookout_sight", args=[finding.pk]),
        ]

        codes = {place: signed_in.post(place, said).status_code for place in places}

        assert all(code < 500 for code in codes.values()), codes
        finding.refresh_from_db()
        assert finding.status == "open"
        assert Finding.objects.count() == 1

    def test_of_many(self, signed_in, finding, worst):
        for action in ("hand_over", "postpone", "settle", worst):
            said = dict.fromkeys(FIELDS, worst)
            said |= {"action": action, "ids": f"{finding.pk},{worst}", "confirm": "1"}

            answer = signed_in.post(reverse("patrols:finding_bulk"), said)

            assert answer.status_code < 500

    def test_of_lists(self, signed_in, finding, worst):
        asked = dict.fromkeys(("state", "kind", "team", "since", "search"), worst)
        for name in ("finding_list", "finding_export", "alarm_list", "alarm_export"):
            answer = signed_in.get(reverse(f"patrols:{name}"), asked)

            assert answer.status_code < 500

    def test_a_call_for_help_goes_out_all_the_same(self, client, village, wang, worst):
        user = make.person(Role.VOLUNTEER, village)
        make.VolunteerFactory(area=village, user=user)
        client.force_login(user)

        answer = client.post(
            reverse("patrols:alarm_press"), dict.fromkeys(FIELDS, worst)
        )

        assert answer.status_code == 302
        alarm = Alarm.objects.get()
        client.force_login(wang)
        settle = reverse("patrols:alarm_settle", args=[alarm.pk])
        assert client.post(settle, dict.fromkeys(FIELDS, worst)).status_code < 500


@pytest.mark.parametrize("worst", [*WORST, None, [], {}, ["x"], True, 1e308])
def test_of_rest(rest, finding, worst):
    said = json.dumps(dict.fromkeys(FIELDS, worst))
    base = "/api/v1/findings/"
    places = [base, *(f"{base}{finding.pk}/{verb}/" for verb in VERBS)]

    answers = [
        rest.post(place, said, content_type="application/json") for place in places
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert Finding.objects.count() == 1
