"""Obligations that were there before: they lie where their dispute is."""

from django.db import migrations

# What became of the disputes stays as it is: nothing is owed that was not owed before.
ALTER = "ALTER TABLE disputes_obligation {} TRIGGER {}"
FOLLOWING = "disputes_aftermath_of_disputes_obligation_update"
FILL = """
UPDATE disputes_obligation AS obligation SET area_id = dispute.area_id
FROM disputes_agreement AS agreement
JOIN disputes_dispute AS dispute ON dispute.id = agreement.dispute_id
WHERE agreement.id = obligation.agreement_id
  AND obligation.area_id IS DISTINCT FROM dispute.area_id
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0015_areas_of_obligations")]

    operations = [
        migrations.RunSQL(
            [
                "SET CONSTRAINTS ALL IMMEDIATE",  # a table that waits is not altered
                ALTER.format("DISABLE", FOLLOWING),
                FILL,
                ALTER.format("ENABLE", FOLLOWING),
            ],
            migrations.RunSQL.noop,
        )
    ]
