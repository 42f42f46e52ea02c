"""Addresses of messages, announcements and the discussion of lessons."""

from django.urls import path

from courses.conversations.views import discussion, messages

GROUP = "instituto/<slug:code>/cohortes/<int:pk>"
urlpatterns = [
    path("mi/mensajes/", messages.inbox, name="inbox"),
    path("mi/mensajes/<uuid:enrolment>/", messages.thread, name="thread"),
    path(f"{GROUP}/mensajes/", messages.cohort_messages, name="cohort_messages"),
    path(f"{GROUP}/avisos/", messages.announcements, name="announcements"),
    path(f"{GROUP}/avisos/<int:announcement>/retirar/", messages.withdraw, name="announcement_withdraw"),
    path("estudiar/<uuid:enrolment>/<uuid:lesson>/conversacion/", discussion.lesson_talk, name="lesson_talk"),
    path(f"{GROUP}/conversaciones/", discussion.cohort_talk, name="cohort_talk"),
    path(f"{GROUP}/conversaciones/<uuid:lesson>/", discussion.cohort_lesson_talk, name="cohort_lesson_talk"),
    path("conversacion/<int:post>/cambiar/", discussion.edit, name="post_edit"),
    path("conversacion/<int:post>/reportar/", discussion.report, name="post_report"),
    path("conversacion/<int:post>/moderar/", discussion.moderate, name="post_moderate"),
]
