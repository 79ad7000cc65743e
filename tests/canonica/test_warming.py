"""What the first request needs is there before it comes."""

import subprocess
import sys

ASKED = """
import gc, sys
import canonica.wsgi
from django.template import engines

composed = engines["django"].engine.template_loaders[0].composed
print("articles.views.edit" in sys.modules, ("en", "articles/show.html") in composed)
print(gc.get_freeze_count() > 50_000)
"""


def test_the_server_loads_views_and_templates_and_spares_them_the_collector():
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split() == ["True", "True", "True"]
