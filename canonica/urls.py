"""Addresses: where each part's own addresses begin."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path

from accounts.views.entering import log_in
from accounts.views.lists import keep_lists
from canonica import health, keys, robots

handler400 = "canonica.errors.bad_request"
handler403 = "canonica.errors.permission_denied"
handler404 = "canonica.errors.page_not_found"
handler500 = "canonica.errors.server_error"


def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead those who ask for the usual icon, as the administration does, to ours."""
    return redirect(static("img/mark.svg"))


urlpatterns = [
    path("", include("articles.urls")),
    path("", include("search.urls")),
    path("", include("moderation.urls")),
    path("accounts/", include("accounts.urls")),
    path("lists", keep_lists, name="lists"),
    # The admin has a form of its own, which doesn't count the tries.
    path("admin/login/", log_in),
    path("admin/", admin.site.urls),
    path("help/keyboard", keys.show_keys, name="keyboard"),
    path("favicon.ico", favicon),
    path("robots.txt", robots.robots_txt),
    path("livez", health.livez),
    path("readyz", health.readyz),
]
