"""What the pages of this app are for, and where the manual tells more."""

from antifraud.about import (  # noqa: F401
    alerts,
    cases,
    outreach,
)
