"""Rules and campaigns hold for everything below their area."""

from station import policy
from station.models.area import STEP
from station.scoping import ScopedQuerySet

READING = frozenset({"view", "export"})  # a workbook holds what the list shows


class ReachingQuerySet(ScopedQuerySet):
    """Who sees a village also sees what the station and the county set for it."""

    def visible_to(self, user, action: str = "view"):
        rows = super().visible_to(user, action)
        scope = policy.scope(user, f"{self.model.policy_resource}.{action}")
        if action not in READING or scope.is_empty or scope.everything:
            return rows
        return rows | self.filter(area__path__in=_above(user))

    def reaching(self, path: str):
        """Those that hold at a place."""
        steps = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
        return self.filter(area__path__in=steps)


def _above(user) -> set[str]:
    """The paths above everything the person's posts cover."""
    return {
        post.area.path[:end]
        for post in user.rights.posts
        for end in range(STEP, len(post.area.path), STEP)
    }
