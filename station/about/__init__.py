"""What the pages of this app are for, and where the manual tells more."""

from station.about import (  # noqa: F401
    day,
    manual,
    people,
    tools,
)
