"""Addresses of one's notes."""

from django.urls import path

from courses.notes import views

LESSON = "estudiar/<uuid:enrolment>/<uuid:lesson>"
urlpatterns = [
    path("mi/notas/", views.notes, name="notes"),
    path("mi/notas/imprimir/", views.notes_on_paper, name="notes_on_paper"),
    path("mi/notas/notas.json", views.notes_file, name="notes_file"),
    path("mi/notas/<uuid:uid>/", views.note, name="note"),
    path("mi/notas/<uuid:uid>/borrar/", views.note_delete, name="note_delete"),
    path(f"{LESSON}/notas/", views.lesson_notes, name="lesson_notes"),
    path(f"{LESSON}/lugar/", views.place, name="reading_place"),
]
