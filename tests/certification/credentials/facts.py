"""Facts of a certificate as issuing freezes them, for tests that need no database."""

from typing import Any

LETTERS = "ʉ Ʉ ɨ Ɨ ʼ ꞌ Ꞌ ʔ ü ï ñ Ñ á é í ó ú Á É Í Ó Ú ā ē ī ō ū ɨ̄ ɨ́ ʉ́ +"


def example(**changes: Any) -> dict[str, Any]:
    """A full set of facts; ``holder`` and ``title`` are short cuts, other names replace a part."""
    facts: dict[str, Any] = {
        "format": "formacion-docente/credential",
        "version": 1,
        "folio": "2017IES05000123F",
        "language": "es-mx",
        "issuer": {
            "code": "IES-05",
            "name": "Centro de Actualización del Magisterio de Guadalajara",
            "department": "Secretaría de Educación del Estado de Jalisco",
        },
        "place": "Guadalajara, Jalisco",
        "holder": {
            "uid": "u",
            "name": changes.pop("holder", "María Guadalupe Ñuño"),
            "curp_masked": "NUXM••••••••••••09",
        },
        "course": {
            "uid": "c",
            "type": "taller",
            "title": changes.pop("title", "Evaluación formativa en el aula multigrado"),
            "hours": 20,
            "credits": "1.25",
            "mode": "online",
        },
        "edition": {"number": 1, "digest": "0" * 64},
        "result": {"result": "acreditado", "grade": "9.4", "rule_version": "1"},
        "dates": {"started_on": "2026-08-03", "completed_on": "2026-09-12", "issued_on": "2026-11-24"},
        "skills": [{"framework": "PPI", "version": "2014", "code": "2.3", "label": "Evalúa el proceso educativo"}],
        "signers": [{"name": "Dra. Rosa Elena Villaseñor", "post": "Responsable de certificación"}],
        "register": {"book": "IES-05/2026", "leaf": "0001", "row": 12, "acta": "a"},
        "replaces": "",
        "verification": "https://formacion.example/verificar/2017IES05000123F/aBcDeFgHiJkLmNoP/",
        "is_demonstration": False,
    }
    return facts | changes
