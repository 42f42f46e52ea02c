"""Addresses for people without an account: outside the CMS, opened by the link itself."""

from django.urls import path

from cms.discussion import views

urlpatterns = [
    path("revision/invitacion/<str:token>/lecciones/<int:lesson_id>/", views.guest_lesson, name="guest_lesson"),
    path(
        "revision/invitacion/<str:token>/paginas/<int:page_id>/comentar/",
        views.guest_comment_create,
        name="guest_comment_create",
    ),
    path(
        "revision/invitacion/<str:token>/comentarios/<int:comment_id>/responder/",
        views.guest_comment_answer,
        name="guest_comment_answer",
    ),
]
