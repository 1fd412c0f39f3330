"""What of a configuration changes a page."""

import subprocess
import sys
from typing import Any

from comments.discussions.configuration import PAGE_SETTINGS, digest


def test_the_digest_tells_one_configuration_from_another(settings: Any) -> None:
    digests = []
    for given in [{}, {"MODE": "post"}, {"DISPLAY_NAME": print}, {"MODELS": {"a.b": {}}}]:
        settings.NEWSROOM_COMMENTS = given
        digests.append(digest())
    assert len({*digests}) == 4


OTHERS = {
    "DATE_FORMAT": "Y-m-d",
    "DATETIME_FORMAT": "Y-m-d H:i",
    "FORMAT_MODULE_PATH": "tests",
    "LANGUAGES_BIDI": ["fr"],
    "LANGUAGE_CODE": "fr",
    "NUMBER_GROUPING": 4,
    "SITE_NAME": "The Courier",
    "STATIC_URL": "/files/",
    "THOUSAND_SEPARATOR": ".",
    "USE_I18N": False,
    "USE_THOUSAND_SEPARATOR": True,
    "USE_TZ": False,
}


def test_the_digest_tells_what_else_a_page_is_made_with(settings: Any) -> None:
    digests = [digest()]
    for name, value in (OTHERS | {"LANGUAGES": [("en", "English")]}).items():
        setattr(settings, name, value)
        digests.append(digest())
    assert len({*digests}) == len(digests)
    assert {*OTHERS} == {*PAGE_SETTINGS}


def test_the_digest_is_equal_in_every_process() -> None:
    script = (
        "import django; from django.conf import settings;"
        "settings.configure(NEWSROOM_COMMENTS={'MODELS': {'b.b': {}, 'a.a': {}}, 'DISPLAY_NAME': print,"
        " 'TRUSTED_PROXIES': {'10.0.0.1', '10.0.0.2', '::1'},"
        " 'RULES': [{'OPTIONS': {'a': (len, object())}}]});"
        "from comments.discussions.configuration import digest; print(digest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1] != ""
