"""Addresses of programmes: for everybody, and of approving one."""

from django.urls import path

from courses.programmes import views

urlpatterns = [
    path("programas/", views.programmes, name="programmes"),
    path("programas/<slug:slug>/", views.programme, name="programme"),
    path("programas/<slug:slug>/seguir/", views.follow, name="programme_follow"),
    path("programas/<slug:slug>/dejar/", views.leave, name="programme_leave"),
    path("cms/programas/<int:programme_id>/", views.approval, name="programme_approval"),
    path("cms/programas/<int:programme_id>/publicar/", views.publish, name="programme_publish"),
    path("cms/programas/<int:programme_id>/retirar/", views.withdraw, name="programme_withdraw"),
]
