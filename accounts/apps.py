from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_login_failed


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # It needs models, which are there only once every app is ready.
        from accounts.sessions import note_failure, note_log_in  # noqa: PLC0415

        user_logged_in.connect(note_log_in)
        user_login_failed.connect(note_failure)
