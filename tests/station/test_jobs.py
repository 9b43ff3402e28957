"""Long jobs: queued, done once, taken over, told, fetched by their owner alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from station import tasks
from station.actions import jobs, leases
from station.errors import RuleError
from station.jobs import JobKind, JobResult
from station.models import AccessRecord, Job, Reminder
from station.registry import registry
from tests.factories import NOW, CommunityFactory, JobFactory, officer

LATER = NOW + timedelta(minutes=10)


class Counting:
    """Counts to three, and breaks as often as it is told to."""

    def __init__(self) -> None:
        self.runs = 0
        self.breaks = 0
        self.refuses = ""
        self.result = JobResult(content=b"abc", name="三.xlsx", failures=b"x", failed=1)

    def __call__(self, job, progress):
        self.runs += 1
        progress(1, 3)
        if self.refuses:
            raise RuleError(self.refuses)
        if self.breaks:
            self.breaks -= 1
            raise ValueError("out of luck")
        progress(3)
        return self.result


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def counting(monkeypatch):
    work = Counting()
    kind = JobKind("test.count", "Counting", "hourglass", work, "visit.export")
    monkeypatch.setitem(registry.jobs, "test.count", kind)
    return work


@pytest.fixture
def job(counting, wang):
    return jobs.enqueue(
        kind="test.count", owner=wang, at=NOW, params={"ids": [1]}, asked={"q": "武"}
    )


@pytest.mark.django_db
class TestRun:
    def test_does_the_work_and_keeps_what_came_of_it(self, job, counting):
        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert (job.state, job.done, job.total, job.failed_count) == ("done", 3, 3, 1)
        assert jobs.FILES.read(job.result_file) == b"abc"
        assert jobs.FILES.read(job.failures_file) == b"x"
        assert jobs.asked_of(job) == {"q": "武"}

    def test_keeps_results_and_what_was_typed_sealed(self, job, media):
        jobs.run(pk=job.pk, at=NOW)

        files = [path.read_bytes() for path in (media / "jobs").iterdir()]
        assert len(files) == 2
        assert not any(b"abc" in body for body in files)
        with connection.cursor() as cursor:
            cursor.execute("SELECT t::text FROM station_job t")
            assert "武" not in str(cursor.fetchall())

    def test_runs_once_however_often_it_is_rung(self, job, counting):
        for _time in range(3):
            tasks.run_job(job.pk)

        assert counting.runs == 1

    def test_tells_the_owner(self, job, wang):
        jobs.run(pk=job.pk, at=NOW)

        reminder = Reminder.objects.get(kind=jobs.FINISHED)
        kind = registry.reminders[jobs.FINISHED]
        assert kind.recipients([reminder], NOW) == {reminder.pk: [wang.pk]}
        assert "Counting" in str(kind.words([reminder], wang)[reminder.pk].title)
        assert kind.words([reminder], officer(CommunityFactory())) == {}

    def test_refusal_is_told_at_once(self, job, counting):
        counting.refuses = "Not on a Sunday."
        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert (job.state, job.error, counting.runs) == (
            "failed",
            "Not on a Sunday.",
            1,
        )

    def test_fault_is_tried_three_times(self, job, counting):
        counting.breaks = 9
        at = NOW
        for _time in range(5):
            jobs.run(pk=job.pk, at=at)
            at += timedelta(minutes=3)

        job.refresh_from_db()
        assert (job.state, counting.runs) == ("failed", 3)
        assert "luck" not in job.error

    def test_passing_fault_passes(self, job, counting):
        counting.breaks = 1
        jobs.run(pk=job.pk, at=NOW)
        jobs.run(pk=job.pk, at=NOW + timedelta(seconds=5))  # held back a moment
        assert counting.runs == 1

        jobs.run(pk=job.pk, at=LATER)

        job.refresh_from_db()
        assert (job.state, counting.runs) == ("done", 2)

    def test_lost_right_stops_it(self, job, counting, wang):
        wang.posts.update(until_on=NOW.date() - timedelta(days=1))
        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert (job.state, counting.runs) == ("failed", 0)

    def test_right_must_reach_the_area(self, counting, wang):
        far = jobs.enqueue(
            kind="test.count", owner=wang, at=NOW, area=CommunityFactory()
        )
        jobs.run(pk=far.pk, at=NOW)

        far.refresh_from_db()
        assert far.state == "failed"

    def test_unknown_kind_is_a_fault_of_ours(self, wang):
        with pytest.raises(LookupError):
            jobs.enqueue(kind="no.such", owner=wang, at=NOW)

    def test_sweep_rings_for_what_waits(self, job, monkeypatch):
        rung = []
        monkeypatch.setattr(tasks.run_job, "delay", rung.append)

        tasks.sweep_jobs()

        assert rung == [job.pk]


@pytest.mark.django_db
class TestLease:
    def test_runs_out_when_the_worker_dies(self, job, counting):
        jobs.claim(pk=job.pk, at=NOW)  # and is killed

        jobs.run(pk=job.pk, at=NOW + timedelta(seconds=60))
        assert counting.runs == 0
        jobs.run(pk=job.pk, at=NOW + timedelta(seconds=115))

        job.refresh_from_db()
        assert (job.state, job.attempts) == ("done", 2)

    def test_worker_thought_dead_changes_nothing_more(self, job, media):
        slow = jobs.claim(pk=job.pk, at=NOW)
        jobs.run(pk=job.pk, at=LATER)

        with pytest.raises(leases.LeaseLost):
            leases.keeper(slow)(2)
        jobs._finish(slow, JobResult(content=b"late", name="late"), at=LATER)

        job.refresh_from_db()
        assert jobs.FILES.read(job.result_file) == b"abc"
        assert len(list((media / "jobs").iterdir())) == 2

    def test_is_not_given_for_ever(self, job, counting):
        at = NOW
        for _time in range(3):
            jobs.claim(pk=job.pk, at=at)
            at += timedelta(minutes=3)
        jobs.run(pk=job.pk, at=at)

        job.refresh_from_db()
        assert (job.state, counting.runs) == ("failed", 0)


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_workers_one_does_it(self, job, counting):
        gate = Barrier(2)

        def work(_number):
            gate.wait()
            try:
                jobs.run(pk=job.pk, at=NOW)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, range(2)))

        job.refresh_from_db()
        assert (job.state, job.attempts, counting.runs) == ("done", 1, 1)


@pytest.mark.django_db
class TestAfterwards:
    def test_failed_job_can_be_tried_again(self, job, counting, wang):
        jobs.fail(job=job, message="x", at=NOW)

        jobs.retry(job=job, by=wang, at=LATER)
        jobs.run(pk=job.pk, at=LATER)

        job.refresh_from_db()
        assert job.state == "done"

    def test_only_a_failed_one(self, job, wang):
        with pytest.raises(RuleError) as refused:
            jobs.retry(job=job, by=wang, at=NOW)

        assert refused.value.code == "not_failed"

    def test_files_go_after_seven_days(self, job, media):
        jobs.run(pk=job.pk, at=NOW)

        assert jobs.purge(at=NOW + timedelta(days=6)) == 0
        assert jobs.purge(at=NOW + timedelta(days=8)) == 1
        assert jobs.purge(at=NOW + timedelta(days=8)) == 0

        job.refresh_from_db()
        assert (job.result_file, job.asked) == ("", "")
        assert list((media / "jobs").iterdir()) == []


@pytest.mark.django_db
class TestPages:
    def test_list_shows_only_ones_own(self, signed_in, job, counting):
        JobFactory()

        page = signed_in.get(reverse("station:job_list"))

        assert [line[0] for line in page.context["lines"]] == [job]

    def test_page_shows_progress_then_the_result(self, signed_in, job):
        url = reverse("station:job_detail", args=[job.pk])
        assert signed_in.get(url).context["is_running"]

        jobs.run(pk=job.pk, at=NOW)
        page = signed_in.get(url)

        assert reverse("station:job_result", args=[job.pk]) in page.text
        assert reverse("station:job_failures", args=[job.pk]) in page.text
        assert signed_in.get(url, headers={"HX-Request": "true"})["HX-Refresh"]

    def test_result_is_fetched_and_written_down(self, signed_in, job, wang):
        jobs.run(pk=job.pk, at=NOW)

        answer = signed_in.get(reverse("station:job_result", args=[job.pk]))

        assert answer.getvalue() == b"abc"
        assert "no-store" in answer["Cache-Control"]
        assert AccessRecord.objects.get().act == AccessRecord.Act.EXPORT

    def test_result_is_gone_with_the_right(self, signed_in, job, wang):
        jobs.run(pk=job.pk, at=NOW)
        wang.posts.update(role="auxiliary_officer")

        answer = signed_in.get(reverse("station:job_result", args=[job.pk]))

        assert answer.status_code == 404
        page = signed_in.get(reverse("station:job_detail", args=[job.pk]))
        assert reverse("station:job_result", args=[job.pk]) not in page.text

    def test_result_is_for_nobody_else(self, client, job, village):
        jobs.run(pk=job.pk, at=NOW)
        client.force_login(officer(village))

        for name in ("job_detail", "job_result", "job_failures"):
            url = reverse(f"station:{name}", args=[job.pk])
            assert client.get(url).status_code == 404

    def test_retry_by_button(self, signed_in, job):
        jobs.fail(job=job, message="x", at=NOW)

        signed_in.post(reverse("station:job_retry", args=[job.pk]))

        job.refresh_from_db()
        assert job.state == Job.State.QUEUED


@pytest.mark.django_db
class TestApi:
    def test_shows_ones_own_and_hands_out_the_result(self, signed_in, job):
        JobFactory()
        jobs.run(pk=job.pk, at=NOW)

        rows = signed_in.get("/api/v1/jobs/").json()["results"]
        one = signed_in.get(f"/api/v1/jobs/{job.pk}/").json()
        file = signed_in.get(f"/api/v1/jobs/{job.pk}/result/")

        assert [row["id"] for row in rows] == [job.pk]
        assert (one["title"], one["has_result"]) == ("Counting", True)
        assert file.getvalue() == b"abc"

    def test_tries_again_what_failed_only(self, signed_in, job):
        url = f"/api/v1/jobs/{job.pk}/retry/"
        json = {"content_type": "application/json"}
        assert signed_in.post(url, **json).status_code == 409

        jobs.fail(job=job, message="x", at=NOW)

        assert signed_in.post(url, **json).json()["state"] == "queued"
