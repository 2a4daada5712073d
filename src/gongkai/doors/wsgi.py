"""The web process: the small file app for the public site, Django behind it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.ground.home.settings")

from django.core.wsgi import get_wsgi_application

from gongkai.engines.site.serve import SiteApp

application = SiteApp(get_wsgi_application())
