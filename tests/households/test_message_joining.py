"""Several messages about one thing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from households import duplicates
from households.actions import message_joining, message_voices, messages
from households.models import Message
from station.errors import RuleError
from tests.factories import NOW, officer, person
from tests.households.inbox import card_of, received, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(village, wang):
    return card_of(village, wang)


def merge(message, into, by, at=NOW):
    return message_joining.merge(message=message, into=into, by=by, at=at)


class TestMerge:
    def test_one_lives_on_and_the_other_points_to_it(self, card, wang):
        lead, other = received(card, n=1), received(card, n=2)
        merge(other, lead, wang)

        other.refresh_from_db()
        assert (other.status, other.merged_into) == ("merged", lead)
        assert other.settled_at == NOW
        assert not Message.objects.open().filter(pk=other.pk).exists()

    def test_silences_the_one_that_points(self, card, wang):
        lead, other = received(card, n=1), received(card, n=2)
        merge(other, lead, wang)

        late = [kind for kind, _who in told(lead.due_at) if kind == "message.late"]
        assert len(late) == 1

    def test_takes_along_what_stood_behind(self, card, wang):
        first, second, third = (received(card, n=n) for n in range(3))
        merge(third, second, wang)
        merge(second, first, wang)

        assert set(first.merged.all()) == {second, third}

    def test_both_timelines_tell_of_it(self, card, wang, signed_in):
        lead, other = received(card, n=1), received(card, n=2)
        merge(other, lead, wang)

        for message in (lead, other):
            page = signed_in.get(message.get_absolute_url()).content.decode()
            assert f"{other.number}" in page

    @pytest.mark.parametrize("case", ["itself", "closed", "merged", "tip", "answered"])
    def test_refuses_what_makes_no_sense(self, card, wang, case):
        lead, other = received(card, n=1), received(card, n=2)
        if case == "itself":
            lead = other
        elif case == "closed":
            messages.close(message=lead, by=wang, at=NOW, reason="重复")
        elif case == "merged":
            merge(lead, received(card, n=3), wang)
        elif case == "tip":
            lead = received(card, "tip", n=4)
        else:
            messages.answer(message=other, by=wang, text="好", at=NOW)

        with pytest.raises(RuleError):
            merge(other, lead, wang)

    def test_leaves_nothing_to_do_at_the_one_that_points(self, card, wang):
        lead, other = received(card, n=1), received(card, n=2)
        merge(other, lead, wang)

        with pytest.raises(RuleError) as refused:
            messages.answer(message=other, by=wang, text="好", at=NOW)
        assert refused.value.code == "merged"

    def test_writing_again_reaches_the_one_that_lives_on(self, card, wang):
        lead, other = received(card, n=1), received(card, n=2)
        other = merge(other, lead, wang)
        messages.answer(message=lead, by=wang, text="已修好", at=NOW)
        later = NOW + timedelta(days=1)
        message_voices.write_again(message=other, text="还没有亮", at=later)

        lead.refresh_from_db()
        assert lead.status == "new"
        assert ("message.reopened", wang.badge_number) in told(later)


class TestUnmerge:
    def test_stands_on_its_own_again(self, card, wang):
        lead, other = received(card, n=1), received(card, n=2)
        other = merge(other, lead, wang)
        message_joining.unmerge(message=other, by=wang, at=NOW, reason="两回事")

        other.refresh_from_db()
        assert (other.status, other.merged_into) == ("new", None)

    def test_is_refused_after_a_day_and_without_a_reason(self, card, wang):
        lead, other = received(card, n=1), received(card, n=2)
        other = merge(other, lead, wang)
        late = NOW + timedelta(days=1, minutes=1)

        for at, reason in ((late, "两回事"), (NOW, " ")):
            with pytest.raises(RuleError):
                message_joining.unmerge(message=other, by=wang, at=at, reason=reason)


class TestSameWords:
    def test_once_more_stand_behind_the_first(self, card, wang):
        lead = received(card, n=1, text="路灯坏了!")
        again = received(card, n=2, text="路灯 坏了")

        assert again.merged_into == lead
        assert again.number != lead.number
        assert len(told(NOW)) == 1

    def test_of_another_caller_are_another_matter(self, card):
        received(card, n=1, text="请回电", sender_phone="13911111111")
        other = received(card, n=2, text="请回电", sender_phone="13922222222")

        assert other.merged_into is None

    @pytest.mark.parametrize(
        ("kind", "later"), [("message", timedelta(hours=1, minutes=1))]
    )
    def test_after_an_hour_are_another_matter(self, card, kind, later):
        received(card, kind, n=1, text="路灯坏了")
        other = received(card, kind, n=2, text="路灯坏了", at=NOW + later)

        assert other.merged_into is None

    def test_of_two_who_call_for_help_count_each(self, card):
        received(card, "distress", n=1, text="救命", place="二社")
        other = received(card, "distress", n=2, text="救命", place="三社")

        assert other.merged_into is None

    def test_after_the_answer_are_a_new_matter(self, card, wang):
        lead = received(card, n=1, text="路灯坏了")
        messages.answer(message=lead, by=wang, text="已修好", at=NOW)

        assert received(card, n=2, text="路灯坏了").status == "new"

    def test_of_a_tip_about_an_officer_join_only_one_about_the_same(
        self, card, village, wang
    ):
        person("station_chief", village.parent.parent)
        plain = received(card, "tip", n=1, text="收钱")
        about = received(
            card, "tip", n=2, text="收钱", about=wang, is_about_officer=True
        )

        assert plain.status == about.status == "new"


class TestLikely:
    def test_finds_the_same_caller_and_alike_words(self, card, wang):
        message = received(
            card, n=1, text="村口路灯坏了三天", sender_phone="13911111111"
        )
        caller = received(card, n=2, text="村口的灯还没修", sender_phone="13911111111")
        alike = received(card, n=3, text="村口路灯坏了好几天了")
        received(card, n=4, text="想问户口迁移要带什么")

        found = duplicates.likely(message, user=wang)

        assert [one.message for one in found] == [caller, alike]
        assert found[0].is_same_caller

    def test_never_offers_what_one_may_not_see(self, card):
        message = received(card, n=1, text="村口路灯坏了三天")
        received(card, n=2, text="村口路灯坏了三天了")

        assert duplicates.likely(message, user=officer()) == []

    def test_opens_at_most_a_handful(self, card, wang, django_assert_max_num_queries):
        message = received(card, n=0)
        for n in range(1, 30):
            received(card, n=n)

        with django_assert_max_num_queries(6):
            duplicates.likely(message, user=wang)


class TestPage:
    def test_joins_by_a_tap_and_takes_apart(self, card, signed_in, time_machine):
        time_machine.move_to(NOW, tick=False)
        lead = received(card, n=1, text="村口路灯坏了三天")
        other = received(card, n=2, text="村口路灯坏了三天了")
        url = reverse("inbox:merge", args=[other.pk])
        assert lead.number in signed_in.get(url).content.decode()

        joined = signed_in.post(url, {"version": 1, "into": lead.pk, "number": ""})
        other.refresh_from_db()
        assert (joined.status_code, other.status) == (302, "merged")
        apart = signed_in.post(
            reverse("inbox:unmerge", args=[other.pk]),
            {"version": other.version, "reason": "两回事"},
        )
        other.refresh_from_db()
        assert (apart.status_code, other.status) == (302, "new")

    def test_refuses_a_number_that_is_out_of_sight(self, card, wang, signed_in):
        other = officer()
        hidden = received(card_of(other.posts.get().area, other), n=9)
        url = reverse("inbox:merge", args=[received(card, n=1).pk])

        page = signed_in.post(url, {"version": 1, "number": hidden.number})

        assert page.context["form"].errors["number"]
