"""Whole numbers of a list: for a purpose, with a second person's yes, fetched once."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections
from django.urls import reverse
from python_calamine import CalamineWorkbook

from station import policy, whole_exports
from station.actions import export_requests as actions
from station.actions import jobs
from station.errors import RuleError
from station.export_request_panels import decided_words, deciders, owed, waiting_words
from station.models import AccessRecord, Area, Event, ExportRequest, Job, Reminder, User
from station.registry import registry
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    ExportRequestFactory,
    HouseholdFactory,
    PostFactory,
    ResidentFactory,
    VolunteerFactory,
    officer,
    person,
)
from tests.station.sign_in import PASSWORD, just_signed_in

pytestmark = pytest.mark.django_db
LIST = "households.resident"
PHONE, NUMBER = "13912345678", "620724198001010016"
State = ExportRequest.State


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def now(monkeypatch):
    """The clock of the worker: rights and windows are of that moment."""
    from django.utils import timezone

    return timezone.now()


def live(village, phone=PHONE, number=""):
    home = HouseholdFactory(community=village)
    found = ResidentFactory.build(household=home, area=home.area, station=home.station)
    found.write_phone(phone)
    if number:
        found.write_id_number(number)
    found.save()
    return found


@pytest.fixture
def resident(village):
    return live(village, number=NUMBER)


def station_of(village) -> Area:
    return Area.objects.above(village).get(kind="station")


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, station_of(village))


@pytest.fixture
def county(village):
    return person(
        Role.COUNTY_SUPERVISOR, Area.objects.above(village).get(kind="county")
    )


def ask(by, now, **changes) -> ExportRequest:
    facts = {
        "list_key": LIST,
        "query": "state=present",
        "whole": ["phone"],
        "purpose": "service",
        "reason": "逐户电话核对医保信息",
        **changes,
    }
    return actions.ask(by=by, at=now, **facts)


def approved(by, chief, now, **changes) -> ExportRequest:
    asked = ask(by, now, **changes)
    found = actions.approve(request=asked, by=chief, at=now)
    jobs.run(pk=found.job_id, at=now)
    found.refresh_from_db()
    return found


def fetched(request, now) -> list[list]:
    job = Job.objects.get(pk=request.job_id)
    owner = User.objects.get(pk=request.requested_by_id)
    body = b"".join(jobs.fetch(job=job, by=owner, at=now, is_once=True))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
    return sheet.to_python()


class TestAsk:
    def test_waits_for_a_second_person(self, wang, chief, resident, now):
        found = ask(wang, now)

        assert (found.state, found.rows, found.whole) == ("waiting", 1, ["phone"])
        assert found.area == wang.home_area
        assert found.expires_at == now + timedelta(days=3)
        assert Event.objects.get(kind="export_request.asked").actor == wang
        assert Reminder.objects.get(kind=actions.WAITING).area == found.area
        assert not Job.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"list_key": "households.nothing"}, "no_list"),
            ({"list_key": "households.household"}, "no_list"),  # has no number
            ({"whole": []}, "no_columns"),
            ({"whole": ["name"]}, "no_columns"),
            ({"whole": ["phone", "name"]}, "no_columns"),
            ({"purpose": "curiosity"}, "purpose_missing"),
            ({"reason": "  查 "}, "reason_missing"),
            ({"reason": f"核对 {PHONE}"}, "personal_number"),
            ({"query": f"search={PHONE}"}, "personal_number"),
            ({"query": "filter=no-such"}, "no_filter"),
            ({"query": "state=left"}, "no_rows"),
        ],
    )
    def test_refuses(self, wang, resident, now, changes, code):
        with pytest.raises(RuleError) as refused:
            ask(wang, now, **changes)

        assert refused.value.code == code
        assert not ExportRequest.objects.exists()

    def test_at_most_as_many_as_anybody_needs(self, wang, village, now, monkeypatch):
        monkeypatch.setattr(whole_exports, "MOST", 1)
        live(village)
        live(village, "13912345679")

        with pytest.raises(RuleError) as refused:
            ask(wang, now)

        assert refused.value.code == "too_many_rows"

    def test_only_who_may_export_and_show(self, village, resident, now):
        for role in set(Role) - {Role.COMMUNITY_OFFICER, Role.STATION_CHIEF}:
            with pytest.raises(RuleError) as refused:
                ask(person(role, village), now)
            assert refused.value.code == "no_list"

    def test_lies_where_all_of_it_lies(self, wang, village, resident, now):
        other = CommunityFactory(parent=village.parent)
        PostFactory(user=wang, area=other, role=Role.COMMUNITY_OFFICER)

        found = ask(User.objects.get(pk=wang.pk), now)

        assert found.area == village.parent


class TestDecide:
    def test_never_oneself(self, chief, resident, now):
        asked = ask(chief, now)

        for act in (actions.approve, actions.refuse):
            with pytest.raises(RuleError) as refused:
                act(request=asked, by=chief, at=now, answer="好")
            assert refused.value.code == "own"
        asked.refresh_from_db()
        assert asked.state == State.WAITING

    def test_not_by_an_officer_nor_a_foreign_chief(self, wang, village, resident, now):
        asked = ask(wang, now)
        others = (
            officer(village),
            person(Role.STATION_CHIEF, station_of(CommunityFactory())),
            person(Role.AUDIT_ADMIN),
        )

        for other in others:
            with pytest.raises(RuleError) as refused:
                actions.approve(request=asked, by=other, at=now)
            assert refused.value.code == "forbidden"

    def test_a_chiefs_own_is_the_other_chiefs_or_the_countys(
        self, chief, village, county, resident, now
    ):
        second = person(Role.STATION_CHIEF, station_of(village))

        for decider in (second, county):
            found = actions.approve(request=ask(chief, now), by=decider, at=now)
            assert found.decided_by == decider

    def test_a_no_says_why_and_is_told(self, wang, chief, resident, now):
        asked = ask(wang, now)
        with pytest.raises(RuleError) as refused:
            actions.refuse(request=asked, by=chief, at=now, answer=" ")
        assert refused.value.code == "no_answer"

        found = actions.refuse(request=asked, by=chief, at=now, answer="范围太大")

        assert (found.state, found.job) == ("refused", None)
        told = Reminder.objects.get(kind=actions.DECIDED)
        assert told.recipient == wang
        (notice,) = decided_words([told], wang).values()
        assert notice.detail == "范围太大"

    @pytest.mark.parametrize("end", ["refuse", "approve", "withdraw", "late"])
    def test_once_only(self, wang, chief, resident, now, end):
        asked, at = ask(wang, now), now
        if end == "withdraw":
            actions.withdraw(request=asked, by=wang, at=now)
        elif end == "late":
            at = now + timedelta(days=3)
        else:
            getattr(actions, end)(request=asked, by=chief, at=now, answer="好")

        with pytest.raises(RuleError) as refused:
            actions.approve(request=asked, by=chief, at=at)

        assert refused.value.code == "closed"

    def test_not_for_somebody_who_lost_the_right(self, wang, chief, resident, now):
        asked = ask(wang, now)
        wang.posts.update(role=Role.AUXILIARY_OFFICER)

        with pytest.raises(RuleError) as refused:
            actions.approve(request=asked, by=chief, at=now)

        assert refused.value.code == "right_lost"
        assert not Job.objects.exists()

    def test_only_who_asked_withdraws(self, wang, chief, resident, now):
        asked = ask(wang, now)

        with pytest.raises(RuleError) as refused:
            actions.withdraw(request=asked, by=chief, at=now)

        assert refused.value.code == "not_own"

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_decide_it_once(self, village, now):
        live(village)
        asked = ask(officer(village), now)
        chiefs = [person(Role.STATION_CHIEF, station_of(village)) for _n in range(2)]

        def decide(found):
            act, chief = found
            try:
                act(request=asked, by=chief, at=now, answer="好")
            except RuleError as error:
                return error.code
            finally:
                connections.close_all()
            return "done"

        with ThreadPoolExecutor(2) as pool:
            both = zip((actions.approve, actions.refuse), chiefs, strict=True)
            ends = sorted(pool.map(decide, both))

        assert ends == ["closed", "done"]
        assert Event.objects.filter(kind__startswith="export_request.").count() == 2


class TestFile:
    def test_holds_the_whole_numbers_asked_for_and_no_others(
        self, wang, chief, resident, now
    ):
        found = approved(wang, chief, now)

        rows = fetched(found, now)

        assert PHONE in rows[1]
        assert NUMBER not in str(rows)
        assert resident.id_number_masked in rows[1]
        found.refresh_from_db()
        assert found.row_ids == [resident.pk]

    def test_every_row_is_in_the_access_record(self, wang, chief, resident, now):
        found = approved(wang, chief, now)
        fetched(found, now)

        row = AccessRecord.objects.get(act="export")
        assert (row.actor, row.subject, row.purpose) == (wang, LIST, "service")
        assert f"rows=1&request={found.pk}&why=逐户电话核对医保信息" in row.reason
        assert PHONE not in str(AccessRecord.objects.values())
        assert PHONE not in str(Event.objects.values())
        assert PHONE not in str(Job.objects.values())

    def test_leaves_once(
        self, wang, chief, resident, now, django_capture_on_commit_callbacks
    ):
        found = approved(wang, chief, now)
        name = Job.objects.get().result_file
        with django_capture_on_commit_callbacks(execute=True):
            fetched(found, now)

        with pytest.raises(FileNotFoundError):
            fetched(found, now)

        found.refresh_from_db()
        assert (found.state, found.fetched_at) == (State.FETCHED, now)
        assert not (jobs.FILES.path() / name).exists()
        assert Job.objects.get().result_file == ""
        assert AccessRecord.objects.count() == 1

    def test_no_link_uses_it_up(self, wang, chief, resident, now, client):
        found = approved(wang, chief, now)
        client.force_login(wang)
        url = reverse("station:job_result", args=[found.job_id])

        assert client.get(url).status_code == 404
        assert client.head(url).status_code == 404
        assert client.get(f"/api/v1/jobs/{found.job_id}/result/").status_code == 409
        assert client.post(url).getvalue()[:2] == b"PK"
        assert client.post(url).status_code == 404

    def test_only_for_who_asked(self, wang, chief, resident, now, client):
        found = approved(wang, chief, now)
        client.force_login(chief)

        url = reverse("station:job_result", args=[found.job_id])
        assert client.post(url).status_code == 404
        with pytest.raises(FileNotFoundError):
            jobs.fetch(job=found.job, by=chief, at=now, is_once=True)

    def test_right_lost_before_it_was_written(self, wang, chief, resident, now):
        found = actions.approve(request=ask(wang, now), by=chief, at=now)
        wang.posts.update(role=Role.AUXILIARY_OFFICER)

        jobs.run(pk=found.job_id, at=now)

        job = Job.objects.get()
        assert (job.state, job.result_file) == (Job.State.FAILED, "")

    def test_right_lost_before_it_was_fetched(self, wang, chief, resident, now):
        found = approved(wang, chief, now)
        wang.posts.update(role=Role.AUXILIARY_OFFICER)

        with pytest.raises(FileNotFoundError):
            fetched(found, now)

    def test_rows_and_scope_are_of_the_moment_it_is_written(
        self, wang, chief, village, resident, now
    ):
        found = actions.approve(request=ask(wang, now), by=chief, at=now)
        other = CommunityFactory(parent=village.parent)
        there = live(other, "13912345670")
        wang.posts.update(area=other)

        jobs.run(pk=found.job_id, at=now)

        found.refresh_from_db()
        assert found.row_ids == [there.pk]
        assert PHONE not in str(fetched(found, now))

    def test_what_is_closed_stays_masked(self, wang, chief, resident, now, monkeypatch):
        monkeypatch.setattr(type(resident), "may_be_opened", lambda *_a, **_k: False)

        rows = fetched(approved(wang, chief, now), now)

        assert PHONE not in str(rows)
        assert resident.phone_masked in rows[1]

    def test_every_column_that_claims_a_number_has_one(self, village, chief, now):
        VolunteerFactory(area=village)
        for kind in registry.lists.values():
            for column in kind.whole_columns:
                field = kind.model._meta.get_field(column.whole)
                assert field.name in kind.model.PERSONAL_FIELDS
                assert policy.cells(kind.reveal_permission)


class TestExpire:
    def test_undecided_ends_after_three_days(self, wang, chief, resident, now):
        asked = ask(wang, now)

        assert actions.expire(at=now + timedelta(days=2)) == 0
        assert actions.expire(at=now + timedelta(days=3)) == 1

        asked.refresh_from_db()
        assert asked.state == State.EXPIRED
        assert Reminder.objects.get(kind=actions.DECIDED).recipient == wang
        assert actions.expire(at=now + timedelta(days=9)) == 0

    def test_unfetched_is_gone_after_a_day(
        self, wang, chief, resident, now, django_capture_on_commit_callbacks
    ):
        found = approved(wang, chief, now)
        name = Job.objects.get().result_file
        day = now + timedelta(days=1)
        with pytest.raises(FileNotFoundError):
            fetched(found, day)

        with django_capture_on_commit_callbacks(execute=True):
            assert actions.expire(at=day) == 1

        found.refresh_from_db()
        assert found.state == State.LAPSED
        assert not (jobs.FILES.path() / name).exists()


class TestConstraints:
    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"state": "nothing"}, "state_valid"),
            ({"state": "approved"}, "decided_whole"),
            ({"state": "fetched"}, "decided_whole|fetched_whole"),
            ({"reason": ""}, "says_what_for"),
            ({"whole": []}, "says_what_for"),
        ],
    )
    def test_are_kept_by_the_database(self, facts, name):
        with pytest.raises(IntegrityError, match=name):
            ExportRequestFactory(**facts)

    def test_second_person_is_kept_by_the_database(self, wang, now):
        with pytest.raises(IntegrityError, match="second_person"):
            ExportRequestFactory(
                requested_by=wang, decided_by=wang, decided_at=now, state="refused"
            )


class TestTelling:
    def test_chiefs_hear_else_the_county_never_oneself(
        self, wang, chief, county, resident, now
    ):
        of_officer, of_chief = ask(wang, now), ask(chief, now)
        told = {r.subject.rpartition(":")[2]: r for r in Reminder.objects.all()}

        found = deciders(list(told.values()), now)

        assert found[told[str(of_officer.pk)].pk] == [chief.pk]
        assert found[told[str(of_chief.pk)].pk] == [county.pk]
        (notice,) = waiting_words([told[str(of_officer.pk)]], chief).values()
        assert notice.url == of_officer.get_absolute_url()
        assert PHONE not in f"{notice.title}{notice.detail}{notice.outside}"

    def test_waits_in_my_day_until_decided(self, wang, chief, resident, now):
        asked = ask(wang, now)

        assert [item.due_at for item in owed(chief, now)] == [asked.expires_at]
        assert list(owed(wang, now)) == []
        actions.refuse(request=asked, by=chief, at=now, answer="不必")
        assert list(owed(chief, now)) == []
        assert deciders(list(Reminder.objects.filter(kind=actions.WAITING)), now) == {}


class TestPages:
    def ask(self, client):
        return client.post(
            f"{reverse('station:export_ask')}?list={LIST}&state=present",
            {"whole": ["phone"], "purpose": "service", "reason": "核对电话名册"},
        )

    def test_from_the_list_to_the_file(self, wang, chief, resident, client):
        just_signed_in(client, wang)
        page = client.get(reverse("households:resident_list"))
        assert f"{reverse('station:export_ask')}?list={LIST}" in page.text
        answer = self.ask(client)
        asked = ExportRequest.objects.get()
        assert answer["Location"] == asked.get_absolute_url()
        assert not client.get(asked.get_absolute_url()).context["may_decide"]
        approve = reverse("station:export_approve", args=[asked.pk])
        assert client.post(approve).status_code == 404

        just_signed_in(client, chief)
        assert client.get(asked.get_absolute_url()).context["may_decide"]
        assert client.get(reverse("station:export_requests")).context["waiting"]
        client.post(approve, {"answer": "注意保管"})
        asked.refresh_from_db()
        jobs.run(pk=asked.job_id, at=asked.decided_at)
        assert client.get(asked.get_absolute_url()).context["file"] is None

        just_signed_in(client, wang)
        page = client.get(asked.get_absolute_url())
        body = client.post(page.context["file"]["url"]).getvalue()
        assert body[:2] == b"PK"
        assert client.get(asked.get_absolute_url()).context["file"] is None

    def test_chief_reads_the_record_in_words(self, wang, chief, resident, client, now):
        fetched(approved(wang, chief, now), now)
        client.force_login(chief)

        (look,) = client.get(reverse("station:access_list")).context["looks"]

        assert "逐户电话核对医保信息" in look["reason"]

    def test_refusal_and_withdrawal(self, wang, chief, resident, client, now):
        first, second = ask(wang, now), ask(wang, now)
        client.force_login(chief)
        client.post(
            reverse("station:export_refuse", args=[first.pk]), {"answer": "不必"}
        )
        client.force_login(wang)
        client.post(reverse("station:export_withdraw", args=[second.pk]))

        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == (State.REFUSED, State.WITHDRAWN)

    def test_asks_for_the_password_again(self, wang, resident, client):
        wang.set_password(PASSWORD)
        wang.save()
        client.force_login(wang)

        answer = client.get(f"{reverse('station:export_ask')}?list={LIST}")

        assert answer["Location"].startswith(reverse("account_reauthenticate"))

    def test_is_not_offered_where_no_number_stands(self, wang, client):
        client.force_login(wang)

        page = client.get("/households/")
        assert reverse("station:export_ask") not in page.text

    def test_costs_the_same_for_many(
        self, chief, village, client, django_assert_max_num_queries
    ):
        ExportRequestFactory.create_batch(12, area=village)
        client.force_login(chief)

        with django_assert_max_num_queries(25):
            page = client.get(reverse("station:export_requests"))

        assert len(page.context["waiting"]) == 12


class TestApi:
    URL = "/api/v1/export-requests/"
    JSON = {"content_type": "application/json"}

    def test_asks_decides_and_fetches(self, wang, chief, resident, client):
        just_signed_in(client, wang)
        asked = {
            "list": LIST,
            "whole": ["phone"],
            "purpose": "service",
            "reason": "核对电话名册",
        }
        made = client.post(self.URL, asked, **self.JSON)
        assert made.status_code == 201
        url = f"{self.URL}{made.json()['id']}/"
        assert client.post(f"{url}approve/", {}, **self.JSON).status_code == 403
        assert client.post(f"{url}fetch/", {}, **self.JSON).json()["code"] == "no_file"

        just_signed_in(client, chief)
        done = client.post(f"{url}approve/", {}, **self.JSON).json()
        assert (done["state"], done["decided_by"]["id"]) == ("approved", chief.pk)
        again = client.post(f"{url}refuse/", {"answer": "不"}, **self.JSON)
        assert (again.status_code, again.json()["code"]) == (409, "closed")
        jobs.run(pk=done["job"]["id"], at=ExportRequest.objects.get().decided_at)

        just_signed_in(client, wang)
        assert client.post(f"{url}fetch/", {}, **self.JSON).getvalue()[:2] == b"PK"
        assert client.post(f"{url}fetch/", {}, **self.JSON).json()["code"] == "no_file"

    def test_own_is_refused_and_withdrawn(self, chief, resident, client, now):
        asked = ask(chief, now)
        just_signed_in(client, chief)
        url = f"{self.URL}{asked.pk}/"

        refused = client.post(f"{url}approve/", {}, **self.JSON)
        assert (refused.status_code, refused.json()["code"]) == (409, "own")
        assert client.post(f"{url}withdraw/", {}, **self.JSON).status_code == 200

    def test_tells_by_field_and_scope(self, wang, resident, client, village):
        just_signed_in(client, wang)
        bad = client.post(self.URL, {"list": LIST, "whole": []}, **self.JSON)
        assert bad.status_code == 400
        assert {"whole", "purpose", "reason"} <= set(bad.json()["errors"])

        foreign = ExportRequestFactory(area=village)
        assert client.get(f"{self.URL}{foreign.pk}/").status_code == 404
