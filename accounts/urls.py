"""Addresses of accounts."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("join", views.join, name="join"),
    path("login", views.log_in, name="log-in"),
    path("logout", views.log_out, name="log-out"),
    path("preferences", views.preferences, name="preferences"),
]
