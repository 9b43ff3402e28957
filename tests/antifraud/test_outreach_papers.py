"""What leaves the house: the poster, the public page; and the pages of material."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def theirs(client, wang):
    client.force_login(wang)
    return client


class TestPoster:
    def test_is_a_pdf(self, theirs, village, rebates):
        rebates.signs = "先给小额返利,再要求垫付。其余不表。"
        rebates.save()
        event = make.OutreachFactory(area=village)
        event.scam_types.add(rebates)

        answer = theirs.get(reverse("antifraud:outreach_poster", args=[event.pk]))

        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    @pytest.mark.parametrize("topic", ["bullying", "fraud"])
    def test_without_types_too(self, theirs, village, topic):
        event = make.OutreachFactory(area=village, topic=topic, title="长" * 60)

        assert theirs.get(
            reverse("antifraud:outreach_poster", args=[event.pk])
        ).content.startswith(b"%PDF")


class TestPublicPage:
    @pytest.fixture
    def event(self, village):
        return make.OutreachFactory(
            area=village, helpers="张三", audience_words="李四家", result="秘密"
        )

    def test_says_when_and_where_and_nothing_else(self, client, event):
        page = client.get(reverse("outreach:face", args=[event.link]))

        text = page.content.decode()
        assert page.status_code == 200
        assert event.title in text
        assert "96110" in text
        for secret in ("张三", "李四", "秘密", event.number):
            assert secret not in text
        assert len(page.content) < 15_000

    def test_says_that_it_is_called_off_not_why(self, client, village):
        event = make.OutreachFactory(area=village, called_off=True)

        text = client.get(reverse("outreach:face", args=[event.link])).content.decode()

        assert "大风" not in text
        assert reverse("outreach:file", args=[event.link]) not in text

    def test_gives_a_file_for_the_calendar(self, client, event):
        answer = client.get(reverse("outreach:file", args=[event.link]))

        assert "BEGIN:VEVENT" in answer.content.decode()
        assert "张三" not in answer.content.decode()

    def test_behind_a_guess_is_nothing(self, client):
        assert (
            client.get(reverse("outreach:face", args=["nonsense"])).status_code == 404
        )


class TestMaterialPages:
    def test_list_and_record_open(self, theirs, village):
        low = make.MaterialFactory(area=village, stock=5)
        make.MaterialMoveFactory(material=low)

        for url in (
            reverse("antifraud:material_list"),
            reverse("antifraud:material_moves"),
            low.get_absolute_url(),
        ):
            assert theirs.get(url).status_code == 200

    def test_stock_is_taken_in_and_out(self, client, village):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)
        client.force_login(chief)
        row = make.MaterialFactory(area=village, stock=10)
        url = reverse("antifraud:material_take_in", args=[row.pk])

        client.post(url, {"quantity": "90"})
        out = reverse("antifraud:material_take_out", args=[row.pk])
        client.post(out, {"quantity": "30", "reason": "给学校"})

        row.refresh_from_db()
        assert row.stock == 70


@pytest.mark.parametrize(
    "name",
    ["outreach_list", "outreach_file", "outreach_calendar", "material_list",
     "material_moves"],
)  # fmt: skip
def test_pages_cost_the_same_for_many_rows(theirs, village, name):
    url = reverse(f"antifraud:{name}")

    def cost():
        theirs.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert theirs.get(url).status_code == 200
        return len(queries)

    def fill(count):
        make.OutreachFactory.create_batch(count, area=village)
        make.MaterialMoveFactory.create_batch(count, material__area=village)

    fill(2)
    few = cost()
    fill(8)

    assert cost() <= few
