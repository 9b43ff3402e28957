"""The police school over REST."""

from antifraud.api import shapes_school as shapes
from antifraud.api.attendees import CourseAttendeeViewSet, CourseCertificateViewSet
from antifraud.api.course_sessions import CourseSessionViewSet
from antifraud.api.courses import CourseViewSet
from station.feed import Followed

RESOURCES = {
    "courses": CourseViewSet,
    "course-sessions": CourseSessionViewSet,
    "course-attendees": CourseAttendeeViewSet,
    "course-certificates": CourseCertificateViewSet,
}
FOLLOWED = (
    Followed("courses", shapes.COURSES),
    Followed("course-sessions", shapes.SESSIONS),
    Followed("course-attendees", shapes.ATTENDEES),
    Followed("course-certificates", shapes.CERTIFICATES),
)
