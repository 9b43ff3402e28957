"""What the pages of this app are for, and where the manual tells more."""

from households.about import (  # noqa: F401
    cards,
    care,
    inbox,
    inspections,
    register,
    rules,
    services,
    visits,
)
