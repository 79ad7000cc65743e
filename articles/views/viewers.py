"""What an address names, an account or a revision, if the viewer may see it."""

from django.http import Http404, HttpRequest

from accounts.models import User
from accounts.requests import viewer_of
from articles.models import Revision
from articles.reading import find_revision


def account_or_404(name: str) -> User:
    """Return the account of this name, if there is one."""
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        raise Http404 from None


def revision_or_404(request: HttpRequest, revision_id: int) -> Revision:
    """Return the revision, if there is one that the viewer may see."""
    revision = find_revision(revision_id, viewer_of(request))
    if revision is None:
        raise Http404
    return revision
