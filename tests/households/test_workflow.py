"""Lives that share a word never share an entry."""

from importlib import import_module

import pytest
from django.db.models import TextChoices

MODULES = [
    import_module(f"households.workflow{name}") for name in ("", ".rounds", ".services")
]
LIVES = [(module, life) for module in MODULES for life in module.TRANSITIONS]


class Door(TextChoices):
    OPEN = "open"
    DONE = "done"
    ACTIVE = "active"
    PLANNED = "planned"
    BOOKED = "booked"


def everywhere(life) -> dict:
    return {state: set(life) for state in life}


@pytest.mark.parametrize(("module", "life"), LIVES)
class TestLife:
    def test_says_for_every_state_what_may_follow(self, module, life):
        assert set(module.TRANSITIONS[life]) == set(life)

    def test_never_leads_into_another_life(self, module, life):
        reached = set().union(*module.TRANSITIONS[life].values())

        assert {type(state) for state in reached} <= {life}

    def test_does_not_change_where_another_has_the_same_words(
        self, module, life, monkeypatch
    ):
        before = {(a, b): module.allows(a, b) for a in life for b in life}
        monkeypatch.setitem(module.TRANSITIONS, Door, everywhere(Door))

        assert {(a, b): module.allows(a, b) for a in life for b in life} == before
        assert module.allows("open", Door.ACTIVE)

    def test_takes_the_word_as_the_database_gives_it(self, module, life):
        for state in life:
            for target in life:
                assert module.allows(state.value, target) == module.allows(
                    state, target
                )
