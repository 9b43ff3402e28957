"""Finding fraud cases, and the cases of the demonstration."""

from random import Random

import pytest
from django.utils import timezone

from antifraud.demo import cases as demo
from antifraud.demo.case_stories import CITY, COUNTRY
from antifraud.models import FraudCase, ScamType
from station.searching.engine import find
from tests.factories import CommunityFactory, FraudCaseFactory, officer

pytestmark = pytest.mark.django_db
PHONE = "13200009755"


def cases(user, words):
    return find(user, words, kinds=("fraud_cases",)).hits


@pytest.fixture
def case(village, wang):
    made = FraudCaseFactory(area=village, owner=wang)
    made.write_phone(PHONE)
    made.save()
    return made


class TestSearch:
    def test_finds_by_number_and_by_the_whole_phone(self, case, wang):
        assert [hit.url for hit in cases(wang, case.number.lower())]
        assert [hit.url for hit in cases(wang, PHONE)]

    def test_finds_no_phone_for_who_may_not_open_it(self, case):
        stranger = officer(CommunityFactory())

        assert not list(cases(stranger, PHONE))
        assert not list(cases(stranger, case.number))

    def test_takes_more_than_letters(self, case, wang):
        assert not list(cases(wang, case.number[:2]))


class TestDemo:
    def test_shows_a_rise_among_students(self, village):
        area = village
        area.code, area.kind = "510118004001", "community"
        area.save()
        officer(area)
        for code in {kind.code for kind in (*CITY, *COUNTRY)}:
            ScamType.objects.get_or_create(code=code, defaults={"name_zh": code})

        said = demo.make(chance=Random(1), at=timezone.now(), scale=1)

        week = timezone.now() - timezone.timedelta(days=8)
        rise = FraudCase.objects.filter(
            scam_type__code="fake-order", group="student", happened_at__gte=week
        )
        assert "fraud cases" in said
        assert rise.count() >= 6
