"""Pages of long jobs."""

from django.urls import path

from station.views import jobs

urlpatterns = [
    path("jobs/", jobs.JobListView.as_view(), name="job_list"),
    path("jobs/<int:pk>/", jobs.JobDetailView.as_view(), name="job_detail"),
    path("jobs/<int:pk>/retry/", jobs.JobRetryView.as_view(), name="job_retry"),
    path("jobs/<int:pk>/result/", jobs.JobResultView.as_view(), name="job_result"),
    path(
        "jobs/<int:pk>/failures/", jobs.JobFailuresView.as_view(), name="job_failures"
    ),
]
