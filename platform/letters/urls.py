"""Addresses of letters: how one wants them, and leaving them."""

from django.urls import path

from letters import views

urlpatterns = [
    path("mi/correos/", views.preferences, name="letter_preferences"),
    path("correos/baja/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
