"""What becomes of what: offered, tied, and shown at both ends to those who may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station import links
from station.actions.links import tie
from station.models import Event, RecordLink, reference
from station.registry import Conversion, registry
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    FollowUpFactory,
    HazardFactory,
    HouseholdFactory,
    UnitFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return CommunityFactory()


@pytest.fixture
def visit(village):
    return VisitFactory(household=HouseholdFactory(community=village))


@pytest.fixture
def promise(visit):
    return FollowUpFactory(household=visit.household)


@pytest.fixture
def wang(village):
    return officer(village)


class TestTie:
    def test_keeps_the_link_and_tells_both_timelines(self, visit, promise, wang):
        tie(origin=visit, made=promise, by=wang, at=NOW)

        link = RecordLink.objects.get()
        assert (link.origin, link.made) == (reference(visit), reference(promise))
        assert Event.objects.about(visit).get().kind == "link.made"
        assert Event.objects.about(promise).get().actor == wang

    def test_is_kept_once(self, visit, promise, wang):
        for _ in range(2):
            tie(origin=visit, made=promise, by=wang, at=NOW)

        assert RecordLink.objects.count() == 1
        assert Event.objects.filter(kind="link.made").count() == 1

    def test_without_an_origin_there_is_no_link(self, promise, wang):
        tie(origin=None, made=promise, by=wang, at=NOW)

        assert not RecordLink.objects.exists()


class TestLinksOf:
    def test_shows_the_other_end_from_both(self, visit, promise, wang):
        tie(origin=visit, made=promise, by=wang, at=NOW)

        from_visit = links.links_of(visit, user=wang)
        from_promise = links.links_of(promise, user=wang)

        assert [found.url for found in from_visit] == [promise.get_absolute_url()]
        assert [found.is_origin for found in from_promise] == [True]

    def test_hides_what_is_out_of_scope(self, visit, promise, village):
        tie(origin=visit, made=promise, by=officer(village), at=NOW)
        helper = person(Role.AUXILIARY_OFFICER, village)

        assert links.links_of(promise, user=helper) == []

    def test_asks_as_often_for_many_as_for_one(self, visit, wang):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                links.links_of(visit, user=wang)
            return len(asked)

        made = FollowUpFactory(household=visit.household)
        tie(origin=visit, made=made, by=wang, at=NOW)
        queries()  # the rights of the day are looked up once
        one = queries()
        for _ in range(8):
            made = FollowUpFactory(household=visit.household)
            tie(origin=visit, made=made, by=wang, at=NOW)

        assert queries() == one


class TestOffers:
    @pytest.fixture(autouse=True)
    def conversion(self, monkeypatch):
        found = Conversion(
            key="promise",
            label="Promise",
            icon="calendar-event",
            url_name="households:visit_pick",
            permission="visit.confirm",
            origins=frozenset({"households.visit"}),
        )
        monkeypatch.setattr(registry, "conversions", [found])

    def test_names_the_origin(self, visit, wang):
        offer = links.offers(visit, user=wang)[0]

        assert offer.url.endswith(f"?from={reference(visit)}")

    def test_offers_nothing_one_may_not_make(self, visit, village):
        helper = person(Role.AUXILIARY_OFFICER, village)

        assert links.offers(visit, user=helper) == []

    def test_offers_nothing_for_another_kind(self, promise, wang):
        assert links.offers(promise, user=wang) == []


class TestHazards:
    def test_offers_no_inspection_of_a_home(self, visit, wang):
        home = HazardFactory(unit=None, household=visit.household, area=visit.area)
        shop = HazardFactory(
            unit=UnitFactory(address=visit.household.address), area=visit.area
        )

        found = [
            {offer.url.partition("?")[0] for offer in links.offers(one, user=wang)}
            for one in (home, shop)
        ]

        inspect = reverse("households:inspection_from")
        assert [inspect in urls for urls in found] == [False, True]
        assert reverse("disputes:create") in found[0]


class TestResolve:
    def test_finds_what_one_may_see(self, visit, wang):
        assert links.resolve(reference(visit), user=wang) == visit

    @pytest.mark.parametrize(
        "text", ["", "households.visit", "households.visit:x", "station.user:1", ":"]
    )
    def test_knows_no_nonsense(self, text, wang):
        assert links.resolve(text, user=wang) is None

    def test_finds_nothing_out_of_scope(self, visit):
        stranger = officer(CommunityFactory())

        assert links.resolve(reference(visit), user=stranger) is None
