from django.urls import path

from cms.discussion import views

urlpatterns = [
    path(
        "revision/<int:course_id>/lecciones/<int:lesson_id>/", views.course_review_lesson, name="course_review_lesson"
    ),
    path("revision/<int:course_id>/paginas/<int:page_id>/comentar/", views.comment_create, name="comment_create"),
    path(
        "revision/<int:course_id>/comentarios/<int:comment_id>/responder/", views.comment_answer, name="comment_answer"
    ),
    path(
        "revision/<int:course_id>/comentarios/<int:comment_id>/resolver/", views.comment_settle, name="comment_settle"
    ),
]
