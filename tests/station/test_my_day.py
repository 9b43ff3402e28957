from datetime import timedelta

import pytest
from django.urls import reverse

from station.registry import WorkItem, registry
from station.views.home import Worklist
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
