"""The 3+N team of an area, as it stands on the grid card."""

from datetime import date

from station.models import Area, Post
from station.roles import Role
from station.staffing import staffing_of

MOST = 8
LEADING = (Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER)


def lines_of(area: Area, *, on: date) -> list[dict]:
    """Officer, auxiliary, community worker, grid worker, then the others."""
    (staffing,) = staffing_of([area], on=on)
    posts = [
        *staffing.officers[:1],
        *staffing.auxiliaries[:1],
        *sorted(staffing.partners, key=lambda post: post.duty),
        *staffing.volunteers,
    ]
    return [_line(post) for post in _each_once(posts)[:MOST]]


def _line(post: Post) -> dict:
    """Name, duty and duty phone; a volunteer's own number stays with the station."""
    is_volunteer = post.role == Role.VOLUNTEER
    return {
        "name": post.user.name,
        "duty": str(post.get_duty_display() or post.get_role_display()),
        "phone": "" if is_volunteer else post.user.phone,
        "is_police": post.role in LEADING,
    }


def _each_once(posts: list[Post]) -> list[Post]:
    return list({post.user_id: post for post in reversed(posts)}.values())[::-1]
