"""A kind word after something hard was written. The same for everybody: it says nothing of what."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.support import EVERYDAY, lines_for
from surveys.choosing import in_this_language, reader_in, speak_to
from surveys.documents import document_of
from surveys.drafts import forget_draft, open_draft
from surveys.pages import reader_context
from surveys.same_origin import same_origin_only
from surveys.wizard import PAUSE, SeeOther


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def survey_pause(request, slug):
    """Name who can help now; carry on, or on POST stop and keep nothing."""
    if request.method == "POST":
        draft = open_draft(request, slug=slug)
        if draft:
            speak_to(reader_in(document_of(draft.version_id), draft.data["extra_data"]))
        declined = reverse("survey_declined", kwargs={"slug": slug})
        response = SeeOther(in_this_language(declined))
        forget_draft(request, response)
        return response
    draft = open_draft(request, slug=slug)
    pause = draft and draft.data["extra_data"].get(PAUSE)
    if not pause:
        return redirect("survey_start", slug=slug)
    document = document_of(draft.version_id)
    reader = reader_in(document, draft.data["extra_data"])
    speak_to(reader)
    context = reader_context(document, reader)
    context["support_lines"] = lines_for(
        reader.age_band,
        voice=context["voice"],
        nation=document.nation,
        topics=EVERYDAY | set(pause["topics"]),
    )
    context["next_url"] = reverse("survey_step", kwargs={"slug": slug, "step": pause["next"]})
    return render(request, "surveys/survey_pause.html", context)
