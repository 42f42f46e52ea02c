from django.urls import path

from languages import views

urlpatterns = [
    path("idiomas/", views.choose, name="languages"),
]
