"""Addresses of comments among colleagues."""

from django.urls import path

from courses.peers import views

urlpatterns = [
    path("mi/colegas/", views.own, name="peers"),
    path("mi/colegas/<uuid:evidence>/participar/", views.join, name="peers_join"),
    path("mi/colegas/<uuid:evidence>/dejar/", views.leave, name="peers_leave"),
    path("mi/colegas/comentario/<uuid:comment>/", views.comment, name="peer_comment"),
    path("instituto/<slug:code>/cohortes/<int:pk>/colegas/", views.group, name="cohort_peers"),
    path("instituto/<slug:code>/cohortes/<int:pk>/colegas/<uuid:comment>/", views.judge, name="peer_comment_judge"),
]
