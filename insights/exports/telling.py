"""What the page of files says of one: how large, until when, and what its manifest holds."""

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from insights.exports.alike import alike_words, words_of
from insights.exports.notes import form_words, left_out_words
from insights.exports.writers import WRITERS
from insights.models import DisclosureCheck
from surveys.models import Purpose


# insights.actions.export raises it; a job that failed keeps the name alone.
TOO_FEW_ALIKE = "TooFewAlike"


def details_of(export) -> list[dict]:
    """Return the manifest of a file in words, as components/summary_list.html takes it."""
    manifest = export.manifest
    rows = [
        (_("Size"), size_words(export)),
        (_("For whom"), _for_whom(export)),
        (_("Left out of what is known of people"), words_of(export.without)),
        (_("Form of the .csv files"), form_words(manifest.get("csv_form", ""))),
        (_("Made from"), ", ".join(_versions(manifest))),
        (_("Rows"), "\n".join(f"{name}: {n}" for name, n in manifest.get("rows", {}).items())),
        (_("Left out"), _left_out(manifest)),
        (_("Figures not shown because they are small"), _hidden(export)),
        (_("What people allowed when it was made"), _allowed(manifest)),
        (_("People who are alike"), alike_of(export)),
        (_("Software"), manifest.get("software", "")),
        (_("Number of the file"), str(export.pk)),
        (_("Checksum (SHA-256)"), export.sha256),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _for_whom(export) -> str:
    if not export.is_outside:
        return export.recipients
    return _("Outside the team: %(recipients)s") % {"recipients": export.recipients}


def alike_of(export) -> str:
    """Return how alike its people are, of a file that has a row for each of them."""
    return alike_words(export.manifest.get("alike", {})) if is_about_people(export) else ""


def is_about_people(export) -> bool:
    """Tell whether the file has a row for each person."""
    return WRITERS[export.kind].has_people


def check_of(export) -> DisclosureCheck | None:
    """Return what a second person decided on the file, if anybody has."""
    return getattr(export, "check_made", None)


def is_released(export) -> bool:
    check = check_of(export)
    return check is not None and check.result == DisclosureCheck.Result.RELEASED


def is_to_check(export) -> bool:
    """Tell whether a file to publish waits for a second person."""
    return WRITERS[export.kind].is_public and check_of(export) is None


def release_words(export) -> str:
    """Return whether a file may be published, by whose word; "" where it never is."""
    if not WRITERS[export.kind].is_public:
        return ""
    check = check_of(export)
    if check is None:
        return _("Draft, not released: a second person has to check it before it is published.")
    told = {"who": check.checker, "day": date_format(timezone.localtime(check.at))}
    if is_released(export):
        return _("Released by %(who)s on %(day)s.") % told
    return _("Held back by %(who)s on %(day)s: %(why)s") % {**told, "why": check.note}


def name_to_send(export) -> str:
    """Return the name a file is sent under: a draft says that it is one."""
    is_draft = WRITERS[export.kind].is_public and not is_released(export)
    return f"draft-{export.file_name}" if is_draft else export.file_name


def until_words(export) -> str:
    if not export.kept_until:
        return ""
    until = timezone.localtime(export.kept_until)
    return f"{date_format(until)}, {time_format(until, 'H:i')}"


def readers_of(export) -> str:
    """Return who may open a file, which its card says first."""
    if not WRITERS[export.kind].is_public:
        return _for_whom(export) or _("The team: people who may read answers")
    return _("Anybody") if is_released(export) else _("The team, until it is released")


def made_words(export) -> str:
    """Return when a file was made, and who asked for it."""
    told = {"day": date_format(timezone.localtime(export.finished_at)), "who": export.requested_by}
    if export.requested_by is None:
        return _("%(day)s, by a command on the server") % told
    return _("%(day)s, for %(who)s") % told


def size_words(export) -> str:
    return filesizeformat(export.manifest["bytes"]) if export.manifest.get("bytes") else ""


def may_repeat(export) -> bool:
    """Tell whether a file that failed may come about when it is asked for just as before."""
    return export.error_class != TOO_FEW_ALIKE


def failure_words(export) -> str:
    """Return what became of a file that could not be made, and what to do."""
    day = date_format(timezone.localtime(export.finished_at or export.requested_at))
    if not may_repeat(export):
        return _(
            "Not made on %(day)s: somebody in it could be known by what stands together. Ask for "
            "one below that leaves more out."
        ) % {"day": day}
    return _(
        "It could not be made on %(day)s. Make it again; if that fails too, tell whoever runs the "
        "site."
    ) % {"day": day}


def _versions(manifest):
    versions = [_("version %(number)s") % {"number": one} for one in manifest.get("versions", [])]
    return [manifest.get("subject", ""), *versions]


def _left_out(manifest):
    left_out = manifest.get("left_out", {})
    return "\n".join(f"{left_out_words(key)}: {n}" for key, n in left_out.items() if n)


def _hidden(export):
    is_public = WRITERS[export.kind].is_public
    return str(export.manifest.get("suppressed_cells", 0)) if is_public else ""


def _allowed(manifest):
    names = dict(Purpose.choices)
    permissions = manifest.get("permissions", {})
    return "\n".join(f"{names[key]}: {n}" for key, n in permissions.items() if key in names)
