from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.registry import WorkItem, registry
from station.views.home import Worklist
from tests import factories as make
from tests.factories import NOW, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(monkeypatch):
    """A source that owes three things: one late, one today, one next week."""

    def source(user, now):
        for title, hours in (("coming", 80), ("late", -2), ("today", 3)):
            yield WorkItem(
                title=title,
                url="/",
                due_at=NOW + timedelta(hours=hours),
                kind_label="回访",
                icon="walk",
            )

    monkeypatch.setattr(registry, "worklist", {"test": source})


class TestWorklist:
    def test_late_comes_first_then_today_then_the_coming_days(self, owed):
        groups = Worklist(officer(), now=NOW).groups

        assert [(g.key, [i.title for i in g.items]) for g in groups] == [
            ("late", ["late"]),
            ("today", ["today"]),
            ("coming", ["coming"]),
        ]


class TestMyDayView:
    def test_an_empty_day_offers_what_is_useful(self, signed_in, monkeypatch):
        monkeypatch.setattr(registry, "worklist", {})

        page = signed_in.get(reverse("station:home"))

        assert page.status_code == 200
        assert not page.context["groups"]

    def test_a_stranger_is_asked_to_sign_in(self, client):
        page = client.get(reverse("station:home"))

        assert page.status_code == 302
        assert "login" in page["Location"]


def much(area, person, *, count):
    """Of everything that has many lines, and of what is broken."""
    due = {"due_at": NOW + timedelta(days=1)}
    for _n in range(count):
        make.FollowUpFactory(area=area, assigned_to=person, **due)
        dispute = make.DisputeFactory(area=area, assigned_to=person, **due)
        holds = make.AgreementFactory(
            dispute=dispute, status="effective", effective_on=NOW.date()
        )
        make.ObligationFactory(agreement=holds)
        make.AgreementFactory(
            dispute=dispute,
            status="broken",
            effective_on=NOW.date(),
            broken_on=NOW.date(),
        )


class TestCost:
    """Lines cost nothing but their reading, on the page and over REST."""

    ADDRESSES = ("/", "/api/v1/worklist/")

    @pytest.fixture(autouse=True)
    def _now(self, time_machine):
        time_machine.move_to(NOW, tick=False)

    def asked(self, client, address) -> tuple[int, int]:
        """How many questions, and how long the answer is."""
        client.get(address)  # learns what this person's rights decide
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200
        return len(asked), len(answer.content)

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_many_lines_ask_as_much_as_one(self, signed_in, village, wang, address):
        much(village, wang, count=1)
        few, short = self.asked(signed_in, address)
        much(village, wang, count=9)

        many, long = self.asked(signed_in, address)

        assert many == few
        assert long > short + 20 * 100  # they are all there

    @pytest.mark.parametrize(("address", "most"), [("/", 11), ("/api/v1/worklist/", 7)])
    def test_an_empty_day_reads_no_source(self, signed_in, wang, address, most):
        assert self.asked(signed_in, address)[0] <= most

    @pytest.mark.parametrize(
        ("address", "most"), [("/", 17), ("/api/v1/worklist/", 13)]
    )
    def test_a_full_day_asks_once_for_each_source(
        self, signed_in, village, wang, address, most
    ):
        much(village, wang, count=3)

        assert self.asked(signed_in, address)[0] <= most
