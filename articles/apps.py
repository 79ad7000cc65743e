from django.apps import AppConfig
from django.utils import translation

from markup import speech


class ArticlesConfig(AppConfig):
    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        speech.speak_with(translation)
