"""A GIFT file of any number of different questions of every kind, invented, for measuring the import.

content = gift_of(5_000)
import_questions(actor=None, bank=bank, content=content, at=timezone.now())     # cms.questions.operations
"""

from collections.abc import Callable


def gift_of(number: int) -> bytes:
    """So many questions, no two alike, each with its identifier and a label."""
    return "\n\n".join(_question(position) for position in range(1, number + 1)).encode()


def _question(number: int) -> str:
    topic = f"Tema {number % 25 + 1}"
    return f"// [id:demo-{number}] [tag:{topic}]\n::Pregunta {number}::{KINDS[number % len(KINDS)](number)}"


def _single(number: int) -> str:
    options = "\n".join(f"~La opción {number}-{letter}#No: lea de nuevo la página {number}." for letter in "bcd")
    return f"[html]<p>¿Cuál es la <b>primera</b> idea del caso {number}?</p>{{=La opción {number}-a#Sí.\n{options}\n}}"


def _multiple(number: int) -> str:
    return (
        f"¿Qué acciones convienen en el caso {number}? {{~%50%Observar {number}\n~%50%Registrar {number}\n"
        f"~%-50%Calificar {number}\n~%-50%Esperar {number}\n####Se observa y se registra antes de decidir.}}"
    )


def _true_false(number: int) -> str:
    return f"El caso {number} trata de un grupo multigrado. {{{'T' if number % 2 else 'F'}#Revise el caso.#Así es.}}"


def _numeric(number: int) -> str:
    return f"¿Cuántos minutos dura la actividad {number}? {{#{number % 90}:0.5}}"


def _short_text(number: int) -> str:
    return f"¿Cómo se llama el instrumento {number}? {{=rúbrica {number} =rubrica de evaluación {number}}}"


def _matching(number: int) -> str:
    pairs = f"=Lista {number} -> presencia\n=Rúbrica {number} -> nivel\n=Diario {number} -> relato"
    return f"Relacione cada instrumento con lo que muestra ({number}). {{{pairs}}}"


KINDS: list[Callable[[int], str]] = [_single, _multiple, _true_false, _numeric, _short_text, _matching]
