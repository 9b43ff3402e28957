"""What was said lately in nearly the same words, and whom an alert fits."""

from datetime import timedelta

import pytest

from antifraud.alike import alike, resemblance, shingles
from antifraud.fitting import fitting
from station.models import Post
from tests.factories import (
    NOW,
    AlertFactory,
    AudienceFactory,
    CommunityFactory,
    FraudCaseFactory,
    ScamTypeFactory,
    person,
)
from tests.factories.antifraud_alert import BODY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


class TestResemblance:
    def test_is_one_for_the_same_words_with_other_signs(self):
        assert (
            resemblance(shingles("先垫钱，都是诈骗！"), shingles("先垫钱都是 诈骗"))
            == 1
        )

    def test_is_the_shared_part_of_both(self):
        one, other = shingles("abcd"), shingles("bcde")  # abc bcd | bcd cde

        assert resemblance(one, other) == pytest.approx(1 / 3)

    def test_is_nothing_for_nothing(self):
        assert resemblance([], []) == 0
        assert shingles("……") == []

    def test_fits_the_column(self):
        assert all(-(2**31) <= part < 2**31 for part in shingles(BODY))


class TestAlike:
    def sent(self, village, **facts):
        facts = {"area": village, "approved": True, "words": shingles(BODY)} | facts
        return AlertFactory(**facts)

    def test_names_what_was_sent_and_the_groups_in_both(self, village, wang):
        group = AudienceFactory(area=village)
        old = self.sent(village)
        old.audiences.add(group)

        found = alike(shingles(BODY + "切记"), user=wang, at=NOW, audiences=[group.pk])

        assert [(row.alert, row.same_groups) for row in found] == [(old, 1)]
        assert found[0].percent >= 90

    @pytest.mark.parametrize(
        "facts",
        [
            {"words": shingles("今晚停水，请提前储水，谢谢大家配合")},
            {"approved_at": NOW - timedelta(days=31)},
            {"approved": False},
        ],
    )
    def test_passes_over_other_words_old_ones_and_drafts(self, village, wang, facts):
        self.sent(village, **facts)

        assert alike(shingles(BODY), user=wang, at=NOW) == []

    def test_says_nothing_of_other_stations(self, wang):
        self.sent(CommunityFactory())

        assert alike(shingles(BODY), user=wang, at=NOW) == []

    def test_asks_the_same_however_many(
        self, village, wang, django_assert_max_num_queries
    ):
        for _number in range(6):
            self.sent(village)

        with django_assert_max_num_queries(6):
            assert len(alike(shingles(BODY), user=wang, at=NOW)) == 5


class TestFitting:
    def test_names_the_groups_the_fraud_meets_and_why(self, village, wang):
        students = AudienceFactory(area=village, kind="student")
        AudienceFactory(area=village, kind="courier")
        AudienceFactory(area=village, kind="student", is_active=False)
        kind = ScamTypeFactory(groups=["student"])

        [fit] = fitting(wang, scam_type=kind)

        assert fit.audience == students
        assert str(students.get_kind_display()) in fit.reason

    def test_the_hardest_hit_come_first(self, village, wang):
        AudienceFactory(area=village, kind="student", name="一")
        hit = AudienceFactory(area=village, kind="courier", name="二")
        kind = ScamTypeFactory(groups=["student", "courier"])
        FraudCaseFactory(area=village, scam_type=kind, group="courier", happened_at=NOW)

        first, second = fitting(wang, scam_type=kind, area=village)

        assert (first.audience, first.cases) == (hit, 1)
        assert second.cases == 0

    def test_what_is_asked_for_outweighs_the_type(self, village, wang):
        AudienceFactory(area=village, kind="student")
        elderly = AudienceFactory(area=village, kind="elderly")
        kind = ScamTypeFactory(groups=["student"])

        fits = fitting(wang, scam_type=kind, groups=["elderly"])

        assert [fit.audience for fit in fits] == [elderly]

    def test_all_of_them_where_nobody_is_named(self, village, wang):
        AudienceFactory(area=village, kind="student")
        AudienceFactory(area=village, kind="courier")

        assert len(fitting(wang)) == 2

    def test_only_what_one_may_see_and_what_touches_the_place(self, village, wang):
        AudienceFactory(area=CommunityFactory())
        wide = AudienceFactory(area=village.parent.parent)
        Post.objects.filter(user=wang).update(area=village.parent.parent)
        other = CommunityFactory(parent=village.parent)
        AudienceFactory(area=other)

        assert [fit.audience for fit in fitting(wang, area=village)] == [wide]

    def test_tells_no_figures_without_the_right(self, village):
        chatty = person("api_client", CommunityFactory(parent=village.parent))
        kind = ScamTypeFactory(groups=["student"])
        AudienceFactory(area=Post.objects.get(user=chatty).area, kind="student")
        FraudCaseFactory(area=village, scam_type=kind, happened_at=NOW)

        assert [fit.cases for fit in fitting(chatty, scam_type=kind)] == [0]
