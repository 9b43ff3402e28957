"""How rare a name or the end of a phone is, told to the planner more finely.

By the usual hundred samples it expected hundreds of residents of a name that one bears,
and read the index of all areas beside that of the names.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("households", "0017_running_messages")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE households_resident ALTER tokens SET STATISTICS 500",
                "ANALYZE households_resident (tokens)",
            ],
            "ALTER TABLE households_resident ALTER tokens SET STATISTICS -1",
        )
    ]
