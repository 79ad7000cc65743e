"""The application that a web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from canonica.encoding import read_as_utf8
from canonica.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canonica.settings")
# Who serves the public needs fewer rights in the database than a command does.
os.environ["CANONICA_IS_WEB"] = "1"
_django = read_as_utf8(get_wsgi_application())

from canonica.crowds.gate import let_in_by_turns  # noqa: E402 - it reads settings
from canonica.shelf.door import answer_from_shelf  # noqa: E402 - it does, too

warm()
_gate = let_in_by_turns(_django)
application = answer_from_shelf(_gate, _gate.refuse_at_once)
