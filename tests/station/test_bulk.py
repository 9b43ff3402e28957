"""Many rows at once: chosen, looked at, done; and lists as workbooks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from station import bulk_jobs, list_exports
from station.actions import bulk, jobs
from station.models import AccessRecord, Event, Job
from station.registry import registry
from station.roles import Role
from station.workbook import read
from tests.factories import (
    NOW,
    CommunityFactory,
    FollowUpFactory,
    HouseholdFactory,
    UnitFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
URL = "/households/follow-ups/bulk/"
LIST = "households.followup"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def li(village):
    """A second officer of the village."""
    return officer(village)


@pytest.fixture
def promised(village, wang):
    """Three follow-ups of the village's officer."""
    household = HouseholdFactory(community=village)
    return FollowUpFactory.create_batch(
        3, household=household, assigned_to=wang, due_at=NOW + timedelta(days=9)
    )


def asked(client, rows, action="reassign", **more):
    return client.post(URL, {"action": action, "row": [r.pk for r in rows], **more})


def confirmed(client, page, **data):
    ids = page.context["ids"]
    action = page.context["action"].key
    return client.post(
        URL, {"action": action, "ids": ids, "confirm": "1", **data}, follow=True
    )


class TestChoosing:
    def test_asks_first_with_the_count(self, signed_in, promised, li):
        page = asked(signed_in, promised[:2])

        assert page.status_code == 200
        assert (page.context["count"], page.context["left_out"]) == (2, 0)
        assert list(page.context["form"].fields["to"].queryset) == [
            promised[0].assigned_to,
            li,
        ]
        assert not Event.objects.filter(kind="follow_up.reassigned").exists()

    def test_all_that_match_are_those_of_the_address(self, signed_in, promised, li):
        other = FollowUpFactory(household=promised[0].household, assigned_to=li)

        url = f"{URL}?assigned_to={li.pk}&state="
        page = signed_in.post(url, {"action": "reassign", "all": "1"})

        assert page.context["ids"] == str(other.pk)

    def test_leaves_out_what_one_may_not_touch(self, signed_in, promised):
        foreign = FollowUpFactory(
            household=HouseholdFactory(community=CommunityFactory())
        )

        page = asked(signed_in, [*promised, foreign])

        assert (page.context["count"], page.context["left_out"]) == (3, 1)

    @pytest.mark.parametrize("data", [{}, {"action": "reassign"}, {"action": "no"}])
    def test_of_nothing_goes_back(self, signed_in, promised, data):
        answer = signed_in.post(URL, data)

        assert answer.status_code == 302
        assert answer["Location"] == "/households/follow-ups/"

    def test_action_one_may_do_nowhere_does_not_exist(self, client, village, promised):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        assert asked(client, promised).status_code == 404

    def test_more_than_ten_thousand_are_refused(self, signed_in, promised, monkeypatch):
        monkeypatch.setattr("station.views.bulk.MOST", 2)

        assert (
            signed_in.post(URL, {"action": "reassign", "all": "1"}).status_code == 302
        )


@pytest.mark.usefixtures("row_by_row")
class TestDoing:
    def test_does_each_under_one_key(self, signed_in, promised, li):
        page = asked(signed_in, promised)

        done = confirmed(signed_in, page, to=li.pk, reason="休假")

        assert done.redirect_chain[-1][0] == "/households/follow-ups/"
        for row in promised:
            row.refresh_from_db()
            assert row.assigned_to == li
        events = Event.objects.filter(kind="follow_up.reassigned")
        keys = {event.changes["bulk"][1] for event in events}
        assert (len(events), len(keys)) == (3, 1)

    def test_row_that_refuses_holds_up_no_other(self, signed_in, promised, wang, li):
        promised[0].assigned_to = li
        promised[0].save()
        page = asked(signed_in, promised)

        done = confirmed(signed_in, page, to=li.pk, reason="")

        texts = [str(message) for message in done.context["messages"]]
        assert len(texts) == 2
        assert Event.objects.filter(kind="follow_up.reassigned").count() == 2

    def test_sent_twice_is_done_once(self, signed_in, promised, li):
        page = asked(signed_in, promised)
        once = page.context["form"]["once"].value()

        for _time in range(2):
            confirmed(signed_in, page, to=li.pk, reason="", once=str(once))

        assert Event.objects.filter(kind="follow_up.reassigned").count() == 3

    def test_form_with_a_fault_asks_again(self, signed_in, promised):
        page = confirmed(signed_in, asked(signed_in, promised), to="")

        assert page.status_code == 400
        assert page.context["form"].errors["to"]

    def test_ids_made_up_by_the_browser_do_no_harm(self, signed_in, promised, li):
        foreign = FollowUpFactory(
            household=HouseholdFactory(community=CommunityFactory())
        )
        signed_in.post(
            URL,
            {
                "action": "reassign",
                "ids": f"{promised[0].pk},{foreign.pk},x,99999999999999999999999",
                "confirm": "1",
                "to": li.pk,
            },
        )

        foreign.refresh_from_db()
        assert foreign.assigned_to != li
        assert Event.objects.filter(kind="follow_up.reassigned").count() == 1


