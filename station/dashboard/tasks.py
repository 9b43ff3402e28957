"""The five joint tasks (五联) and the four small ones (四微) of a community, as a board."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from station.metrics.declared import book
from station.metrics.reading import Asked, Figure, read
from station.models import Area


@dataclass(frozen=True)
class Task:
    """One task: its name and what it asks for."""

    key: str
    label: Promise
    words: Promise
    icon: str


JOINT = (
    Task(
        "population",
        _("Population, managed together"),
        _("Know who lives here: visits, register, cards."),
        "users",
    ),
    Task(
        "risks",
        _("Risks, found together"),
        _("Find hidden dangers and see that they are mended."),
        "alert-triangle",
    ),
    Task(
        "patrols",
        _("Patrols, walked together"),
        _("Be seen where and when people need it."),
        "walk",
    ),
    Task(
        "education",
        _("Prevention, taught together"),
        _("Tell people what protects them, before it happens."),
        "school",
    ),
    Task(
        "disputes",
        _("Disputes, settled together"),
        _("Settle quarrels here, and go back to see that they stay settled."),
        "scale",
    ),
)
SMALL = (
    Task(
        "manage",
        _("Small management"),
        _("Who is in charge, and what is known of the place."),
        "clipboard-text",
    ),
    Task(
        "prevent",
        _("Small prevention"),
        _("Dangers met at the door."),
        "shield-check",
    ),
    Task(
        "remind",
        _("Small reminders"),
        _("A word at the right time."),
        "speakerphone",
    ),
    Task(
        "serve",
        _("Small services"),
        _("What people asked for, done for them."),
        "heart-handshake",
    ),
)


def board(
    asked: Asked, area: Area
) -> list[tuple[str, list[tuple[Task, list[Figure]]]]]:
    """Both kinds of tasks with their figures; one reading for all."""
    metrics = [metric for metric in book.in_order if metric.tasks]
    figures = read(asked, metrics, area).values()
    return [
        (
            key,
            [
                (task, [f for f in figures if task.key in f.metric.tasks])
                for task in kind
            ],
        )
        for key, kind in (("joint", JOINT), ("small", SMALL))
    ]
