from django.urls import path

from cms.review import views

urlpatterns = [
    path("revision/<int:course_id>/", views.course_review, name="course_review"),
    path("revision/<int:course_id>/<int:lesson_id>/", views.course_review_lesson, name="course_review_lesson"),
    path("revision/<int:course_id>/decidir/", views.course_review_decide, name="course_review_decide"),
    path("revision/<int:course_id>/invitar/", views.course_partner_invite, name="course_partner_invite"),
    path(
        "revision/<int:course_id>/aliadas/<int:partner_id>/retirar/",
        views.course_partner_withdraw,
        name="course_partner_withdraw",
    ),
]
