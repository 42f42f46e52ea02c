"""Addresses of a teacher's part in pilots."""

from django.urls import path

from evaluation.instruments import views

urlpatterns = [
    path("mi/pilotos/<uuid:pilot>/", views.invitation, name="pilot_invitation"),
    path("mi/pruebas/<uuid:occasion>/", views.test, name="pilot_test"),
]
