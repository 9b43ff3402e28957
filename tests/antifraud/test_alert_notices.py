"""Who is told of an alert: whoever may let it go, never its writer; then the writer."""

import pytest

from antifraud.actions import alert_reminders as kinds
from antifraud.actions import alerts as actions
from antifraud.notices import alerts as notices
from station.models import Reminder, reference
from tests.factories import NOW, PostFactory, officer, person
from tests.factories.antifraud_alert import campus_groups, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(village):
    return PostFactory(role="station_chief", area=village.parent.parent).user


def handed_in(village, by):
    groups = campus_groups(village, by)
    alert = actions.draft(words=words(), area=village, audiences=groups, by=by, at=NOW)
    return actions.submit(alert=alert, version=alert.version, by=by, at=NOW)


def told(alert, kind) -> list[int]:
    reminder = Reminder.objects.about(reference(alert)).get(kind=kind)
    find = {key.key: key.recipients for key in notices.KINDS}[kind]
    return find([reminder], NOW)[reminder.pk]


class TestWaiting:
    def test_goes_to_the_chief(self, village, wang, chief):
        assert told(handed_in(village, wang), kinds.WAITING) == [chief.pk]

    def test_of_the_chief_goes_to_the_officer(self, village, wang, chief):
        assert told(handed_in(village, chief), kinds.WAITING) == [wang.pk]

    def test_without_a_chief_goes_to_another_officer(self, village, wang):
        other = officer(village)

        assert told(handed_in(village, wang), kinds.WAITING) == [other.pk]

    def test_is_moot_once_somebody_looked(self, village, wang, chief):
        alert = handed_in(village, wang)
        reminder = Reminder.objects.about(reference(alert)).get(kind=kinds.WAITING)
        actions.approve(alert=alert, version=alert.version, by=chief, at=NOW)

        assert notices.approvers([reminder], NOW) == {}

    def test_stands_on_my_day_but_not_on_the_writers(self, village, wang, chief):
        alert = handed_in(village, wang)

        assert [item.title for item in notices.owed(chief, NOW)] == [alert.title]
        assert list(notices.owed(wang, NOW)) == []

    def test_says_it_without_a_name_outside(self, village, wang, chief):
        alert = handed_in(village, wang)
        reminder = Reminder.objects.about(reference(alert)).get(kind=kinds.WAITING)

        notice = notices.words([reminder], chief)[reminder.pk]

        assert alert.title in notice.title
        assert alert.title not in notice.outside


class TestWriter:
    def test_hears_that_it_came_back_and_has_it_on_the_day(self, village, wang, chief):
        alert = handed_in(village, wang)
        actions.give_back(
            alert=alert, reason="写短", version=alert.version, by=chief, at=NOW
        )

        assert told(alert, kinds.GIVEN_BACK) == [wang.pk]
        assert [item.title for item in notices.owed(wang, NOW)] == [alert.title]

    def test_hears_that_it_goes_out(self, village, wang, chief):
        alert = handed_in(village, wang)
        actions.approve(alert=alert, version=alert.version, by=chief, at=NOW)

        assert told(alert, kinds.APPROVED) == [wang.pk]

    def test_is_not_told_of_own_deeds(self, village, wang):
        alert = handed_in(village, wang)
        actions.withdraw(
            alert=alert, version=alert.version, by=wang, at=NOW, reason="重复"
        )

        about = Reminder.objects.about(reference(alert))
        assert not about.filter(kind=kinds.WITHDRAWN).exists()

    def test_others_are_told_nothing_they_may_not_see(self, village, wang, chief):
        alert = handed_in(village, wang)
        reminder = Reminder.objects.about(reference(alert)).get(kind=kinds.WAITING)

        assert notices.words([reminder], person("community_officer")) == {}
