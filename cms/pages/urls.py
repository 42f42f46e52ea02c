"""Pages of ours inside the CMS: beginning a course and arranging it. Included below /cms/."""

from django.urls import path

from cms.pages import views

urlpatterns = [
    path("cursos/nuevo/", views.course_new, name="course_new"),
    path("cursos/<int:course_id>/contenido/", views.course_outline, name="course_outline"),
    path("cursos/<int:course_id>/contenido/agregar/", views.course_outline_add, name="course_outline_add"),
    path("cursos/<int:course_id>/contenido/mover/", views.course_outline_move, name="course_outline_move"),
    path("cursos/<int:course_id>/contenido/duplicar/", views.course_outline_duplicate, name="course_outline_duplicate"),
    path("cursos/<int:course_id>/contenido/quitar/", views.course_outline_remove, name="course_outline_remove"),
    path("cursos/<int:course_id>/contenido/recuperar/", views.course_outline_restore, name="course_outline_restore"),
    path("paginas/<int:page_id>/pendientes/", views.page_readiness, name="page_readiness"),
]
