"""Minutes of a patrol count where it was seen: triggers anew, and a recount."""

from django.db import migrations

from patrols.coverage import tally_sql, tally_triggers


def put_up(apps, schema_editor):
    for statement in tally_triggers.install():
        schema_editor.execute(statement)
    for table in tally_sql.TABLES:
        schema_editor.execute(tally_sql.emptied(table))
        rows = tally_sql.recount(table)
        schema_editor.execute(tally_sql.added(table, rows, is_loose=False))


class Migration(migrations.Migration):
    dependencies = [("patrols", "0005_thanks")]

    operations = [migrations.RunPython(put_up, migrations.RunPython.noop)]
