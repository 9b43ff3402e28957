"""What disputes written down before are found by: their parties and their text."""

from django.db import migrations

from station import names
from station.sealed_words import figures_of

AT_ONCE = 500


def fill(apps, _schema_editor):
    dispute = apps.get_model("disputes.Dispute")
    purpose = dispute._meta.get_field("summary_words").purpose
    batch = []
    for row in dispute.objects.iterator(chunk_size=AT_ONCE):
        shown = [name for name in row.party_names.split("、") if name]
        found = (token for name in shown for token in names.tokens(name))
        row.tokens = list(dict.fromkeys(found))
        row.summary_words = figures_of(row.summary, purpose=purpose)
        batch.append(row)
        if len(batch) == AT_ONCE:
            dispute.objects.bulk_update(batch, ["tokens", "summary_words"])
            batch = []
    dispute.objects.bulk_update(batch, ["tokens", "summary_words"])


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0009_search_words"),
        ("station", "0011_pairs"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
