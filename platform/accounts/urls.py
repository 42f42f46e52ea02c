from django.urls import path, re_path

from accounts import export_views, reading_views, views

urlpatterns = [
    # Before allauth's own patterns of the same name.
    path("cuenta/signup/", views.SignupView.as_view(), name="account_signup"),
    re_path(
        r"^cuenta/confirm-email/(?P<key>[-:\w]+)/$", views.ConfirmEmailView.as_view(), name="account_confirm_email"
    ),
    path("cuenta/reenviar/", views.resend_confirmation, name="resend_confirmation"),
    path("aviso-de-privacidad/", views.privacy_notice, name="privacy_notice"),
    path("aviso-de-privacidad/aceptar/", views.accept_notice, name="accept_notice"),
    path("aviso-de-privacidad/<str:version>/", views.privacy_notice, name="privacy_notice_version"),
    path("lectura/", reading_views.reading, name="reading"),
    path("mi/datos/", export_views.own_data, name="own_data"),
    path("mi/datos/<uuid:uid>/", export_views.download, name="own_data_download"),
    path("mi/perfil/", views.profile, name="profile"),
    path("mi/perfil/datos/", views.profile_edit, name="profile_edit"),
    path("mi/perfil/lengua-y-origen/", views.profile_sensitive, name="profile_sensitive"),
    path("mi/perfil/lengua-y-origen/retirar/", views.profile_sensitive_withdraw, name="profile_sensitive_withdraw"),
]
