"""What other pages show of releases."""

import json

from accounts.models import User
from evaluation.findings.models import DataCut
from evaluation.pilots.models import Pilot
from evaluation.publication.models import Release
from evaluation.publication.selectors import latest_releases
from foundation.panels import Panel, panel


@panel("home", order=50)
def headline() -> Panel | None:
    """The figures of the latest release; nothing before the first."""
    release = latest_releases().first()
    if release is None:
        return None
    total = json.loads(release.content)["rows"][-1]
    return Panel("evaluation/publication/_headline.html", {"release": release, "total": total})


@panel("evaluation_pilot", order=10)
def releases_of_pilot(user: User, pilot: Pilot) -> Panel | None:
    releases = pilot.releases.select_related("data_cut").defer(
        "content", "charts", "data_cut__inputs", "data_cut__charts"
    )
    return Panel("evaluation/publication/_releases.html", {"releases": releases, "pilot": pilot}) if releases else None


@panel("evaluation_cut", order=10)
def publish(user: User, data_cut: DataCut) -> Panel | None:
    """The button that publishes the cut, or where it was published."""
    if not data_cut.is_computed:
        return None
    release = Release.objects.filter(data_cut=data_cut).first()
    return Panel("evaluation/publication/_publish.html", {"release": release, "cut": data_cut})
