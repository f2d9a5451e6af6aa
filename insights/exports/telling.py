"""What the page of files says of one: how large, until when, and what its manifest holds."""

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from insights.exports.alike import FEW
from insights.exports.writers import WRITERS
from surveys.models import Purpose


def details_of(export) -> list[dict]:
    """Return the manifest of a file in words, as components/summary_list.html takes it."""
    manifest = export.manifest
    rows = [
        (_("Size"), filesizeformat(manifest["bytes"]) if manifest.get("bytes") else ""),
        (_("Made from"), ", ".join(_versions(manifest))),
        (_("Rows"), "\n".join(f"{name}: {n}" for name, n in manifest.get("rows", {}).items())),
        (_("Left out"), _left_out(manifest)),
        (_("Figures not shown because they are small"), _hidden(export)),
        (_("What people allowed when it was made"), _allowed(manifest)),
        (_("People who are alike"), alike_words(manifest) if is_about_people(export) else ""),
        (_("Software"), manifest.get("software", "")),
        (_("Number of the file"), str(export.pk)),
        (_("Checksum (SHA-256)"), export.sha256),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def is_about_people(export) -> bool:
    """Tell whether the file has a row for each person."""
    return not WRITERS[export.kind].is_public


def alike_words(manifest: dict) -> str:
    """Return how few people are alike in what others may know, or "" where nobody looked."""
    alike = manifest.get("alike") or {}
    if not alike.get("names"):
        return ""
    words = {
        "audience": _("audience"),
        "age_band": _("age"),
        "region": _("region"),
        "ethnic_group": _("ethnic group"),
        "disability": _("disability"),
        "care_experience": _("care experience"),
        "role": _("role"),
        "sector": _("sector"),
    }
    told = {
        "names": ", ".join(words.get(name, name.replace("_", " ")) for name in alike["names"]),
        "fewest": alike["fewest"],
        "people": alike["people"],
        "few": FEW,
    }
    if alike["fewest"] >= FEW:
        return _("At least %(fewest)s people share each combination of %(names)s.") % told
    return (
        _(
            "Without any name, %(people)s people could be known by %(names)s together: each "
            "combination is shared by fewer than %(few)s, the rarest by %(fewest)s. Pass this "
            "file to nobody who may not read answers."
        )
        % told
    )


def until_words(export) -> str:
    if not export.kept_until:
        return ""
    until = timezone.localtime(export.kept_until)
    return f"{date_format(until)}, {time_format(until, 'H:i')}"


def _versions(manifest):
    versions = [_("version %(number)s") % {"number": one} for one in manifest.get("versions", [])]
    return [manifest.get("subject", ""), *versions]


def _left_out(manifest):
    words = {
        "withdrawn": _("responses that were taken back"),
        "held": _("answers held by safeguarding"),
        "no_permission": _("answers without permission"),
        "blank": _("questions left blank"),
    }
    left_out = manifest.get("left_out", {})
    return "\n".join(f"{words[key]}: {n}" for key, n in left_out.items() if n and key in words)


def _hidden(export):
    return "" if is_about_people(export) else str(export.manifest.get("suppressed_cells", 0))


def _allowed(manifest):
    names = dict(Purpose.choices)
    permissions = manifest.get("permissions", {})
    return "\n".join(f"{names[key]}: {n}" for key, n in permissions.items() if key in names)
