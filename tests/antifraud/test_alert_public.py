"""The page behind the link: small, without sign-in, each reader once a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from antifraud.actions import readings
from antifraud.models import AlertReading
from antifraud.views.public_alerts import COOKIE
from tests.factories import NOW, TODAY, AlertFactory, ScamTypeFactory, SendingFactory

pytestmark = pytest.mark.django_db
SMALL = 15 * 1024


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def alert(village):
    return AlertFactory(area=village, approved=True)


def face(link: str) -> str:
    return reverse("alert_page:face", args=[link])


def readers() -> int:
    return sum(AlertReading.objects.values_list("readers", flat=True))


class TestPage:
    def test_tells_everybody_and_calls_the_hotline_at_a_tap(self, client, alert):
        shown = client.get(face(alert.link)).content.decode()

        assert alert.body in shown
        assert 'href="tel:96110"' in shown
        assert "<script" not in shown

    @pytest.mark.parametrize("form", ["text", "article"])
    def test_is_at_most_fifteen_kilobytes(self, client, village, form):
        kind = ScamTypeFactory(advice="长" * 1000)
        body = "长" * (4000 if form == "article" else 500)
        alert = AlertFactory(
            area=village,
            approved=True,
            body=body,
            form=form,
            scam_type=kind,
            title="长" * 80,
        )

        assert len(client.get(face(alert.link)).content) <= SMALL

    def test_speaks_english_around_the_words(self, client, alert):
        shown = client.get(face(alert.link), {"lang": "en"}).content.decode()

        assert "In doubt: call 96110" in shown
        assert 'lang="zh-Hans"' in shown

    def test_says_that_it_was_withdrawn(self, client, village):
        gone = AlertFactory(
            area=village, approved=True, status="withdrawn", withdrawn_at=NOW
        )

        answer = client.get(face(gone.link))

        assert answer.status_code == 410
        assert gone.body not in answer.content.decode()

    def test_knows_no_drafts(self, client, village):
        draft = AlertFactory(area=village)

        assert client.get(face(draft.link)).status_code == 404

    def test_guessing_becomes_slow(self, client, settings):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 2

        codes = [client.get(face(f"guess{n}")).status_code for n in range(4)]

        assert codes == [404, 404, 429, 429]

    def test_has_no_picture_where_there_is_none(self, client, alert):
        url = reverse("alert_page:picture", args=[alert.link])

        assert client.get(url).status_code == 404


class TestReaders:
    def test_are_counted_once_for_a_device_and_a_day(self, client, alert, time_machine):
        for _look in range(3):
            client.get(face(alert.link))
        assert readers() == 1

        time_machine.move_to(NOW + timedelta(days=1), tick=False)
        client.get(face(alert.link))
        assert readers() == 2

    def test_are_counted_by_the_groups_own_link(self, client, village):
        sending = SendingFactory(alert__area=village, audience__area=village)

        client.get(face(sending.link))
        client.get(face(sending.alert.link))  # the same phone, the same day

        reading = AlertReading.objects.get()
        assert (reading.sending, reading.readers) == (sending, 1)

    def test_are_not_told_apart(self, client, alert):
        cookie = client.get(face(alert.link)).cookies[COOKIE]

        assert cookie.value == f"{TODAY:%Y%m%d}.{alert.pk}"
        assert cookie["path"] == "/a/"
        assert cookie["httponly"]

    @pytest.mark.parametrize(
        "mark", ["x", f"{TODAY:%Y%m%d}.x", "20260101.1", "9" * 5000]
    )
    def test_a_strange_mark_does_no_harm(self, client, alert, mark):
        client.cookies[COOKIE] = mark

        assert client.get(face(alert.link)).status_code == 200
        assert readers() == 1

    def test_a_look_at_the_head_is_no_reader(self, client, alert):
        client.head(face(alert.link))

        assert readers() == 0

    def test_of_nothing_are_not_counted(self, village):
        assert readings.opened(link="nothing", at=NOW) is None
        assert readings.opened(link=AlertFactory(area=village).link, at=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_readers_at_once_are_all_counted(alert):
    def open_it(_number):
        try:
            readings.opened(link=alert.link, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(open_it, range(12)))

    assert readers() == 12
