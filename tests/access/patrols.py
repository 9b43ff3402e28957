"""The pages of patrols."""

from tests.access.rows import Row

PAGES = {
    "patrols:mine": Row("volunteer.keep"),
}
