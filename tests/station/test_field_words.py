import pytest

from config.api import RESOURCES
from station.field_words import ELSEWHERE, UNNAMED, field_of

READ = [
    (view.shape.model, name.strip())
    for view in RESOURCES.values()
    if hasattr(view, "shape") and getattr(view, "access_fields", "")
    for name in view.access_fields.split(",")
]


class TestWords:
    @pytest.mark.parametrize(("model", "name"), READ)
    def test_stand_for_every_field_of_the_access_record(self, model, name):
        found = field_of(model, name)

        assert name in UNNAMED or name in ELSEWHERE or hasattr(found, "verbose_name"), (
            "The access record would show the code."
        )
