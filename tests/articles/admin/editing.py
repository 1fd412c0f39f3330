"""An editor's requests to the form of an article, and what they read there."""

from io import StringIO
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from lxml import html

from articles.models import Article

LIST = "/admin/newsroom_articles/article/"
ADD = f"{LIST}add/"


def log_in(role: str) -> Client:
    """Somebody in the group ``role``; "" is a superuser."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(account(role))
    return client


def account(role: str) -> User:
    if not role:
        return User.objects.create_superuser("boss")
    call_command("editorialroles", stdout=StringIO())
    user = User.objects.create_user(role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def change(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def page(response: HttpResponse) -> Any:
    return html.fromstring(response.content.decode())


def fields(response: HttpResponse) -> dict[str, str]:
    """What a browser would send back, but for the button."""
    (form,) = page(response).xpath("//form[@id='article_form']")
    # Django begins each text area with a line break, which no browser sends back.
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def buttons(response: HttpResponse) -> list[str]:
    return page(response).xpath("//div[@class='submit-row']//input[@type='submit']/@value")


def errors(response: HttpResponse) -> list[str]:
    found = page(response).xpath("//ul[contains(@class, 'errorlist')]/li")
    return [" ".join(error.text_content().split()) for error in found]


def messages(response: HttpResponse) -> list[str]:
    found = page(response).xpath("//ul[@class='messagelist']/li")
    return [" ".join(message.text_content().split()) for message in found]


def send(client: Client, article: Article | None, button: str = "_save", **given: str) -> HttpResponse:
    """Open the form, type ``given`` and press ``button``."""
    address = change(article) if article else ADD
    return client.post(address, fields(client.get(address)) | given | {button: "x"}, follow=True)
