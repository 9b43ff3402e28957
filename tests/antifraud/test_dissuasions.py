"""Dissuasions: rung for the nearest first, gone to by one, ended with figures."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from antifraud import reachable
from antifraud.actions import dissuasions as actions
from antifraud.actions.dissuasions import Danger, End
from antifraud.models import Dissuasion
from antifraud.notices.dissuasions import owed
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import AccessRecord, Delivery, Event
from station.roles import Role
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
MINUTE = timedelta(minutes=1)
ALARM = "fq-banner is-red"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def chief(village):
    return make.person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def colleague(village):
    """The officer of the next village."""
    return make.officer(make.CommunityFactory(parent=village.parent))


@pytest.fixture
def call(village, wang):
    def raised(*, at=NOW, area=village, by=wang, **facts):
        danger = Danger(
            **{"noticed_by": "centre", "risk": "high", "phone": PHONE, **facts}
        )
        return actions.raise_(danger=danger, area=area, by=by, at=at)

    return raised


def called() -> set[int]:
    rows = Delivery.objects.filter(reminder__kind="dissuasion.rings")
    return set(rows.filter(channel="browser").values_list("recipient_id", flat=True))


def offered(client, row) -> str:
    """What the page offers to make of it."""
    page = client.get(row.get_absolute_url()).content.decode()
    case = reverse("antifraud:case_create")
    return "fraud_case" if f"{case}?from=antifraud.dissuasion:{row.pk}" in page else ""


class TestRaise:
    def test_keeps_who_where_and_how_near_the_money_is(self, call, wang):
        row = call(person_name="蔡涛", told="正在转账")

        assert (row.person_name, row.phone, row.risk) == ("蔡涛", PHONE, "high")
        assert row.number.startswith("QZ-")
        assert Event.objects.get(kind="dissuasion.raised").actor == wang

    def test_takes_the_name_and_the_number_from_the_register(self, call, household):
        person = make.ResidentFactory(household=household)
        person.write_phone("13900001111")
        person.save()

        row = call(phone="", resident=person)

        assert (row.person_name, row.phone) == (person.name, "13900001111")

    def test_needs_somebody_to_go_to(self, call):
        with pytest.raises(RuleError) as refused:
            call(phone="")

        assert refused.value.code == "nobody"

    def test_the_database_refuses_nobody_too(self, village):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.DissuasionFactory(area=village, person_name="")

    def test_refuses_what_is_no_number(self, call):
        with pytest.raises(RuleError) as refused:
            call(phone="12")

        assert refused.value.code == "phone"

    def test_the_same_phone_twice_is_one_matter(self, call, colleague):
        row = call(risk="low", told="接到电话")

        again = call(risk="high", told="正在转账", by=colleague, at=NOW + 20 * MINUTE)

        assert again.pk == row.pk
        assert again.risk == "high"
        assert again.told == "接到电话\n正在转账"
        assert Dissuasion.objects.count() == 1

    def test_the_risk_never_falls_by_being_told_again(self, call):
        call(risk="high")

        assert call(risk="low").risk == "high"

    def test_the_next_day_it_is_a_new_one(self, call):
        first = call()

        assert call(at=NOW + timedelta(hours=13)).pk != first.pk

    def test_another_station_has_its_own(self, call):
        elsewhere = make.CommunityFactory()

        assert call().pk != call(area=elsewhere).pk


class TestRing:
    def test_rings_for_who_serves_there_first(self, call, wang, colleague, chief):
        call()

        reminders.fire(at=NOW)

        assert called() == {wang.pk}

    def test_then_for_the_station_then_for_its_chief(
        self, call, wang, colleague, chief
    ):
        call()

        actions.climb(at=NOW + 2 * MINUTE)
        reminders.fire(at=NOW + 2 * MINUTE)
        assert called() == {wang.pk, colleague.pk}

        actions.climb(at=NOW + 4 * MINUTE)
        reminders.fire(at=NOW + 4 * MINUTE)
        assert called() == {wang.pk, colleague.pk, chief.pk}

    def test_what_is_less_near_climbs_more_slowly(self, call):
        call(risk="medium")

        assert actions.climb(at=NOW + 9 * MINUTE) == 0
        assert actions.climb(at=NOW + 10 * MINUTE) == 1

    def test_nobody_there_rings_for_the_station_at_once(self, call, village, colleague):
        lonely = make.CommunityFactory(parent=village.parent)
        call(area=lonely)

        reminders.fire(at=NOW)

        assert colleague.pk in called()

    def test_nothing_rings_once_somebody_goes(self, call, wang, colleague):
        row = call()
        actions.answer(dissuasion=row, by=wang, at=NOW)

        actions.climb(at=NOW + 5 * MINUTE)
        reminders.fire(at=NOW + 5 * MINUTE)

        assert called() == set()

    def test_the_notice_that_leaves_the_house_names_nobody(self, call, wang):
        call(person_name="蔡涛")
        reminders.fire(at=NOW)
        delivery = Delivery.objects.get(recipient=wang, channel="browser")

        from antifraud.notices.dissuasions import words

        notice = words([delivery.reminder], wang)[delivery.reminder_id]

        assert "蔡涛" not in f"{notice.title}{notice.detail}{notice.outside}"
        assert PHONE not in f"{notice.title}{notice.detail}{notice.outside}"

    def test_the_nearest_stand_first(self, village, wang, colleague):
        found = reachable.nearest(village, at=NOW)

        assert [near.user for near in found] == [wang, colleague]


class TestAnswer:
    def test_one_goes(self, call, wang, colleague):
        row = actions.answer(dissuasion=call(), by=wang, at=NOW)

        with pytest.raises(RuleError) as refused:
            actions.answer(dissuasion=row, by=colleague, at=NOW)
        assert refused.value.code == "answered"

    def test_stands_in_the_days_work_until_it_ended(self, call, wang):
        row = actions.answer(dissuasion=call(), by=wang, at=NOW)
        assert [item.url for item in owed(wang, NOW)] == [row.get_absolute_url()]

        end = End("kept", "劝住了", Decimal(5000))
        actions.settle(dissuasion=row, end=end, version=row.version, by=wang, at=NOW)

        assert list(owed(wang, NOW)) == []

    def test_somebody_nearer_is_rung_for(self, call, wang, colleague):
        row = actions.answer(dissuasion=call(), by=wang, at=NOW)

        actions.hand_over(
            dissuasion=row, to=colleague, version=row.version, by=wang, at=NOW
        )
        reminders.fire(at=NOW)

        assert colleague.pk in called()

    def test_nobody_of_elsewhere_is_sent(self, call, wang):
        stranger = make.officer(make.CommunityFactory())
        row = call()

        with pytest.raises(RuleError) as refused:
            actions.hand_over(
                dissuasion=row, to=stranger, version=row.version, by=wang, at=NOW
            )

        assert refused.value.code == "not_serving"


class TestEnd:
    def end(self, row, by, ending, **more):
        end = End(ending, "上门劝阻", **more)
        return actions.settle(
            dissuasion=row, end=end, version=row.version, by=by, at=NOW
        )

    def test_a_try_answers(self, call, wang):
        row = actions.try_(
            dissuasion=call(), way="door", has_reached=True, by=wang, at=NOW
        )

        assert row.answered_by == wang
        assert row.tries.get().has_reached

    def test_keeps_what_was_saved_and_lost(self, call, wang):
        row = self.end(call(), wang, "partly", saved=Decimal(900), lost=Decimal(100))

        assert (row.saved, row.lost, row.closed_by) == (900, 100, wang)

    def test_counts_no_money_where_there_was_no_fraud(self, call, wang):
        row = self.end(call(), wang, "no_fraud", saved=Decimal(900), lost=Decimal(1))

        assert (row.saved, row.lost) == (0, 0)

    def test_asks_how_much_was_paid(self, call, wang):
        with pytest.raises(RuleError) as refused:
            self.end(call(), wang, "paid")

        assert refused.value.code == "no_lost"

    def test_ends_once(self, call, wang):
        row = self.end(call(), wang, "kept")

        with pytest.raises(RuleError) as refused:
            self.end(row, wang, "kept")

        assert refused.value.code == "ended"

    def test_a_stale_page_is_told(self, call, wang):
        row = call()
        actions.try_(dissuasion=row, way="phone", has_reached=False, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            self.end(row, wang, "kept")


class TestPages:
    @pytest.fixture
    def client(self, wang):
        client = Client()
        just_signed_in(client, wang)
        return client

    def test_a_line_above_every_page_until_somebody_goes(self, client, call):
        row = call()
        assert ALARM in client.get("/").content.decode()

        client.post(reverse("antifraud:dissuasion_answer", args=[row.pk]))

        assert ALARM not in client.get("/").content.decode()

    def test_the_number_stands_only_on_the_page_of_who_goes(
        self, client, call, wang, colleague
    ):
        row = call()
        url = row.get_absolute_url()
        assert PHONE not in client.get(url).content.decode()

        actions.answer(dissuasion=row, by=wang, at=NOW)

        assert f"tel:{PHONE}" in client.get(url).content.decode()
        look = AccessRecord.objects.get(act="reveal", actor=wang)
        assert (look.fields, look.purpose) == ("phone", "emergency")
        just_signed_in(client, colleague)
        assert PHONE not in client.get(url).content.decode()

    def test_raised_and_ended_in_the_browser(self, client, village, wang):
        client.post(
            reverse("antifraud:dissuasion_create"),
            {
                "person_name": "蔡涛",
                "phone": PHONE,
                "area": village.pk,
                "risk": "high",
                "noticed_by": "bank",
            },
        )
        row = Dissuasion.objects.get()

        answer = client.post(
            reverse("antifraud:dissuasion_settle", args=[row.pk]),
            {"ending": "paid", "result": "到得太晚", "version": row.version},
        )
        assert answer.status_code == 200
        assert "lost" in answer.context["form"].errors
        client.post(
            reverse("antifraud:dissuasion_settle", args=[row.pk]),
            {
                "ending": "paid",
                "result": "到得太晚",
                "lost": "8600",
                "version": row.version,
            },
        )

        row.refresh_from_db()
        assert (row.ending, row.lost) == ("paid", 8600)

    def test_what_was_paid_becomes_a_case_in_one_step(self, client, call, wang):
        row = call()
        end = End("paid", "到得太晚", lost=Decimal(8600))
        assert "fraud_case" not in offered(client, row)

        actions.settle(dissuasion=row, end=end, version=row.version, by=wang, at=NOW)

        assert "fraud_case" in offered(client, row)

    def test_setting_right_keeps_the_number_that_is_not_typed(self, client, call):
        row = call(place="村委会")

        client.post(
            reverse("antifraud:dissuasion_correct", args=[row.pk]),
            {
                "place": "镇上信用社",
                "risk": "medium",
                "noticed_by": "bank",
                "version": row.version,
            },
        )

        row.refresh_from_db()
        assert (row.phone, row.place, row.risk) == (PHONE, "镇上信用社", "medium")

    def test_another_county_finds_nothing(self, call):
        client = Client()
        just_signed_in(client, make.officer(make.CommunityFactory()))

        assert client.get(call().get_absolute_url()).status_code == 404


class TestRest:
    def test_the_centre_raises_and_an_officer_ends(self, village, wang):
        from rest_framework.test import APIClient

        machine = make.UserFactory(is_service=True)
        make.PostFactory(user=machine, role=Role.API_CLIENT, area=village)
        centre, officer = APIClient(), APIClient()
        centre.force_authenticate(machine)
        officer.force_authenticate(wang)
        made = centre.post(
            "/api/v1/dissuasions/",
            {
                "area": village.pk,
                "noticed_by": "centre",
                "risk": "high",
                "phone": PHONE,
                "told": "正在转账",
            },
            format="json",
        )
        assert made.status_code == 201, made.json()
        assert made.json()["told"] is None
        url = f"/api/v1/dissuasions/{made.json()['id']}/"

        assert officer.post(f"{url}answer/").status_code == 200
        tried = officer.post(
            f"{url}attempt/", {"way": "phone", "has_reached": True}, format="json"
        ).json()
        ended = officer.post(
            f"{url}settle/",
            {
                "ending": "kept",
                "result": "劝住了",
                "saved": "5000",
                "version": tried["version"],
            },
            format="json",
        )

        assert ended.status_code == 200, ended.json()
        assert ended.json()["saved"] == 5000
        assert [row["way"] for row in ended.json()["tries"]] == ["phone"]
        again = officer.post(f"{url}answer/")
        assert again.status_code == 409


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_of_many_who_go_one_goes(self, village, wang, colleague, chief):
        row = make.DissuasionFactory(area=village)

        def go(user):
            try:
                actions.answer(dissuasion=row, by=user, at=NOW)
            except RuleError as error:
                return error.code
            finally:
                connection.close()
            return "goes"

        with ThreadPoolExecutor(3) as pool:
            found = sorted(pool.map(go, [wang, colleague, chief]))

        assert found == ["answered", "answered", "goes"]
