"""Addresses of teachers: home, catalogue, a course, one's own place, a lesson and what it asks."""

from django.urls import path

from courses.player.views import (
    answering,
    editions,
    evidence,
    history,
    languages,
    lessons,
    own,
    paper,
    portfolio,
    proposals,
    public,
)

urlpatterns = [
    path("", public.home, name="home"),
    path("cursos/", public.catalogue, name="catalogue"),
    path("cursos/<slug:slug>/", public.course, name="course"),
    path("cursos/<slug:slug>/inscripcion/", public.enrolment, name="enrol"),
    path("cursos/<slug:slug>/historia/", history.history, name="course_history"),
    path("cursos/<slug:slug>/historia/atom/", history.HistoryFeed(), name="course_history_feed"),
    path("cursos/<slug:slug>/propuestas/", proposals.proposals, name="course_proposals"),
    path("cursos/<slug:slug>/propuestas/nueva/", proposals.propose, name="course_propose"),
    path("cursos/<slug:slug>/propuestas/<uuid:uid>/", proposals.proposal, name="course_proposal"),
    path("cursos/<slug:slug>/propuestas/<uuid:uid>/apoyar/", proposals.support, name="course_proposal_support"),
    path("cursos/<slug:slug>/propuestas/<uuid:uid>/retirar/", proposals.withdraw, name="course_proposal_withdraw"),
    path("cursos/<slug:slug>/ediciones/", editions.editions, name="editions"),
    path("cursos/<slug:slug>/ediciones/<int:number>/", editions.edition, name="edition"),
    path("cursos/<slug:slug>/ediciones/<int:number>/fuente.json", editions.edition_source, name="edition_source"),
    path(
        "cursos/<slug:slug>/ediciones/<int:number>/leccion/<uuid:lesson>/",
        editions.edition_lesson,
        name="edition_lesson",
    ),
    path("mi/", own.my_place, name="my_place"),
    path("mi/portafolio/", portfolio.portfolio, name="portfolio"),
    path("mi/comunidad/", portfolio.community, name="community_pieces"),
    path("mi/portafolio/<uuid:piece>/acceso/", portfolio.access, name="piece_access"),
    path("mi/portafolio/<uuid:piece>/quitar/", portfolio.remove, name="piece_remove"),
    path("estudiar/intento/<uuid:attempt>/", answering.attempt, name="attempt"),
    path("estudiar/<uuid:enrolment>/", own.resume, name="study_resume"),
    path("estudiar/<uuid:enrolment>/resumen/", own.summary, name="study_summary"),
    path("estudiar/<uuid:enrolment>/imprimir/", paper.on_paper, name="study_paper"),
    path("estudiar/<uuid:enrolment>/<uuid:lesson>/", lessons.lesson, name="lesson"),
    path("estudiar/<uuid:enrolment>/<uuid:lesson>/idioma/", languages.choose_language, name="lesson_language"),
    path("estudiar/<uuid:enrolment>/<uuid:lesson>/terminar/", lessons.finish, name="lesson_finish"),
    path("estudiar/<uuid:enrolment>/<uuid:lesson>/comenzar/", answering.begin, name="begin_attempt"),
    path("estudiar/<uuid:enrolment>/<uuid:lesson>/responder/", answering.answer, name="answer"),
    path("estudiar/<uuid:enrolment>/<uuid:lesson>/evidencia/<uuid:block>/", evidence.evidence, name="evidence"),
    path(
        "estudiar/<uuid:enrolment>/<uuid:lesson>/evidencia/<uuid:block>/archivo/",
        evidence.evidence_piece,
        name="evidence_piece",
    ),
]
