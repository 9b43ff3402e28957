"""Seal every personal field anew with the first key of FIELD_KEYS."""

import time

from django.core.management.base import BaseCommand, CommandError

from station import crypto
from station.actions import key_rotation as rotation
from station.crypto import SealBroken

PATIENCE = 60  # turns of a second for rows that somebody holds


class Command(BaseCommand):
    help = (
        "Seal every personal field anew with the first key of FIELD_KEYS. Put the new "
        "key first and keep the old one behind it; afterwards the old one can go. "
        "May be stopped and started again at any moment."
    )

    def handle(self, **options):
        try:
            self._rotate()
        except SealBroken as error:
            raise CommandError(f"A value does not open: {error}") from error

    def _rotate(self):
        self.stdout.write(f"Sealing with the key {crypto.writing_key_id()}.")
        for found in rotation.sealed_tables():
            self._rotate_table(found)
        done = rotation.rotate_second_factors()
        self.stdout.write(f"second factors: {done}")

    def _rotate_table(self, found: rotation.Sealed):
        total = rotation.count(found)
        done = waited = 0
        while done < total:
            rows = rotation.rotate_batch(found)
            done += rows
            if rows == 0 and rotation.count(found) == 0:
                break
            if rows == 0:
                waited += 1
                if waited > PATIENCE:
                    raise CommandError(f"{found.table}: rows are held; start again.")
                time.sleep(1)
            elif total > rotation.BATCH:
                self.stdout.write(f"{found.table}: {done:,} of {total:,}")
        self.stdout.write(f"{found.table}: {total:,} done")
