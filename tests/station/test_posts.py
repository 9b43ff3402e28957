"""Posts: who may give which, and that their end takes effect at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from station.actions import posts
from station.errors import RuleError
from station.models import Event, Post, User
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    PostFactory,
    StationFactory,
    UserFactory,
    officer,
    person,
)
from tests.station.sign_in import just_signed_in

STATION_ROLES = [
    "auxiliary_officer",
    "community_officer",
    "volunteer",
    "mediator",
    "partner",
]
OTHERS = ["station_chief", "county_supervisor", "system_admin", "audit_admin"]


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def chief(station):
    return person("station_chief", station)


@pytest.fixture
def supervisor(station):
    return person("county_supervisor", station.parent)


def appoint(by, area, role="auxiliary_officer", **more):
    more.setdefault("user", UserFactory())
    return posts.appoint(role=role, area=area, from_on=TODAY, by=by, at=NOW, **more)


@pytest.mark.django_db
class TestChief:
    @pytest.mark.parametrize("role", STATION_ROLES)
    def test_gives_the_posts_of_the_station(self, chief, village, role):
        post = appoint(chief, village, role)

        assert post.role == role
        event = Event.objects.get(kind="post.created")
        assert event.actor == chief
        assert event.changes["role"] == [None, role]

    @pytest.mark.parametrize("role", OTHERS)
    def test_gives_no_other(self, chief, station, role):
        with pytest.raises(RuleError):
            appoint(chief, station, role)

    def test_gives_none_in_another_station(self, chief):
        with pytest.raises(RuleError):
            appoint(chief, CommunityFactory())

    def test_gives_none_to_oneself(self, chief, village):
        with pytest.raises(RuleError, match=r"themselves|自己"):
            appoint(chief, village, user=chief)

    def test_changes_not_even_the_own_end(self, chief):
        with pytest.raises(RuleError):
            posts.prolong(post=chief.posts.get(), until_on=None, by=chief, at=NOW)
        with pytest.raises(RuleError):
            posts.end(post=chief.posts.get(), last_on=TODAY, by=chief, at=NOW)


@pytest.mark.django_db
class TestSupervisor:
    def test_gives_the_post_of_a_chief(self, supervisor, station):
        assert appoint(supervisor, station, "station_chief").area == station

    def test_gives_it_on_a_station_only(self, supervisor, village):
        with pytest.raises(RuleError):
            appoint(supervisor, village, "station_chief")

    @pytest.mark.parametrize("role", [*STATION_ROLES, *OTHERS[1:]])
    def test_gives_no_other(self, supervisor, station, role):
        with pytest.raises(RuleError):
            appoint(supervisor, station, role)

    def test_gives_none_in_another_county(self, supervisor):
        with pytest.raises(RuleError):
            appoint(supervisor, StationFactory(), "station_chief")


@pytest.mark.django_db
class TestOthers:
    @pytest.mark.parametrize(
        "role", [role for role in Role if role not in posts.APPOINTS]
    )
    def test_give_none(self, role, village):
        by = person(role, village)

        with pytest.raises(RuleError):
            appoint(by, village)


@pytest.mark.django_db
class TestSeparatedRoles:
    @pytest.mark.parametrize("role", ["system_admin", "audit_admin"])
    def test_stand_beside_no_other(self, role, station, village):
        user = officer(village)

        with pytest.raises(RuleError) as refused:
            appoint(None, station, role, user=user)

        assert refused.value.code == "separated"

    @pytest.mark.parametrize("role", ["system_admin", "audit_admin"])
    def test_let_no_other_stand_beside(self, role, chief, station, village):
        admin = person(role, station)

        with pytest.raises(RuleError) as refused:
            appoint(chief, village, user=admin)

        assert refused.value.code == "separated"

    def test_exclude_each_other(self, station):
        admin = person("system_admin", station)

        with pytest.raises(RuleError):
            appoint(None, station, "audit_admin", user=admin)

    def test_may_follow_one_another(self, chief, station, village):
        user = UserFactory()
        PostFactory(
            user=user,
            role="system_admin",
            area=station,
            until_on=TODAY - timedelta(days=1),
        )

        assert appoint(chief, village, user=user)

    def test_are_not_overrun_by_prolonging(self, chief, village, station):
        user = UserFactory()
        post = appoint(chief, village, user=user, until_on=TODAY)
        later = TODAY + timedelta(days=2)
        PostFactory(user=user, role="audit_admin", area=station, from_on=later)

        with pytest.raises(RuleError):
            posts.prolong(post=post, until_on=None, by=chief, at=NOW)


@pytest.mark.django_db
class TestDates:
    def test_of_an_acting_post_have_an_end(self, chief, village):
        with pytest.raises(RuleError):
            appoint(chief, village, is_acting=True)

    def test_run_forward(self, chief, village):
        with pytest.raises(RuleError):
            appoint(chief, village, until_on=TODAY - timedelta(days=1))

    def test_of_one_post_do_not_overlap(self, chief, village):
        user = appoint(chief, village).user

        with pytest.raises(RuleError) as refused:
            appoint(chief, village, user=user)

        assert refused.value.code == "overlap"

    def test_do_not_overlap_in_the_database_either(self, village):
        user = PostFactory(area=village).user

        with pytest.raises(IntegrityError, match="once_at_a_time"):
            PostFactory(area=village, user=user)

    def test_of_an_acting_post_end_it_by_themselves(self, chief, village):
        user = appoint(chief, village, is_acting=True, until_on=TODAY).user

        assert user.posts.valid(on=TODAY).exists()
        assert not user.posts.valid(on=TODAY + timedelta(days=1)).exists()


@pytest.mark.django_db
class TestEnd:
    def test_takes_the_rights_with_the_next_request(self, client, chief, wang):
        client.force_login(wang)

        posts.end(
            post=wang.posts.get(), last_on=posts.day_before(TODAY), by=chief, at=NOW
        )

        assert client.get(reverse("station:home")).status_code == 404

    def test_takes_back_whole_what_had_not_begun(self, chief, village):
        post = appoint(chief, village)

        posts.end(post=post, last_on=posts.day_before(TODAY), by=chief, at=NOW)

        assert not Post.objects.filter(pk=post.pk).exists()
        assert Event.objects.filter(kind="post.ended").exists()

    def test_of_a_stranger_is_refused(self, chief):
        stranger = officer(CommunityFactory())

        with pytest.raises(RuleError):
            posts.end(post=stranger.posts.get(), last_on=TODAY, by=chief, at=NOW)

    def test_is_undone_when_it_cannot_be_written_down(self, chief, wang, monkeypatch):
        def fail(**_given):
            raise RuntimeError

        monkeypatch.setattr(posts, "record", fail)

        with pytest.raises(RuntimeError):
            posts.end(post=wang.posts.get(), last_on=TODAY, by=chief, at=NOW)

        assert wang.posts.get().until_on is None


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, chief):
        just_signed_in(client, chief)

    def test_give_a_post(self, client, village, wang):
        response = client.post(
            reverse("station:post_create"),
            {
                "user": wang.pk,
                "role": "partner",
                "duty": "grid_worker",
                "area": village.pk,
                "from_on": "2026-11-20",
            },
        )

        assert response["Location"] == wang.get_absolute_url()
        assert wang.posts.get(role="partner").duty == "grid_worker"

    def test_end_and_prolong(self, client, wang):
        post = wang.posts.get()
        for name, field in (("post_prolong", "until_on"), ("post_end", "last_on")):
            url = reverse(f"station:{name}", args=[post.pk])
            assert client.get(url).status_code == 200
            post.refresh_from_db()
            entries = {field: "2027-01-31", "version": post.version}
            assert client.post(url, entries).status_code == 302

        post.refresh_from_db()
        assert str(post.until_on) == "2027-01-31"

    def test_show_both_versions_when_somebody_was_faster(self, client, wang):
        url = reverse("station:post_prolong", args=[wang.posts.get().pk])
        client.post(url, {"until_on": "2027-01-31", "version": 1})

        response = client.post(url, {"until_on": "2027-02-28", "version": 1})

        assert response.status_code == 409

    def test_do_not_exist_for_a_strangers_post(self, client):
        post = officer(CommunityFactory()).posts.get()
        for name in ("post_end", "post_prolong"):
            url = reverse(f"station:{name}", args=[post.pk])
            assert client.get(url).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_separated_roles_at_once_make_one(self):
        station = StationFactory()
        user = UserFactory()

        def one(role):
            try:
                return appoint(None, station, role, user=User.objects.get(pk=user.pk))
            except RuleError:
                return None
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            made = list(pool.map(one, ["system_admin", "audit_admin"]))

        assert len([post for post in made if post]) == 1
