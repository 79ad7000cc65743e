"""Static files: each under a name that changes with what is in it, also for scripts."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """As WhiteNoise keeps them, but scripts import each other by those names too."""

    support_js_module_import_aggregation = True
