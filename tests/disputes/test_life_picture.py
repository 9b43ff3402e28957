"""The picture of a dispute's life in the documentation."""

from disputes.life_picture import draw
from disputes.management.commands.draw_dispute_life import PICTURE
from disputes.workflow import TRANSITIONS, Status


def test_the_picture_in_the_documentation_is_of_this_code():
    assert PICTURE.read_text(encoding="utf-8") == draw()


def test_shows_every_move_once():
    moves = sum(len(targets) for targets in TRANSITIONS[Status].values())

    assert draw().count('<path d="M') == moves + 1  # and the tip of the arrows
