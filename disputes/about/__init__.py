"""What the pages of this app are for, and where the manual tells more."""

from disputes.about import (  # noqa: F401
    agreements,
    disputes,
)
