"""gunicorn, the same for `make run` and for production behind nginx."""

import os
from pathlib import Path

from prometheus_client import multiprocess

wsgi_app = "config.wsgi:application"
bind = os.environ.get("WEB_BIND") or "127.0.0.1:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
timeout = 30
graceful_timeout = 20
keepalive = 15
max_requests = 5000  # a leak never grows for ever
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 60
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"
reload = os.environ.get("DEBUG") == "1"
accesslog = None  # our own line has the route instead of the address
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
proc_name = "fengqiao-web"


def child_exit(server, worker):
    """Figures of a worker that has gone are no longer counted as living."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
