"""The web process: the small file app for the public site, Django behind it."""

import atexit
import gc
import os
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.ground.home.settings")

from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from gongkai.engines.site.serve import SiteApp
from gongkai.engines.site.views import Views

# What is loaded stays, so the collector does not look through it, now or ever after; all doors are loaded before somebody waits at one.
gc.disable()
views = Views(timezone.now)
atexit.register(views.write)
application = SiteApp(get_wsgi_application(), views.count)
import_module("gongkai.doors.urls")
gc.freeze()
gc.enable()
