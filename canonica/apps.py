from django.apps import AppConfig


class CanonicaConfig(AppConfig):
    name = "canonica"

    def ready(self) -> None:
        import canonica.checks  # noqa: F401, PLC0415 - registers them
