"""Takes back what was made from a response: names that too few people still stand behind."""

from collections import defaultdict

from django.db.models import Q

from insights.models import Coding, Decision, Suggestion, SuggestionMember, Theme, ThemeVersion
from insights.models.run import unnamed
from insights.remembering import forget_words
from insights.support import label_from, phrases_in, supported_phrases
from surveys.actions.withdrawal import words_of
from surveys.models import Answer, Purpose


SHRUNK = 0.10  # a theme that lost this share of its answers wants another look
REMOVED = "[removed after a withdrawal]"


def forget_response(*, response, keys=None) -> None:
    """Scrub labels and key words, flag themes, forget vectors. Called inside the withdrawal.

    The rows are still there. A word of the machine stays only while two of the people who remain
    wrote it. With `keys`, only the answers to these questions leave: whoever takes a permission
    back takes those that needed it.
    """
    # Held answers too: one can be held after it was grouped, and still stand behind a label.
    leaving = Q(answer__response=response)
    if keys is not None:
        leaving &= Q(answer__question__key__in=keys)
    members = SuggestionMember.objects.filter(leaving)
    gone = set()
    for suggestion in Suggestion.objects.filter(pk__in=members.values("suggestion")):
        gone |= _scrub(suggestion, leaving, response.survey_id)
    _flag_themes(leaving)
    if gone:
        _scrub_decisions(response.survey_id, gone)
    forget_words(words_of(response, keys))


def _scrub(suggestion, leaving, survey_id):
    """Return the labels that were taken out of a suggestion and of the themes it became."""
    members = SuggestionMember.objects.filter(suggestion=suggestion).exclude(leaving)
    places = list(members.values_list("answer_id", "start", "end"))
    readable = Answer.objects.for_purpose(Purpose.ANALYSIS)
    answers = readable.filter(pk__in=members.values("answer_id"))
    texts = {
        key: (who, text) for key, who, text in answers.values_list("pk", "response_id", "text")
    }
    said = [
        (str(texts[key][0]), texts[key][1][start:end]) for key, start, end in places if key in texts
    ]
    label, words = suggestion.label, list(suggestion.keywords)
    supported = supported_phrases(phrases_in(label, words), said)
    suggestion.keywords = [word for word in words if word in supported]
    still = label_from(label, suggestion.keywords, supported)[:120]
    suggestion.label = still or unnamed(suggestion.number)
    suggestion.save(update_fields=["label", "keywords"])
    if suggestion.label == label:
        return set()
    # A name that a person typed since is theirs and stays.
    Theme.objects.filter(pk__in=_made_of(suggestion, survey_id), name=label).update(
        name=suggestion.label, changed_since_review=True
    )
    return {label}


def _made_of(suggestion, survey_id):
    """Return the themes that a suggestion became, with those that were given to other questions."""
    found = {str(theme.pk) for theme in Theme.objects.filter(origins=suggestion)}
    copies = Decision.objects.filter(codebook__survey=survey_id, kind=Decision.Kind.COPY)
    # In the order of time: a copy can be copied in its turn.
    for about, after in copies.order_by("at", "sequence").values_list("about", "after"):
        if about.get("from") in found:
            found |= after["themes"].keys()
    return found


def _flag_themes(leaving):
    losses = defaultdict(int)
    for theme_id in Coding.objects.filter(leaving).values_list("theme_id", flat=True):
        losses[theme_id] += 1
    for theme_id, lost in losses.items():
        if lost >= SHRUNK * Coding.objects.filter(theme_id=theme_id).count():
            Theme.objects.filter(pk=theme_id).update(changed_since_review=True)


def _scrub_decisions(survey_id, labels):
    """Take machine labels out of what decisions and versions remember of themes."""
    for decision in Decision.objects.filter(codebook__survey=survey_id):
        changed = [_without(states, labels) for states in (decision.before, decision.after)]
        if any(changed):
            decision.save(update_fields=["before", "after"])
    ThemeVersion.objects.filter(codebook__survey=survey_id, name__in=labels).update(name=REMOVED)


def _without(states, labels):
    changed = False
    for state in states.get("themes", {}).values():
        if state and state.get("name") in labels:
            state["name"], changed = REMOVED, True
    return changed
