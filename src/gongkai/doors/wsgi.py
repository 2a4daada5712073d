"""The web process: the small file app for the public site, Django behind it."""

import gc
import os
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.ground.home.settings")

from django.core.wsgi import get_wsgi_application

from gongkai.engines.site.serve import SiteApp

# What is loaded stays, so the collector does not look through it, now or ever after; all doors are loaded before somebody waits at one.
gc.disable()
application = SiteApp(get_wsgi_application())
import_module("gongkai.doors.urls")
gc.freeze()
gc.enable()
