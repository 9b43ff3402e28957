"""Who is on duty where on a day, for many areas in one query."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from station.models import Post
from station.models.area import STEP
from station.roles import Role

SERVING = (Role.AUXILIARY_OFFICER, Role.COMMUNITY_OFFICER, Role.STATION_CHIEF)
LINE = (*SERVING, Role.COUNTY_SUPERVISOR)


class Roster:
    """The posts of one day over some areas, asked by the areas' paths."""

    def __init__(self, paths: Iterable[str], *, on: date) -> None:
        above = {
            path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)
        }
        self._by_path: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._serving: dict[str, set[int]] = {}
        posts = Post.objects.valid(on=on).for_role(*LINE)
        rows = posts.filter(area__path__in=above, user__is_active=True)
        for path, role, user_id in rows.order_by(
            "-is_acting", "from_on", "pk"
        ).values_list("area__path", "role", "user_id"):
            self._by_path[path].append((role, user_id))

    def nearest(self, path: str, *roles: str) -> list[int]:
        """The people of the first role that anybody holds, nearest posts first."""
        for role in roles:
            for end in range(len(path), 0, -STEP):
                posts = self._by_path.get(path[:end], ())
                found = [user for held, user in posts if held == role]
                if found:
                    return list(dict.fromkeys(found))
        return []

    def serves(self, user_id: int, path: str) -> bool:
        """Does this person still hold a post there?"""
        if path not in self._serving:
            self._serving[path] = {
                user
                for end in range(STEP, len(path) + 1, STEP)
                for role, user in self._by_path.get(path[:end], ())
                if role in SERVING
            }
        return user_id in self._serving[path]

    def successor(self, path: str) -> list[int]:
        """Who takes over there: the officer, else whoever leads."""
        found = self.nearest(path, Role.COMMUNITY_OFFICER)
        return found[:1] or self.leaders(path)

    def leaders(self, path: str) -> list[int]:
        """The chief or chiefs, else the county."""
        return self.nearest(path, Role.STATION_CHIEF, Role.COUNTY_SUPERVISOR)
