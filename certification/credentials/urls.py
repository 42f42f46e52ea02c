from django.urls import path

from certification.credentials import views

urlpatterns = [
    path("mi/constancias/<slug:folio>/", views.my_certificate, name="my_certificate"),
    path("mi/constancias/<slug:folio>/pdf/", views.my_certificate_pdf, name="my_certificate_pdf"),
    path("instituto/<slug:code>/actas/<uuid:uid>/avance/", views.certificates_progress, name="certificates_progress"),
    path("instituto/<slug:code>/constancias/", views.certificate_list, name="certificates"),
    path("instituto/<slug:code>/constancias/<slug:folio>/", views.certificate_detail, name="certificate"),
    path("instituto/<slug:code>/constancias/<slug:folio>/pdf/", views.certificate_pdf, name="certificate_pdf"),
    path(
        "instituto/<slug:code>/constancias/<slug:folio>/revocar/", views.certificate_revoke, name="certificate_revoke"
    ),
    path(
        "instituto/<slug:code>/constancias/<slug:folio>/reexpedir/",
        views.certificate_reissue,
        name="certificate_reissue",
    ),
]
