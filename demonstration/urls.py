from django.urls import path

from demonstration import views

urlpatterns = [
    path("demostracion/", views.story, name="demonstration"),
    path("demostracion/correo/", views.mailbox, name="demonstration_mailbox"),
    path("demostracion/entrar/<slug:key>/", views.sign_in, name="demonstration_sign_in"),
]