class TestAsAJob:
    @pytest.fixture
    def job(self, signed_in, promised, li, monkeypatch):
        monkeypatch.setattr("station.views.bulk.AT_ONCE", 2)
        page = asked(signed_in, promised)
        assert page.context["is_job"]
        confirmed(signed_in, page, to=li.pk, reason="休假")
        return Job.objects.get(kind=bulk_jobs.KIND)

    def test_many_rows_go_to_the_worker(self, job, promised, li):
        assert not Event.objects.filter(kind="follow_up.reassigned").exists()

        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert (job.state, job.done, job.failed_count) == ("done", 3, 0)
        assert Event.objects.filter(kind="follow_up.reassigned").count() == 3
        assert "休假" not in str(job.params)

    def test_worker_that_died_halfway_does_nothing_twice(self, job, promised, li, wang):
        jobs.claim(pk=job.pk, at=NOW)
        bulk.run(
            kind=registry.lists[LIST],
            action=registry.bulk[LIST]["reassign"],
            pks=[promised[0].pk],
            data={"to": li, "reason": ""},
            key=job.params["key"],
            by=wang,
            at=NOW,
        )

        jobs.run(pk=job.pk, at=NOW + timedelta(minutes=5))

        job.refresh_from_db()
        assert (job.state, job.failed_count) == ("done", 0)
        assert Event.objects.filter(kind="follow_up.reassigned").count() == 3

    def test_lost_right_stops_it(self, job, wang):
        wang.posts.update(role="auxiliary_officer")

        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert job.state == "failed"
        assert not Event.objects.filter(kind="follow_up.reassigned").exists()

    def test_what_refused_is_told_in_a_workbook(self, job, promised, li, tmp_path):
        promised[0].assigned_to = li
        promised[0].save()

        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        path = tmp_path / "x.xlsx"
        path.write_bytes(jobs.FILES.read(job.failures_file))
        assert job.failed_count == 1
        assert len(read(path)[0].rows) == 2


class TestPage:
    def test_offers_boxes_only_to_those_who_may(self, client, village, promised, wang):
        client.force_login(wang)
        url = "/households/follow-ups/"
        assert 'name="row"' in client.get(url, {"state": "open"}).text

        client.force_login(person(Role.STATION_CHIEF, village.parent.parent))
        assert 'name="row"' in client.get(url, {"state": "open"}).text

        page = client.get("/households/visits/")
        assert 'name="row"' not in page.text


EXPORTS = {
    "households:export": HouseholdFactory,
    "households:unit_export": UnitFactory,
    "households:visit_export": VisitFactory,
    "households:follow_up_export": FollowUpFactory,
}


class TestExport:
    def rows(self, answer, tmp_path):
        path = tmp_path / "x.xlsx"
        path.write_bytes(answer.getvalue())
        return read(path)[0].rows

    @pytest.mark.parametrize("name", sorted(EXPORTS))
    def test_holds_just_what_is_in_scope(
        self, signed_in, village, name, tmp_path, django_assert_max_num_queries
    ):
        household = HouseholdFactory(community=village)
        if name == "households:unit_export":
            UnitFactory.create_batch(12, address=household.address)
        elif name != "households:export":
            EXPORTS[name].create_batch(12, household=household)
        EXPORTS[name]()  # elsewhere

        with django_assert_max_num_queries(33):
            answer = signed_in.get(reverse(name))

        expected = 1 if name == "households:export" else 12
        assert len(self.rows(answer, tmp_path)) == 1 + expected
        record = AccessRecord.objects.get(act=AccessRecord.Act.EXPORT)
        assert record.subject.startswith("households.")

    def test_takes_the_columns_one_has_chosen(self, signed_in, village, tmp_path):
        HouseholdFactory(community=village)
        signed_in.post(
            reverse("station:columns"),
            {"list": "households.household", "column": ["due"]},
        )

        head, _row = self.rows(signed_in.get(reverse("households:export")), tmp_path)

        assert len(head) == 4

    def test_narrows_as_the_page_does(self, signed_in, village, tmp_path):
        HouseholdFactory(community=village)
        HouseholdFactory(community=village, left_on=NOW.date())
        url = reverse("households:export")

        assert len(self.rows(signed_in.get(url), tmp_path)) == 2
        assert len(self.rows(signed_in.get(url, {"state": ""}), tmp_path)) == 3

    def test_many_rows_are_written_in_the_worker(
        self, signed_in, village, wang, monkeypatch, tmp_path
    ):
        monkeypatch.setattr(list_exports, "AT_ONCE", 1)
        HouseholdFactory.create_batch(3, community=village)

        answer = signed_in.get(reverse("households:export"), {"visited": "never"})

        job = Job.objects.get(kind=list_exports.KIND)
        assert answer["Location"] == job.get_absolute_url()
        jobs.run(pk=job.pk, at=NOW)
        file = signed_in.get(reverse("station:job_result", args=[job.pk]))
        assert len(self.rows(file, tmp_path)) == 4
        assert "never" not in str(job.params)

        wang.posts.update(role="auxiliary_officer")
        url = reverse("station:job_result", args=[job.pk])
        assert signed_in.get(url).status_code == 404
