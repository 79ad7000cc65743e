"""Addresses of accounts."""

from django.urls import path

from accounts.views import entering, inviting, joining, passwords

app_name = "accounts"
urlpatterns = [
    path("join", joining.join, name="join"),
    path("confirm", joining.confirm_address, name="confirm-address"),
    path("waiting", inviting.decide_on_waiting, name="waiting"),
    path("invitations", inviting.invitations, name="invitations"),
    path("login", entering.log_in, name="log-in"),
    path("logout", entering.log_out, name="log-out"),
    path("password", passwords.change, name="change-password"),
    path("password/set", passwords.set_by_link, name="set-password"),
    path("password/forgotten", passwords.forgotten, name="forgotten"),
    path("preferences", entering.preferences, name="preferences"),
]
