"""How a run of the machine was set, flat, as a sheet has it."""

from insights.exports.facts import RunFacts


def run_facts(question_key: str, run) -> RunFacts:
    """Return what makes a run come out the same again: seed, settings, versions and digest."""
    settings = dict(run.metrics.get("settings") or run.settings)
    seed = settings.pop("random_state", settings.pop("seed", ""))
    versions = run.metrics.get("versions", {})
    named = {**settings, **{f"version of {name}": value for name, value in versions.items()}}
    return RunFacts(
        question_key,
        str(run.pk),
        run.finished_at.date().isoformat() if run.finished_at else "",
        run.engine_version,
        seed if isinstance(seed, int) else str(seed),
        run.input_digest,
        run.metrics.get("answers", ""),
        {name: _words(value) for name, value in named.items()},
    )


def _words(value) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    return "" if value is None else str(value)
