"""The triggers that keep what became of each dispute, and a first count."""

from django.db import migrations

from disputes.measures import aftermath_sql


def put_up(apps, schema_editor):
    for statement in [*aftermath_sql.install(), aftermath_sql.first_count()]:
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    for statement in aftermath_sql.remove():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0007_aftermath"),
        ("households", "0010_first_due"),
    ]

    operations = [migrations.RunPython(put_up, take_down)]
