"""Addresses of the police school."""

from django.urls import path

from antifraud.views import (
    attendees,
    course_certificates,
    course_sessions,
    course_steps,
    courses,
    session_list,
    session_people,
)
from antifraud.views import session_steps as steps
from station.views.list import list_paths

COURSES = [
    path("courses/", courses.CourseListView.as_view(), name="course_list"),
    *list_paths("antifraud.course", "courses/"),
    path("courses/new/", course_steps.CourseCreateView.as_view(), name="course_create"),
    path("courses/<int:pk>/", courses.CourseView.as_view(), name="course_detail"),
    path(
        "courses/<int:pk>/edit/",
        course_steps.CourseEditView.as_view(),
        name="course_edit",
    ),
    path(
        "courses/<int:pk>/quiz/",
        course_steps.CourseQuizView.as_view(),
        name="course_quiz",
    ),
    path(
        "courses/<int:pk>/retire/",
        course_steps.CourseRetireView.as_view(),
        name="course_retire",
    ),
    path(
        "courses/<int:pk>/back/",
        course_steps.CourseBackView.as_view(),
        name="course_back",
    ),
]
SESSIONS = [
    path("school/", session_list.SessionListView.as_view(), name="session_list"),
    *list_paths("antifraud.coursesession", "school/"),
    path("school/new/", steps.SessionCreateView.as_view(), name="session_create"),
    path(
        "school/<int:pk>/", course_sessions.SessionView.as_view(), name="session_detail"
    ),
    path("school/<int:pk>/edit/", steps.SessionEditView.as_view(), name="session_edit"),
    path(
        "school/<int:pk>/finish/",
        steps.SessionFinishView.as_view(),
        name="session_finish",
    ),
    path(
        "school/<int:pk>/cancel/",
        steps.SessionCancelView.as_view(),
        name="session_cancel",
    ),
    path(
        "school/<int:pk>/reopen/",
        steps.SessionReopenView.as_view(),
        name="session_reopen",
    ),
    path(
        "school/<int:pk>/renew/", steps.SessionRenewView.as_view(), name="session_renew"
    ),
    path(
        "school/<int:pk>/quiz/",
        steps.PaperQuizView.as_view(),
        name="session_paper_quiz",
    ),
    path(
        "school/<int:pk>/quiz/<int:sheet>/strike/",
        steps.PaperStrikeView.as_view(),
        name="session_paper_strike",
    ),
    path(
        "school/<int:pk>/certify/",
        steps.SessionCertifyView.as_view(),
        name="session_certify",
    ),
    path(
        "school/<int:pk>/session.ics",
        steps.SessionCalendarView.as_view(),
        name="session_calendar",
    ),
]
PEOPLE = [
    path(
        "school/<int:pk>/invite/",
        session_people.InviteView.as_view(),
        name="session_invite",
    ),
    path(
        "school/<int:pk>/invite/name/",
        session_people.InvitePersonView.as_view(),
        name="session_invite_person",
    ),
    path(
        "school/<int:pk>/invite/child/<int:resident>/",
        session_people.InviteChildView.as_view(),
        name="session_invite_child",
    ),
    path(
        "school/<int:pk>/add/",
        session_people.AddPersonView.as_view(),
        name="session_add",
    ),
    path(
        "school/<int:pk>/list.pdf",
        session_people.SheetView.as_view(),
        name="session_sheet",
    ),
    path(
        "school/<int:pk>/certificates.pdf",
        session_people.CertificatesPrintView.as_view(),
        name="session_certificates",
    ),
    path("attendance/", attendees.AttendeeListView.as_view(), name="attendee_list"),
    *list_paths("antifraud.attendee", "attendance/"),
    path(
        "attendance/<int:pk>/",
        attendees.AttendeeView.as_view(),
        name="attendee_detail",
    ),
    path(
        "attendance/<int:pk>/tick/",
        attendees.AttendeeTickView.as_view(),
        name="attendee_tick",
    ),
    path(
        "attendance/<int:pk>/untick/",
        attendees.AttendeeUntickView.as_view(),
        name="attendee_untick",
    ),
    path(
        "attendance/<int:pk>/decline/",
        attendees.AttendeeDeclineView.as_view(),
        name="attendee_decline",
    ),
    path(
        "attendance/<int:pk>/strike/",
        attendees.AttendeeStrikeView.as_view(),
        name="attendee_strike",
    ),
    path(
        "attendance/<int:pk>/certify/",
        attendees.AttendeeCertifyView.as_view(),
        name="attendee_certify",
    ),
]
CERTIFICATES = [
    path(
        "certificates/",
        course_certificates.CertificateListView.as_view(),
        name="course_certificate_list",
    ),
    *list_paths("antifraud.coursecertificate", "certificates/"),
    path(
        "certificates/<int:pk>/",
        session_people.CertificatePrintView.as_view(),
        name="course_certificate_print",
    ),
    path(
        "certificates/<int:pk>/void/",
        course_certificates.CertificateVoidView.as_view(),
        name="course_certificate_void",
    ),
]
urlpatterns = [*COURSES, *SESSIONS, *PEOPLE, *CERTIFICATES]
