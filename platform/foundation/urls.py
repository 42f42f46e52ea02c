from django.urls import path

from foundation import views

urlpatterns = [
    path("estilo/", views.style, name="style"),
]
