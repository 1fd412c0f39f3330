"""Pages made by coroutines: a function's and a class's."""

import asyncio

from django.http import Http404
from django.template.response import TemplateResponse
from django.views.generic import DetailView
from django_newsroom.comments.decorators import discussion_page
from django_newsroom.comments.mixins import DiscussionPageMixin

from .models import Story

made = []


async def find_story(request, pk):
    try:
        return await Story.objects.published().aget(pk=pk)
    except Story.DoesNotExist:
        raise Http404 from None


@discussion_page(find_story)
async def story_page(request, story):
    made.append(story.pk)
    # Whatever else it waits for, and asks the database itself.
    await asyncio.sleep(0.01)
    number = await Story.objects.published().acount()
    return TemplateResponse(request, "stories/story.html", {"story": story, "number": number})


class StoryView(DiscussionPageMixin, DetailView):
    queryset = Story.objects.published()
    template_name = "stories/story.html"

    async def get(self, request, pk):
        number = await Story.objects.published().acount()
        return self.render_to_response(self.get_context_data(object=self.object, number=number))
