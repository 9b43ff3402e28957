"""That hardly a broken agreement is without an answer, told to the planner.

By the columns alone it expects every broken one to wait, and reads all disputes.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("disputes", "0011_newest_disputes")]

    operations = [
        migrations.RunSQL(
            "CREATE STATISTICS IF NOT EXISTS disputes_agreement_answered (mcv) "
            "ON status, breach_answer FROM disputes_agreement",
            "DROP STATISTICS IF EXISTS disputes_agreement_answered",
        )
    ]
