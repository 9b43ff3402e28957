"""The alliance: taken in, set right, gone and back."""

from datetime import timedelta

import pytest

from antifraud.actions import allies
from antifraud.models import Ally
from station.errors import RuleError
from station.models import Event
from station.searching.engine import find
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def step(wang):
    return {"by": wang, "at": NOW}


@pytest.fixture
def group(village, wang):
    return make.AudienceFactory(area=village, owner=wang)


def facts(area, **changes) -> allies.AllyFacts:
    return allies.AllyFacts(
        **{
            "name": "陈晓",
            "kind": "student",
            "area": area,
            "joined_on": TODAY,
            "organisation": "花源校区学生会",
            "phone": "138 0000 1234",
            **changes,
        }
    )


def refused(call, code: str) -> None:
    with pytest.raises(RuleError) as told:
        call()
    assert told.value.code == code


def titles(user, kind: str, words: str) -> list[str]:
    return [str(hit.title) for hit in find(user, words, kinds=(kind,)).hits]


class TestTakeIn:
    def test_a_member_has_groups_and_a_sealed_phone(self, village, group, step):
        made = allies.take_in(facts=facts(village, audiences=[group]), **step)

        made.refresh_from_db()
        assert (made.phone, made.phone_masked) == (PHONE, "138****1234")
        assert list(made.audiences.all()) == [group]
        event = Event.objects.get(kind="ally.taken_in")
        assert PHONE not in str(event.changes)
        assert "陈晓" not in str(event.changes)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"kind": "aliens"}, "unknown_choice"),
            ({"phone": "12"}, "phone_invalid"),
            ({"joined_on": TODAY + timedelta(days=1)}, "in_future"),
        ],
    )
    def test_refuses_what_cannot_be(self, village, step, changes, code):
        refused(lambda: allies.take_in(facts=facts(village, **changes), **step), code)

    def test_one_person_stands_once_until_they_leave(self, village, step):
        first = allies.take_in(facts=facts(village), **step)
        refused(lambda: allies.take_in(facts=facts(village), **step), allies.TWIN)

        allies.leave(ally=first, version=1, **step)
        allies.take_in(facts=facts(village), **step)

        refused(lambda: allies.rejoin(ally=first, version=2, **step), allies.TWIN)

    def test_two_of_one_name_without_a_phone_are_two(self, village, step):
        for _ in range(2):
            allies.take_in(facts=facts(village, phone=""), **step)

        assert Ally.objects.count() == 2


class TestEdit:
    def test_groups_elsewhere_stay(self, village, group, step):
        hidden = make.AudienceFactory()
        ally = make.AllyFactory(area=village)
        ally.audiences.set([hidden])

        allies.edit(
            ally=ally, facts=facts(village, audiences=[group]), version=1, **step
        )

        assert set(ally.audiences.all()) == {group, hidden}

    def test_events_tell_that_a_name_changed_not_which(self, village, step):
        ally = make.AllyFactory(area=village)

        allies.edit(ally=ally, facts=facts(village, name="李强"), version=1, **step)

        changes = Event.objects.get(kind="ally.edited").changes
        assert changes["name"] is None
        assert changes["phone"] is None

    def test_who_left_is_not_edited_but_may_come_back(self, village, step):
        ally = make.AllyFactory(area=village)
        allies.leave(ally=ally, version=1, **step)

        refused(
            lambda: allies.edit(ally=ally, facts=facts(village), version=2, **step),
            "left",
        )
        assert allies.rejoin(ally=ally, version=2, **step).takes_part
        refused(lambda: allies.rejoin(ally=ally, version=3, **step), "already")


class TestSearch:
    def test_finds_members_by_name_pinyin_and_phone_within_the_scope(
        self, village, wang, step
    ):
        allies.take_in(facts=facts(village), **step)
        stranger = make.officer(make.CommunityFactory())

        for words in ("陈晓", "chenxiao", "cx", PHONE):
            assert titles(wang, "allies", words) == ["陈晓"], words
            assert not titles(stranger, "allies", words)

    def test_finds_groups_by_name_and_pinyin_within_the_scope(self, village, wang):
        group = make.AudienceFactory.build(area=village, owner=wang)
        group.write_name("花源骑手群")
        group.save()
        stranger = make.officer(make.CommunityFactory())

        for words in ("骑手", "huayuan", "hyq"):
            hits = titles(wang, "audiences", words)
            assert hits == ["花源骑手群"], words
            assert not titles(stranger, "audiences", words)
