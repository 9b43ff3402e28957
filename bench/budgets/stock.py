"""The product's addresses, and beside them what stock Django REST framework would do.

Served by gunicorn as ``bench.budgets.stock:application``. The same content as our list;
joins and prefetching as a careful hand adds them.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "bench.budgets.stock_urls"
application = get_wsgi_application()
