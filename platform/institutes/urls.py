from django.urls import path

from institutes import views

urlpatterns = [
    path("instituto/", views.desks, name="desks"),
    path("instituto/rol/<int:membership_id>/terminar/", views.membership_end, name="membership_end"),
    path("instituto/<slug:code>/", views.desk, name="desk"),
    path("instituto/<slug:code>/personas/", views.people, name="people"),
    path("instituto/<slug:code>/personas/otorgar/", views.membership_grant, name="membership_grant"),
    path("mi/perfil/puestos/nuevo/", views.post_edit, name="post_add"),
    path("mi/perfil/puestos/<int:post_id>/", views.post_edit, name="post_edit"),
    path("mi/perfil/puestos/<int:post_id>/quitar/", views.post_remove, name="post_remove"),
]
