"""What the pages of this app are for, and where the manual tells more."""

from patrols.about import (  # noqa: F401
    people,
    places,
    shifts,
)
