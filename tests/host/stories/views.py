"""The host's page as it was; README says what becomes of it."""

from django.shortcuts import get_object_or_404, render

from .models import Story


def story_page(request, pk):
    return render(request, "stories/story.html", {"story": get_object_or_404(Story, pk=pk, is_out=True)})
