"""Steps of migrations that Django does not bring."""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """New tables and triggers in one step: a fresh database stands in seconds.

    After each single step Django puts all models together anew, which takes longer the
    more there are. Only for steps that none of the others changes again.
    """

    def __init__(self, steps: list[Operation]) -> None:
        self.steps = steps

    def deconstruct(self):
        return type(self).__qualname__, [self.steps], {}

    def state_forwards(self, app_label, state) -> None:
        state.__dict__.pop("apps", None)  # put together when next asked for
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label, schema_editor, from_state, to_state
    ) -> None:
        for step in reversed(self.steps):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(step.describe() for step in self.steps)
