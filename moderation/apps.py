from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = gettext_lazy("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.signals import article_published  # noqa: PLC0415 - models
        from moderation.trust import ask_for_weighing  # noqa: PLC0415 - models

        article_published.connect(ask_for_weighing)
