"""The function that cuts texts into pairs of letters, for indexes of every app."""

from django.db import migrations

from station.pairs import CREATE, DROP


class Migration(migrations.Migration):
    dependencies = [
        ("station", "0010_webhooks"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
