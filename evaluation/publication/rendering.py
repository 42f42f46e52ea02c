"""A release as charts, as CSV and as a Frictionless data package."""

import csv
import io
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from evaluation.findings.charts import ChartRow, Estimate, charts_for

HIDDEN_TEXT = "oculto"

# name of the column, key in the release, type, constraints; titles and descriptions are part of the published data,
# which is in Spanish whatever the language of the reader.
DICTIONARY: tuple[tuple[str, str, str, str, str], ...] = (
    ("instituto", "institute", "string", "Clave del instituto", "Clave del instituto; «TODOS» reúne a los institutos del piloto."),  # noqa: E501
    ("nombre", "name", "string", "Nombre del instituto", "Nombre corto del instituto."),
    ("participantes", "participants", "integer", "Participantes", "Docentes que consintieron participar en la evaluación."),  # noqa: E501
    ("concluyeron", "completed", "integer", "Concluyeron", "Participantes que concluyeron y acreditaron el curso."),
    ("concluyeron_proporcion", "completed_share", "number", "Proporción que concluyó", "Concluyeron entre participantes, de 0 a 1."),  # noqa: E501
    ("concluyeron_inferior", "completed_low", "number", "Límite inferior de la proporción que concluyó", "Intervalo de Wilson de 95 %."),  # noqa: E501
    ("concluyeron_superior", "completed_high", "number", "Límite superior de la proporción que concluyó", "Intervalo de Wilson de 95 %."),  # noqa: E501
    ("certificados", "certified", "integer", "Con constancia", "Participantes con constancia emitida y vigente."),
    ("certificados_proporcion", "certified_share", "number", "Proporción con constancia", "Con constancia entre participantes, de 0 a 1."),  # noqa: E501
    ("certificados_inferior", "certified_low", "number", "Límite inferior de la proporción con constancia", "Intervalo de Wilson de 95 %."),  # noqa: E501
    ("certificados_superior", "certified_high", "number", "Límite superior de la proporción con constancia", "Intervalo de Wilson de 95 %."),  # noqa: E501
    ("analizados", "analysed", "integer", "Analizados", "Participantes con prueba inicial, curso concluido y prueba final."),  # noqa: E501
    ("media_inicial", "mean_pre", "number", "Media de la prueba inicial", "Media en escala de 0 a 100."),
    ("desviacion_inicial", "sd_pre", "number", "Desviación estándar inicial", "Desviación estándar con n−1."),
    ("media_final", "mean_post", "number", "Media de la prueba final", "Media en escala de 0 a 100."),
    ("desviacion_final", "sd_post", "number", "Desviación estándar final", "Desviación estándar con n−1."),
    ("cambio_medio", "mean_change", "number", "Cambio medio", "Media de las diferencias final menos inicial."),
    ("ganancia_normalizada", "gain_class_gain", "number", "Ganancia normalizada", "(Media final − media inicial) / (100 − media inicial)."),  # noqa: E501
    ("g_av", "g_av", "number", "Tamaño del efecto g_av", "Diferencia media entre la desviación promedio, con la corrección exacta de Hedges."),  # noqa: E501
    ("g_av_inferior", "g_av_low", "number", "Límite inferior de g_av", "Intervalo de 95 % por t no central."),
    ("g_av_superior", "g_av_high", "number", "Límite superior de g_av", "Intervalo de 95 % por t no central."),
)  # fmt: skip


def charts_of(content: dict[str, Any]) -> dict[str, str]:
    """The charts of what is published, and of nothing else."""
    with translation.override(settings.LANGUAGE_CODE):
        return charts_for([_chart_row(row) for row in content["rows"]])


def _chart_row(row: dict[str, Any]) -> ChartRow:
    def share(label: str) -> Estimate:
        return Estimate(row[f"{label}_share"], row[f"{label}_low"], row[f"{label}_high"])

    def mean(label: str) -> Estimate:
        return Estimate(row[f"mean_{label}"], *(row[f"{label}_interval"] or (None, None)))

    return ChartRow(
        label=row["name"] or _("All institutes"),
        pre=mean("pre"),
        post=mean("post"),
        gain=Estimate(row["g_av"], row["g_av_low"], row["g_av_high"]),
        completion=share("completed"),
        certification=share("certified"),
        is_total=not row["institute"],
    )


def csv_of(content: dict[str, Any]) -> str:
    """UTF-8, commas, a point for decimals; a hidden count says so, other missing values are empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(name for name, *_rest in DICTIONARY)
    for row in content["rows"]:
        writer.writerow(_cell(row, key) for _name, key, *_rest in DICTIONARY)
    return out.getvalue()


def _cell(row: dict[str, Any], key: str) -> Any:
    if key in ("institute", "name"):
        return _plain(row[key] or ("TODOS" if key == "institute" else "Todos los institutos"))
    value = row[key]
    if value is None:
        return HIDDEN_TEXT if key in row["hidden"] else ""
    return value if isinstance(value, int) else f"{value:.4f}"


def _plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def package_of(content: dict[str, Any], *, title: str, name: str, version: str, created: str) -> dict[str, Any]:
    """The Frictionless descriptor, with the data dictionary in Spanish."""
    return {
        "name": name,
        "title": title,
        "description": "Resultados de un piloto de formación docente por instituto, con control de divulgación.",
        "version": version,
        "created": created,
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Atribución 4.0 Internacional"}],
        "sources": [
            {"title": f"Corte de datos {content['data_cut']['number']}", "path": content["data_cut"]["digest"]}
        ],
        "method_version": content["data_cut"]["method_version"],
        "resources": [
            {
                "name": "resultados",
                "path": "resultados.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [_field(*column) for column in DICTIONARY],
                    "missingValues": ["", HIDDEN_TEXT],
                    "primaryKey": "instituto",
                },
            }
        ],
    }


def _field(name: str, key: str, kind: str, title: str, description: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True, "unique": True} if key == "institute" else {}
    if kind == "integer":
        constraints = {"minimum": 0}
    if key.endswith(("_share",)) or (key.startswith(("completed_", "certified_"))):
        constraints = {"minimum": 0, "maximum": 1}
    return {"name": name, "type": kind, "title": title, "description": description, "constraints": constraints}
