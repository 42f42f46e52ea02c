"""Addresses of one's own record of studies."""

from django.urls import path

from courses.records import views

urlpatterns = [
    path("mi/historial/", views.record, name="record"),
    path("mi/historial/historial.csv", views.record_csv, name="record_csv"),
    path("mi/historial/historial.pdf", views.record_as_pdf, name="record_pdf"),
]
