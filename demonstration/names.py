"""Invented teachers: names that sound like Jalisco, CURPs made from invented dates with a right check digit. Pure."""

import random
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from accounts import curp as curps

WOMEN = (
    "María Guadalupe|Rosa Elena|Ana Lilia|Martha Alicia|Verónica|Claudia|Leticia|Silvia|Patricia|Gabriela|Norma|Adriana"
    "|Laura|Beatriz|Teresa|Irma|Yolanda|Alejandra|Mónica|Carmen Julia|Lorena|Sandra Luz|Brenda|Karla|Fernanda|Paulina"
    "|Ximena|Citlali|Esperanza|Luz María|Araceli|Berenice|Cecilia|Dulce|Estela|Fabiola|Graciela|Hilda|Itzel|Josefina"
).split("|")
MEN = (
    "José Luis|Juan Carlos|Miguel Ángel|Francisco Javier|Jesús|Antonio|Ramón|Salvador|Rafael|Héctor|Sergio|Raúl|Arturo"
    "|Gerardo|Óscar|Fernando|Alejandro|Ricardo|Enrique|Martín|Ignacio|Rubén|Efraín|Gustavo|Iván|Edgar|Omar|Ulises"
    "|Saúl|Tomás|Leonardo|Emmanuel|Víctor Hugo|Felipe|Andrés|Benjamín|Cuauhtémoc|Daniel|Esteban|Gilberto"
).split("|")
SURNAMES = (
    "Hernández|García|Martínez|López|González|Rodríguez|Pérez|Sánchez|Ramírez|Flores|Gómez|Torres|Díaz|Gutiérrez|Ruiz"
    "|Mendoza|Aguilar|Ortiz|Castillo|Jiménez|Moreno|Álvarez|Romero|Chávez|Rivera|Ramos|Herrera|Medina|Vargas|Castro"
    "|Vázquez|Guzmán|Muñoz|Rojas|Ortega|Delgado|Salazar|Soto|Estrada|Contreras|Navarro|Padilla|Plascencia|Orozco"
    "|Íñiguez|Casillas|Carrillo|Becerra|Barajas|Zepeda|Villaseñor|Ochoa|Arellano|Michel|Covarrubias|Preciado|Pelayo"
    "|Ñúñez|Robles|Santana|Figueroa|Cárdenas|Camacho|Enríquez|Partida|Ibarra|Anguiano|Topete|Quezada|Lomelí|Uribe"
).replace("Ñúñez", "Núñez").split("|")  # fmt: skip
STATES = ["JC"] * 16 + ["ZS", "MN", "NT", "CL", "GT", "DF"]
VOWELS = "AEIOU"


@dataclass(frozen=True)
class Invented:
    """One invented person."""

    given_names: str
    paternal: str
    maternal: str
    curp: str


def letters(text: str) -> str:
    """Upper case, without accents; ñ stays, as the register keeps it."""
    kept = text.upper().replace("Ñ", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return "".join(c for c in plain.replace("\0", "Ñ") if c.isalpha())


def make_curp(given: str, paternal: str, maternal: str, born: date, sex: str, state: str, mark: str) -> str:  # noqa: PLR0917
    """A CURP by the published recipe; the mark, which the register assigns, is given."""
    first, second = letters(paternal), letters(maternal) or "X"
    used = _used_name(given)
    inner = next((c for c in first[1:] if c in VOWELS), "X")
    head = "".join("X" if c == "Ñ" else c for c in (first[0], inner, second[0], used[0]))
    consonants = "".join(_consonant(word) for word in (first, second, used))
    body = f"{head}{born:%y%m%d}{sex}{state}{consonants}{mark}"
    return body + str(curps.check_digit(body))


def _used_name(given: str) -> str:
    """María and José do not count when another name follows."""
    words = given.split()
    common = letters(words[0]) in ("MARIA", "JOSE")
    return letters(words[1] if common and len(words) > 1 else words[0])


def _consonant(word: str) -> str:
    found = next((c for c in word[1:] if c not in VOWELS), "X")
    return "X" if found == "Ñ" else found


def invent(numbers: random.Random, *, count: int) -> list[Invented]:
    """``count`` people with different CURPs."""
    people: dict[str, Invented] = {}
    while len(people) < count:
        person = _one(numbers)
        people.setdefault(person.curp, person)
    return list(people.values())


def _one(numbers: random.Random) -> Invented:
    sex = "M" if numbers.random() < 0.64 else "H"
    given = numbers.choice(WOMEN if sex == "M" else MEN)
    paternal, maternal = numbers.choice(SURNAMES), numbers.choice(SURNAMES)
    born = date(1966, 1, 1) + timedelta(days=int(numbers.triangular(0, 365 * 33, 365 * 18)))
    curp = make_curp(given, paternal, maternal, born, sex, numbers.choice(STATES), numbers.choice("0123456789"))
    return Invented(given, paternal, maternal, curp)
