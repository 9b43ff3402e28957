"""The Celery application: a doorbell, never a record."""

import os
import signal
import warnings

import structlog
from celery import Celery
from celery.contrib.django.task import DjangoTask
from celery.signals import setup_logging, worker_process_init
from django.db import transaction
from kombu.exceptions import OperationalError

from station.embedded.child import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
log = structlog.get_logger(__name__)


# `make run` as root is meant for a laptop or a container; deploy/ has an account.
warnings.filterwarnings("ignore", message=".*superuser privileges")


class Doorbell(DjangoTask):
    """A task whose message may get lost: the sweep finds the row all the same."""

    def delay_on_commit(self, *args, **kwargs) -> None:
        """Ring after the commit; a broker that is away never fails the page."""

        def ring() -> None:
            try:
                self.delay(*args, **kwargs)
            except (OSError, OperationalError) as error:
                log.warning("the bell is silent", cause=type(error).__name__)

        transaction.on_commit(ring)


app = Celery("fengqiao", task_cls=Doorbell)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**kwargs) -> None:
    """Django's LOGGING stands; Celery adds no handlers of its own."""


@worker_process_init.connect
def leave_with_the_worker(**kwargs) -> None:
    """A pool process does not outlive a worker killed with SIGKILL."""
    die_with_parent(signal.SIGKILL, parent=os.getppid())
