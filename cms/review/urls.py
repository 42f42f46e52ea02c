from django.urls import path

from cms.review.views import course, parties

urlpatterns = [
    path("revision/<int:course_id>/", course.course_review, name="course_review"),
    path("revision/<int:course_id>/enviar/", course.course_hand_in, name="course_hand_in"),
    path("revision/<int:course_id>/cancelar/", course.course_review_cancel, name="course_review_cancel"),
    path("revision/<int:course_id>/historial/", course.course_review_history, name="course_review_history"),
    path(
        "revision/<int:course_id>/solicitudes/<int:request_id>/decidir/",
        course.course_review_decide,
        name="course_review_decide",
    ),
    path(
        "revision/<int:course_id>/solicitudes/<int:request_id>/enlace/",
        parties.course_request_resend,
        name="course_request_resend",
    ),
    path(
        "revision/<int:course_id>/solicitudes/<int:request_id>/fecha/",
        parties.course_request_due,
        name="course_request_due",
    ),
    path("revision/<int:course_id>/aliadas/", parties.course_partner_invite, name="course_partner_invite"),
    path("revision/<int:course_id>/aliadas/<int:partner_id>/", parties.course_partner_edit, name="course_partner_edit"),
    path(
        "revision/<int:course_id>/aliadas/<int:partner_id>/retirar/",
        parties.course_partner_withdraw,
        name="course_partner_withdraw",
    ),
    path("revision/<int:course_id>/personas/", parties.course_guest_invite, name="course_guest_invite"),
    path("revision/<int:course_id>/personas/<int:guest_id>/", parties.course_guest_edit, name="course_guest_edit"),
    path(
        "revision/<int:course_id>/personas/<int:guest_id>/retirar/",
        parties.course_guest_withdraw,
        name="course_guest_withdraw",
    ),
    path("revision/<int:course_id>/etapas/<int:stage>/mover/", parties.course_stage_move, name="course_stage_move"),
]
