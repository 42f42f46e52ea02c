from django.conf import settings
from django.urls import path

from foundation import health, job_views, media, views

urlpatterns = [
    path("estilo/", views.style, name="style"),
    path("accesibilidad/", views.accessibility, name="accessibility"),
    path("licencias/", views.licences, name="licences"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("api/v1/schema/", views.api_schema, name="api_schema"),
    path("salud/viva", job_views.alive, name="alive"),
    path("salud/lista", health.ReadyView.as_view(), name="ready"),
    path("trabajos/<uuid:job_id>/", job_views.job, name="job"),
    path("trabajos/<uuid:job_id>/estado/", job_views.job_state, name="job_state"),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media.serve_media, name="media"),
]
