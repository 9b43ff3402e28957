"""Disputes in the search: parties, numbers, phones and their sealed text."""

import pytest

from disputes.actions import parties
from disputes.models import Dispute
from station.models import Area
from station.roles import Role
from station.sealed_words import figures_of
from station.searching.engine import find
from tests.factories import (
    CommunityFactory,
    DisputeFactory,
    HouseholdFactory,
    MediatorFactory,
    PartyFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
PHONE = "13912345678"


def pks(user, words: str) -> list[int]:
    return [hit.pk for hit in find(user, words, kinds=("disputes",)).hits]


@pytest.fixture
def dispute(village):
    return DisputeFactory(
        household=HouseholdFactory(community=village),
        summary="两家为宅基地翻建占用过道，多次争吵。",
        place="东街口",
    )


class TestParties:
    @pytest.mark.parametrize("words", ["武晓宇", "晓宇", "wxy", "wuxiaoyu", PHONE])
    def test_are_found_however_they_are_typed(self, dispute, wang, words):
        party = PartyFactory(dispute=dispute, name="武晓宇")
        party.write_phone(PHONE)
        party.save()
        parties.name(dispute)

        assert pks(wang, words) == [dispute.pk]
        assert pks(officer(CommunityFactory()), words) == []

    def test_the_phone_of_a_party_is_not_shown(self, dispute, wang):
        party = PartyFactory(dispute=dispute)
        party.write_phone(PHONE)
        party.save()

        assert PHONE not in str(find(wang, PHONE, kinds=("disputes",)).hits)


class TestText:
    @pytest.mark.parametrize("words", ["宅基地", "过道", "翻建占用过道"])
    def test_is_found_by_two_characters_and_more(self, dispute, wang, words):
        [hit] = find(wang, words, kinds=("disputes",)).hits

        ((start, end),) = hit.found.marks
        assert hit.found.text[start:end] == words

    def test_words_that_only_share_their_figures_are_none(self, dispute, wang):
        """Every pair stands in it, the words do not."""
        assert pks(wang, "过道多次") == []
        assert pks(wang, "占用宅基地") == []

    def test_is_found_anew_when_it_is_set_right(self, dispute, wang):
        dispute.summary = "夜里吵闹影响休息"
        dispute.save()

        assert pks(wang, "宅基地") == []
        assert pks(wang, "吵闹") == [dispute.pk]

    def test_stays_findable_when_something_else_changes(self, dispute, wang):
        again = Dispute.objects.get(pk=dispute.pk)
        again.place = "西街口"
        again.save()
        unread = Dispute.objects.defer("summary").get(pk=dispute.pk)
        unread.save()

        assert pks(wang, "宅基地") == [dispute.pk]

    def test_who_may_not_read_it_finds_nothing_by_it(self, dispute, village):
        auxiliary = person(Role.AUXILIARY_OFFICER, village)

        assert pks(auxiliary, "东街口") == [dispute.pk]
        assert pks(auxiliary, "宅基地") == []

    def test_stands_nowhere_open(self, dispute):
        row = Dispute.objects.filter(pk=dispute.pk).values_list("summary_words").get()
        other = figures_of(dispute.summary, purpose="another column")

        assert all(isinstance(figure, int) for figure in row[0])
        assert set(row[0]) != set(other)


class TestWho:
    def test_a_mediator_finds_those_given_to_them(self, dispute, village):
        user = person(Role.MEDIATOR, village)
        mediator = MediatorFactory(user=user, area=village)
        assert pks(user, dispute.number) == []

        dispute.mediator = mediator
        dispute.save()

        assert pks(user, dispute.number) == [dispute.pk]
        assert not find(user, "天城", kinds=("residents", "households")).groups

    def test_the_county_finds_none(self, dispute, village):
        county = Area.objects.above(village).get(kind="county")

        assert pks(person(Role.COUNTY_SUPERVISOR, county), dispute.number) == []
