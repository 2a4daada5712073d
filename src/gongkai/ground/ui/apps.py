from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "gongkai.ground.ui"
    label = "ui"
    verbose_name = "界面"
