"""One page a story."""

from django.shortcuts import get_object_or_404, render

from .models import Story


def story_page(request, pk):
    story = get_object_or_404(Story.objects.published(), pk=pk)
    return render(request, "stories/story.html", {"story": story})
