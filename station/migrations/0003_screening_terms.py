"""The words screening ships with; a station adds to them and leaves some out."""

from decimal import Decimal

from django.db import migrations

from station.screening.terms import shipped


def add(apps, _schema_editor):
    terms = apps.get_model("station", "ScreeningTerm").objects
    for term in shipped():
        terms.get_or_create(
            area=None,
            target=term.target,
            code=term.code,
            pattern=term.pattern,
            defaults={"weight": Decimal(str(term.weight))},
        )


class Migration(migrations.Migration):
    dependencies = [("station", "0002_call_records")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
