"""Addresses of what changes with the next edition of a course; they stand under /cms/."""

from django.urls import path

from courses.editions import views

urlpatterns = [
    path("revision/<int:course_id>/cambios/", views.course_changes, name="course_changes"),
    path("revision/<int:course_id>/cambios/notas/", views.course_edition_notes, name="course_edition_notes"),
    path("revision/<int:course_id>/cambios/publicar/", views.course_publish, name="course_publish"),
]
