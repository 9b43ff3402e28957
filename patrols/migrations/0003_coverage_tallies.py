"""The triggers that keep the tallies of coverage, and a first count."""

from django.db import migrations

from patrols.coverage import tally_sql, tally_triggers


def put_up(apps, schema_editor):
    for statement in tally_triggers.install():
        schema_editor.execute(statement)
    for table in tally_sql.TABLES:
        rows = tally_sql.recount(table)
        schema_editor.execute(tally_sql.added(table, rows, is_loose=False))


def take_down(apps, schema_editor):
    for statement in tally_triggers.remove():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("patrols", "0002_kinds"),
    ]

    operations = [migrations.RunPython(put_up, take_down)]
