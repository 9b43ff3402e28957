"""The chief's pages of figures: the first page, a group whole, what lies with whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from station.dashboard.board import SHOWN
from station.metrics.declared import book
from station.roles import Role
from tests import factories as make
from tests.station.sign_in import just_signed_in


@pytest.fixture
def station(village):
    return village.parent.parent


def browser(role: str, area) -> Client:
    client = Client()
    just_signed_in(client, make.person(role, area))
    return client


@pytest.fixture
def chief(station):
    return browser(Role.STATION_CHIEF, station)


@pytest.fixture
def late(village, wang):
    """A promise that the officer did not keep."""
    home = make.HouseholdFactory(area=village, address__area=village)
    return make.FollowUpFactory(
        household=home,
        assigned_to=wang,
        due_at=timezone.now() - timedelta(days=2),
    )


class TestFirstPage:
    def test_shows_the_first_figures_of_a_group_and_says_how_many_more(self, chief):
        page = chief.get(reverse("station:dashboard"))

        blocks = {block.group.key: block for block in page.context["blocks"]}
        block = blocks["disputes"]
        assert len(block.figures) == SHOWN
        assert block.count > SHOWN
        assert block.more == block.count - SHOWN
        assert reverse("station:figure_group", args=["disputes"]) in page.text

    def test_leads_whoever_sees_the_accounts_to_what_lies_with_whom(self, chief):
        page = chief.get(reverse("station:dashboard"))

        assert reverse("station:workload") in page.text


class TestGroup:
    def test_shows_every_figure_of_the_group(self, chief):
        page = chief.get(reverse("station:figure_group", args=["disputes"]))

        shown = {card.key for card in page.context["cards"]}
        assert shown == {
            metric.key
            for metric in book.in_order
            if metric.group == "disputes" and not metric.board & {"late", "soon"}
        }
        assert any(card.months for card in page.context["cards"])

    def test_that_nobody_declared_is_not_there(self, chief):
        page = chief.get(reverse("station:figure_group", args=["nothing"]))

        assert page.status_code == 404

    def test_keeps_the_place_and_the_days_on_the_way_back(self, chief, village):
        asked = f"?area={village.pk}&period=last_month"
        page = chief.get(reverse("station:figure_group", args=["visits"]) + asked)

        assert page.context["area"] == village
        back = reverse("station:dashboard") + asked.replace("&", "&amp;")
        assert f'href="{back}"' in page.text


class TestWorkload:
    def test_counts_what_is_late_with_each_by_name(self, chief, late, wang):
        page = chief.get(reverse("station:workload"))

        (load,) = page.context["loads"]
        assert (load.person, load.late, load.soon) == (wang, 1, 0)
        assert [(metric.key, n) for metric, n in load.kinds] == [("follow_ups.late", 1)]

    def test_ranks_nobody(self, chief, late, village):
        first = make.UserFactory(name="艾一", name_sort="ai yi")
        for _number in range(3):
            make.FollowUpFactory(
                household=late.household, assigned_to=first, due_at=late.due_at
            )

        page = chief.get(reverse("station:workload"))

        names = [load.person.name_sort for load in page.context["loads"]]
        assert len(names) == 2
        assert names == sorted(names)

    def test_says_so_where_nothing_is_due(self, chief):
        page = chief.get(reverse("station:workload"))

        assert page.context["loads"] == []
        assert "fq-empty" in page.text

    def test_is_not_there_for_the_county(self, station, late):
        county = station.parent
        client = browser(Role.COUNTY_SUPERVISOR, county)

        assert client.get(reverse("station:workload")).status_code == 404
        front = client.get(reverse("station:dashboard"))
        assert reverse("station:workload") not in front.text
