from django.shortcuts import get_object_or_404, render

from comments.decorators import discussion_page

from .models import Story


def find_story(request, pk):
    return get_object_or_404(Story, pk=pk)


@discussion_page(find_story)
def story_page(request, story):
    return render(request, "stories/story.html", {"story": story})
