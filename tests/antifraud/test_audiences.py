"""The register of audiences: entered, set right, handed on, compared."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from antifraud import audience_figures, keepers
from antifraud.actions import audiences
from antifraud.models import (
    AlertReading,
    Audience,
    AudienceOverlap,
)
from antifraud.notices import audiences as notices
from station.errors import RuleError, StaleVersion
from station.models import Event, reference
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def facts(area, owner, **changes) -> audiences.AudienceFacts:
    return audiences.AudienceFacts(
        **{
            "name": "花源校区2026级新生群",
            "kind": "student",
            "area": area,
            "size": 2100,
            "owner": owner,
            "channel": "wechat",
            **changes,
        }
    )


def refused(call, code: str) -> None:
    with pytest.raises(RuleError) as told:
        call()
    assert told.value.code == code


@pytest.fixture
def step(wang):
    return {"by": wang, "at": NOW}


@pytest.fixture
def group(village, wang):
    return make.AudienceFactory(area=village, owner=wang, size=300)


class TestCreate:
    def test_is_entered_and_found_by_pinyin(self, village, wang, step):
        made = audiences.create(facts=facts(village, wang, led_by=" 王老师 "), **step)

        assert (made.led_by, made.address) == ("王老师", "")
        assert "hyxq" in made.tokens
        assert Event.objects.get(subject=reference(made)).kind == "audience.created"

    def test_a_robot_is_sealed_and_never_in_an_event(self, village, wang, step):
        robot = "https://work-chat.example.com/robot/key-1"
        said = facts(village, wang, channel="work_chat", address=robot)
        made = audiences.create(facts=said, **step)
        said = facts(village, wang, channel="work_chat", address=robot + "2")

        audiences.edit(audience=made, facts=said, version=1, **step)

        made.refresh_from_db()
        assert made.address == robot + "2"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT address FROM antifraud_audience WHERE id = %s", [made.pk]
            )
            assert "example" not in str(cursor.fetchone()[0])
        told = Event.objects.filter(subject=reference(made), kind="audience.edited")
        assert told.get().changes == {"address": None}

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": "  "}, "no_name"),
            ({"kind": "aliens"}, "unknown_choice"),
            ({"channel": "pigeon"}, "unknown_choice"),
            ({"size": 0}, "size"),
            ({"channel": "mail"}, "address"),
            ({"channel": "mail", "address": "nobody"}, "address"),
            ({"channel": "work_chat", "address": "http://10.0.0.1/x"}, "address"),
            ({"channel": "sms", "address": "x" * 121}, "address"),
        ],
    )
    def test_refuses_what_cannot_be(self, village, wang, step, changes, code):
        said = facts(village, wang, **changes)

        refused(lambda: audiences.create(facts=said, **step), code)

    def test_refuses_a_keeper_without_charge_of_the_place(self, village, wang, step):
        stranger = make.officer(make.CommunityFactory())

        refused(
            lambda: audiences.create(facts=facts(village, stranger), **step), "owner"
        )

    def test_refuses_a_second_of_one_name_in_one_place(self, village, wang, step):
        audiences.create(facts=facts(village, wang), **step)

        refused(
            lambda: audiences.create(facts=facts(village, wang), **step),
            audiences.SAME_NAME,
        )


class TestEdit:
    def test_tells_of_a_stale_version(self, group, village, wang, step):
        with pytest.raises(StaleVersion):
            audiences.edit(
                audience=group, facts=facts(village, wang), version=9, **step
            )

    def test_is_never_smaller_than_what_is_known(self, group, village, wang, step):
        other = make.AudienceFactory(area=village, owner=wang)
        audiences.estimate(audience=group, other=other, people=40, **step)

        def shrink(size):
            said = facts(village, wang, size=size)
            return audiences.edit(audience=group, facts=said, version=1, **step)

        refused(lambda: shrink(39), "size")
        assert shrink(40).size == 40

    def test_whoever_keeps_it_may_have_left_the_post(self, group, village, wang, step):
        gone = make.UserFactory()
        Audience.objects.filter(pk=group.pk).update(owner=gone)

        made = audiences.edit(
            audience=group, facts=facts(village, gone, size=310), version=1, **step
        )

        assert made.size == 310


class TestUse:
    def test_goes_out_of_use_and_comes_back(self, group, step):
        gone = audiences.retire(audience=group, version=1, **step)
        back = audiences.bring_back(audience=gone, version=2, **step)

        assert (gone.is_active, back.is_active, back.version) == (False, True, 3)

    def test_refuses_what_is_so_already(self, group, step):
        refused(
            lambda: audiences.bring_back(audience=group, version=1, **step), "already"
        )

    def test_comes_back_only_to_somebody_who_keeps_it(self, group, step):
        audiences.retire(audience=group, version=1, **step)
        Audience.objects.filter(pk=group.pk).update(owner=make.UserFactory())

        refused(
            lambda: audiences.bring_back(audience=group, version=2, **step), "owner"
        )


class TestHandTo:
    def test_another_officer_keeps_it(self, group, village, step):
        liu = make.officer(village)

        made = audiences.hand_to(audience=group, owner=liu, **step)

        assert made.owner == liu
        event = Event.objects.get(kind="audience.handed_on")
        assert event.changes == {"owner": [step["by"].pk, liu.pk]}

    def test_refuses_who_keeps_it_already_or_has_no_charge(self, group, step):
        stranger = make.officer(make.CommunityFactory())

        refused(
            lambda: audiences.hand_to(audience=group, owner=step["by"], **step),
            "already",
        )
        refused(
            lambda: audiences.hand_to(audience=group, owner=stranger, **step), "owner"
        )

    def test_offers_those_who_have_charge_of_the_place(self, village, wang):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)
        make.officer(make.CommunityFactory())
        make.person(Role.AUXILIARY_OFFICER, village)

        assert set(keepers.keepers(wang)) == {wang, chief}
        assert set(keepers.keepers(chief)) == {wang, chief}

    def test_the_chief_hears_of_groups_that_nobody_keeps(self, group, village, wang):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)
        assert list(notices.owed(chief, NOW)) == []

        wang.posts.update(until_on=TODAY - timedelta(days=1))

        found = list(notices.owed(chief, NOW))
        assert [item.url for item in found] == ["/antifraud/audiences/?state=unkept"]
        assert list(notices.owed(make.officer(village), NOW)) == []


class TestEstimate:
    def test_a_pair_stands_once_whoever_says_it(self, group, village, step):
        other = make.AudienceFactory(area=village, size=100)

        audiences.estimate(audience=group, other=other, people=40, **step)
        audiences.estimate(audience=other, other=group, people=50, **step)

        row = AudienceOverlap.objects.get()
        assert (row.first_id, row.second_id, row.people) == (group.pk, other.pk, 50)

    def test_nobody_takes_it_off(self, group, village, step):
        other = make.AudienceFactory(area=village)
        audiences.estimate(audience=group, other=other, people=40, **step)

        audiences.estimate(audience=group, other=other, people=0, **step)

        assert not AudienceOverlap.objects.exists()

    def test_refuses_more_than_the_smaller_has_and_itself(self, group, village, step):
        other = make.AudienceFactory(area=village, size=100)

        refused(
            lambda: audiences.estimate(audience=group, other=other, people=101, **step),
            "people",
        )
        refused(
            lambda: audiences.estimate(audience=group, other=group, people=1, **step),
            "other",
        )

    @pytest.mark.parametrize("turned", [False, True])
    def test_the_database_keeps_the_smaller_first(self, group, village, turned):
        other = make.AudienceFactory(area=village)
        first, second = (other, group) if turned else (group, group)

        with (
            pytest.raises(IntegrityError, match="in_order"),
            transaction.atomic(),
        ):
            AudienceOverlap.objects.create(
                first=first, second=second, people=1, estimated_by=group.owner
            )


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_estimate_one_pair_at_once_make_one_row(village, wang):
    one, two = (make.AudienceFactory(area=village, owner=wang) for _ in range(2))

    def say(pair):
        try:
            audiences.estimate(
                audience=pair[0], other=pair[1], people=pair[2], by=wang, at=NOW
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say, [(one, two, 10), (two, one, 20)] * 4))

    assert AudienceOverlap.objects.get().people in {10, 20}


class TestLately:
    def test_counts_what_was_sent_held_back_and_read(self, group):
        sent = make.SendingFactory(audience=group, status="sent", sent_at=NOW)
        make.SendingFactory(audience=group, status="held", held_by="audience_cap")
        long_ago = NOW - timedelta(days=120)
        make.SendingFactory(
            audience=group, status="sent", sent_at=long_ago, due_at=long_ago
        )
        AlertReading.objects.create(
            alert=sent.alert, sending=sent, day=TODAY, readers=7
        )

        found = audience_figures.lately(group, at=NOW)

        assert (found.sent, found.held, found.readers) == (1, 1, 7)
        assert found.last_at == NOW
