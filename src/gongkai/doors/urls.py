"""All dynamic addresses: the counter for citizens, the desk for staff."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
