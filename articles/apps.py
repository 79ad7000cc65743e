from django.apps import AppConfig
from django.utils import translation
from django.utils.translation import gettext_lazy

from markup import speech


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = gettext_lazy("Articles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        speech.speak_with(translation)
