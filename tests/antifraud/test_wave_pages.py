"""The pages of waves, their workbook, REST, scope and query counts."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antifraud.models import Wave, WaveSetting
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    FraudCaseFactory,
    WaveFactory,
    person,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/waves/"


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def wave(village, rebates):
    return WaveFactory(area=village, scam_type=rebates)


def url(name, *args):
    return reverse(f"antifraud:wave_{name}", args=args)


class TestList:
    def test_shows_the_waves_of_the_station_and_what_became_of_them(self, desk, wave):
        WaveFactory(area=CommunityFactory())

        answer = desk.get(url("list"))

        assert [line.pk for line in answer.context["lines"]] == [wave.pk]

    def test_asks_as_often_for_many_as_for_few(self, desk, village):
        WaveFactory(area=village)
        desk.get(url("list"))
        few = _queries(desk)
        for _n in range(8):
            WaveFactory(area=village)

        assert _queries(desk) == few

    def test_gives_the_rows_as_a_workbook(self, desk, wave):
        assert desk.get(url("export")).status_code == 200


def _queries(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url("list"))
    return len(queries)


class TestPage:
    def test_shows_figures_weeks_and_cases(self, desk, wave, village, rebates):
        at = NOW - timedelta(days=3)
        case = FraudCaseFactory(
            area=village, scam_type=rebates, happened_at=at, reported_at=at
        )

        answer = desk.get(wave.get_absolute_url())

        assert case in answer.context["cases"]
        assert sum(bar.cases for bar in answer.context["picture"].bars) == 1

    def test_cases_only_for_whom_the_policy_lets(self, client, wave, village, rebates):
        FraudCaseFactory(
            area=village,
            scam_type=rebates,
            number="SZ-SECRET",
            happened_at=NOW - timedelta(days=3),
            reported_at=NOW - timedelta(days=3),
        )
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        answer = client.get(wave.get_absolute_url())

        assert answer.status_code == 200
        assert b"SZ-SECRET" not in answer.content

    def test_elsewhere_is_not_found(self, desk):
        assert desk.get(WaveFactory().get_absolute_url()).status_code == 404

    def test_leads_to_the_alert_with_what_is_known(self, desk, wave):
        answer = desk.get(wave.get_absolute_url())

        assert f"from=antifraud.wave%3A{wave.pk}" in answer.context["alert_url"]
        assert "groups=student" in answer.context["alert_url"]

    def test_is_judged(self, desk, wave):
        answer = desk.post(
            url("dismiss", wave.pk), {"version": 1, "reason": "同一事主重复统计"}
        )

        wave.refresh_from_db()
        assert answer.status_code == 302
        assert (wave.status, wave.reason) == ("false", "同一事主重复统计")

    def test_none_without_reason_is_refused_at_its_field(self, desk, wave):
        answer = desk.post(url("dismiss", wave.pk), {"version": 1, "reason": ""})

        assert "reason" in answer.context["form"].errors


class TestSettings:
    def test_the_chief_sets_and_takes_back(self, client, chief, village):
        station = village.parent.parent
        client.force_login(chief)
        data = {"a_year": "0.2", "least": 4, "quiet_days": 30, "version": 0}

        client.post(url("setting_edit", station.pk), data)

        row = WaveSetting.objects.get(area=station)
        assert (row.a_year, row.least) == (Decimal("0.20"), 4)
        assert client.get(url("settings")).status_code == 200
        client.post(url("setting_drop", station.pk), {"version": 1})
        assert not WaveSetting.objects.exists()

    def test_the_officer_only_reads(self, desk, village):
        assert desk.get(url("settings")).status_code == 200
        assert desk.get(url("setting_edit", village.pk)).status_code == 404


class TestRest:
    def test_tells_the_weeks_and_the_groups(self, desk, wave):
        answer = desk.get(f"{API}{wave.pk}/").json()

        assert answer["proposed_groups"] == ["student"]
        assert len(answer["weeks"]) == 26

    def test_judges(self, desk, wave):
        answer = desk.post(
            f"{API}{wave.pk}/decide/",
            {"verdict": "real", "version": 1},
            content_type="application/json",
        )

        assert answer.status_code == 200
        assert Wave.objects.get().status == "real"

    def test_says_why_not(self, desk, wave):
        answer = desk.post(
            f"{API}{wave.pk}/decide/",
            {"verdict": "false", "version": 1},
            content_type="application/json",
        )

        assert answer.status_code in {400, 409}
        assert Wave.objects.get().status == "open"

    def test_settings_are_set_over_rest(self, client, chief, village):
        client.force_login(chief)

        answer = client.post(
            "/api/v1/wave-settings/",
            {"area": village.pk, "a_year": "0.30", "least": 3, "quiet_days": 28},
            content_type="application/json",
        )

        assert answer.status_code == 201
        assert WaveSetting.objects.get().area == village
