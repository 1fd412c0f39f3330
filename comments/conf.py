"""The host's settings: ``NEWSROOM_COMMENTS = {…}``, read late, so that a test or a host may change them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings as django_settings
from django.db.models import Model
from django.utils.module_loading import import_string

# Every key that a host may set, and what holds where it doesn't.
DEFAULTS: dict[str, Any] = {
    "MODELS": {},
    "MODE": "pre",
    "REQUIRE_NAME_AND_EMAIL": True,
    "HOUSE_RULES_URL": "",
    "MAX_LENGTH": 3000,
    "MARKDOWN": True,
    "THREADS_PER_PAGE": 50,
    "COMMENTS_PER_PAGE": 200,
    "REPLIES_PER_THREAD": 20,
    "ORDER": "oldest",
    "MAX_INDENT": 5,
    "RATE_LIMIT": True,
    "RULES": None,
    "RULE_BUDGET_MS": 250,
    "DOUBLE_CLICK_SECONDS": 60,
    "EDIT_MINUTES": 10,
    "REPORTS_TO_HOLD": 3,
    "REPORT_LIMIT": (10, 3600),
    "RECOMMENDATIONS": False,
    "RECOMMENDATION_LIMIT": (60, 3600),
    "MODERATORS": (),
    "BY_SITE": False,
    "SITE_URL": "",
    "SITE_NAME": "",
    "NETWORK_DAYS": 90,
    "WITHDRAWN_DAYS": 30,
    "RETENTION_DAYS": 365,
    "TRUSTED_PROXIES": (),
    "DISPLAY_NAME": "",
    "CACHE_CONTROL": "public, s-maxage=30, stale-while-revalidate=30",
    "KEPT_SECONDS": 0,
    "KEPT_MEMORY": 16 * 1024 * 1024,
    "OUTAGE_SECONDS": 600,
    "REPLICA": "",
    "RELEASE": "",
}
# The options of one entry in MODELS.
OPTIONS = frozenset(
    {
        "PUBLISHED",
        "LISTED",
        "LANGUAGE",
        "VERSION",
        "AUTHOR",
        "SECTION",
        "MODE",
        "RULES",
        "LOGIN_REQUIRED",
        "MAY_COMMENT",
        "PUBLISHED_AT",
        "CLOSE_AFTER_DAYS",
    }
)
# The orders of a discussion's threads; in a thread the oldest always comes first.
ORDERS = ("oldest", "newest", "recommended")
# In TRUSTED_PROXIES, whoever connects over a Unix socket.
UNIX = "unix"
# The most of CLOSE_AFTER_DAYS, and that a command takes: a hundred years.
LONGEST_DAYS = 36_525


class Settings:
    """One property a setting; its docstring is the setting's documentation."""

    @property
    def host(self) -> Mapping[str, Any]:
        # What the host set, as it is.
        host: Mapping[str, Any] = getattr(django_settings, "NEWSROOM_COMMENTS", {})
        return host

    def _read(self, key: str) -> Any:
        return self.host.get(key, DEFAULTS[key])

    @property
    def models(self) -> dict[str, dict[str, Any]]:
        """``MODELS``: which models take comments, "app_label.model" to options.  No other model does.

        Options: ``PUBLISHED``, the name of the queryset method that gives what the public may see (left out:
        every object is public); ``LISTED``, False: each reader may see other objects, and their pages' own
        view decides: no feed, count, email to followers or page of ours names one or quotes its comments
        (left out: all are listed, but Wagtail's pages under a view restriction);
        ``LANGUAGE``, the attribute with the object's language; ``VERSION``, an
        attribute that changes whenever the object's page does (left out: a digest of the object's columns);
        ``AUTHOR``, the attribute with the user who wrote it, or with that user's key: their comments on it
        carry the badge "Author" (left out: none do); ``SECTION``, the attribute with the part of the site it
        belongs to, whatever ``str`` makes a name of: editors filter by it (left out: by none);
        ``MODE`` and ``RULES``, as below, for this model;
        ``LOGIN_REQUIRED``, True: only who is logged in may comment, and all others are led to Django's
        ``LOGIN_URL`` (left out: everybody may); ``MAY_COMMENT``, a callable, or its dotted path, from a user
        (None: without a login) and the object to True, or to the sentence that says why they may not comment
        on it (left out: all may); ``PUBLISHED_AT``, the attribute with the date of publication;
        ``CLOSE_AFTER_DAYS``, a whole number: so many days after that date a discussion closes unless an
        editor gave it a date of its own (left out: it stays open; 0: closed from the beginning).
        """
        return {label.lower(): dict(options) for label, options in self._read("MODELS").items()}

    @property
    def mode(self) -> str:
        """``MODE``: "pre", every comment waits for an editor; "post", it is published if no rule objects.

        Of the rules that a site begins with, ``first_comment`` objects to whoever hasn't proved who they
        are, by a login or a confirmed address: anonymous readers' comments wait under "post", too, until you
        take it out.
        """
        return str(self._read("MODE"))

    @property
    def require_name_and_email(self) -> bool:
        """``REQUIRE_NAME_AND_EMAIL``: an anonymous reader must fill in both."""
        return bool(self._read("REQUIRE_NAME_AND_EMAIL"))

    @property
    def house_rules(self) -> str:
        """``HOUSE_RULES_URL``: where the rules of your discussions stand; the form links there.

        A text such as "/house-rules/", or ``gettext_lazy`` of one for an address in each language.
        """
        return str(self._read("HOUSE_RULES_URL"))

    @property
    def max_length(self) -> int:
        """``MAX_LENGTH``: the most characters of a comment, as typed; a line end is one."""
        return int(self._read("MAX_LENGTH"))

    @property
    def markdown(self) -> bool:
        """``MARKDOWN``: new comments are read as Markdown, with HTML in it; False: as HTML alone.

        Each comment stores how it was typed, and is read so when its text is changed: to switch this rereads
        nothing.
        """
        return bool(self._read("MARKDOWN"))

    @property
    def threads_per_page(self) -> int:
        """``THREADS_PER_PAGE``: how many threads a page of the list begins."""
        return int(self._read("THREADS_PER_PAGE"))

    @property
    def comments_per_page(self) -> int:
        """``COMMENTS_PER_PAGE``: the most that one page shows; the rest stands behind links."""
        return int(self._read("COMMENTS_PER_PAGE"))

    @property
    def replies_per_thread(self) -> int:
        """``REPLIES_PER_THREAD``: how many replies of a thread a page of the list shows."""
        return int(self._read("REPLIES_PER_THREAD"))

    @property
    def order(self) -> str:
        """``ORDER``: "oldest" or "newest", the threads that come first until a reader chooses.

        With ``RECOMMENDATIONS`` "recommended", too: those whose first comment most readers recommend.  Within
        a thread the oldest always do.
        """
        return str(self._read("ORDER"))

    @property
    def max_indent(self) -> int:
        """``MAX_INDENT``: how many levels of replies are indented; deeper ones are not cut, only aligned."""
        return int(self._read("MAX_INDENT"))

    @property
    def rate_limit(self) -> bool:
        """``RATE_LIMIT``: False switches the rule ``flood`` off, for load tests."""
        return bool(self._read("RATE_LIMIT"))

    @property
    def rules(self) -> list[Mapping[str, Any]] | None:
        """``RULES``: what every post is judged by, each rule as {"NAME": …, "OPTIONS": {…}}.

        ``NAME`` is one of ours (docs/rules.md) or the dotted path of your own; ``OPTIONS`` are its keyword
        arguments, and may be left out.  A rule that isn't listed isn't asked.  Without a list, all of ours
        are, in the order of docs/rules.md.
        """
        given = self._read("RULES")
        return None if given is None else list(given)

    @property
    def rule_budget(self) -> timedelta:
        """``RULE_BUDGET_MS``: a rule that takes longer, in milliseconds, holds the comment and is logged."""
        return timedelta(milliseconds=self._read("RULE_BUDGET_MS"))

    @property
    def double_click(self) -> timedelta:
        """``DOUBLE_CLICK_SECONDS``: in this time the same post again is answered like the first."""
        return timedelta(seconds=self._read("DOUBLE_CLICK_SECONDS"))

    @property
    def edit_time(self) -> timedelta:
        """``EDIT_MINUTES``: so long an author may change a comment on its private page; 0: not at all.

        Never one on which an editor has decided, or which has a reply.  Every rule judges the new text.
        """
        return timedelta(minutes=self._read("EDIT_MINUTES"))

    @property
    def reports_to_hold(self) -> int:
        """``REPORTS_TO_HOLD``: so many readers' reports hold a public comment again; 0: none do.

        Never one that an editor approved.
        """
        return int(self._read("REPORTS_TO_HOLD"))

    @property
    def report_limit(self) -> tuple[int, int]:
        """``REPORT_LIMIT``: (reports, seconds) for one login or one network."""
        most, seconds = self._read("REPORT_LIMIT")
        return most, seconds

    @property
    def recommendations(self) -> bool:
        """``RECOMMENDATIONS``: True: readers may recommend public comments, each once, without an account.

        Under each comment stands how many do, brought up to date once a minute at most.  Who did is stored as
        a keyed hash of the login or of the network, so that of a network without logins one counts.
        """
        return bool(self._read("RECOMMENDATIONS"))

    @property
    def recommendation_limit(self) -> tuple[int, int]:
        """``RECOMMENDATION_LIMIT``: (recommendations, seconds) for one login or one network."""
        most, seconds = self._read("RECOMMENDATION_LIMIT")
        return most, seconds

    @property
    def moderators(self) -> list[str]:
        """``MODERATORS``: addresses that get an email for each new comment but spam and what rules reject."""
        return list(self._read("MODERATORS"))

    @property
    def by_site(self) -> bool:
        """``BY_SITE``: True: several sites (django.contrib.sites) share this database, each for itself.

        A site's feed has its own comments, and the desk shows those of one site at a time to whoever may
        moderate there (docs/roles.md).  The comments under an object are all shown under it.
        """
        return bool(self._read("BY_SITE"))

    @property
    def site_url(self) -> str:
        """``SITE_URL``: what links in emails begin with, such as "https://news.example.org".

        Left empty, https:// and the domain of the comment's site (django.contrib.sites).
        """
        return str(self._read("SITE_URL"))

    @property
    def site_name(self) -> str:
        """``SITE_NAME``: what emails and feeds call the site, such as "The Courier".

        Left empty, emails say the name of the comment's site (django.contrib.sites), or its links' domain
        while that name is "example.com"; feeds say no name.
        """
        return str(self._read("SITE_NAME"))

    @property
    def network_days(self) -> int:
        """``NETWORK_DAYS``: how long ``manage.py forgetnetworks`` keeps where a comment came from."""
        return int(self._read("NETWORK_DAYS"))

    @property
    def withdrawn_days(self) -> int:
        """``WITHDRAWN_DAYS``: how long ``manage.py erasewithdrawn`` keeps what was withdrawn.

        Counted from the last decision on it.
        """
        return int(self._read("WITHDRAWN_DAYS"))

    @property
    def retention_days(self) -> int:
        """``RETENTION_DAYS``: how long ``manage.py forgetold`` keeps what stands beside comments.

        That is: earlier texts of corrected ones, answered reports, the outbox's entries, and who somebody
        was of whom nothing else is left.
        """
        return int(self._read("RETENTION_DAYS"))

    @property
    def trusted_proxies(self) -> list[str]:
        """``TRUSTED_PROXIES``: addresses or networks whose ``X-Forwarded-For`` is believed.

        "unix" is whoever connects over a Unix socket, where there is no address.
        """
        return list(self._read("TRUSTED_PROXIES"))

    @property
    def display_name(self) -> Callable[[Any], Any]:
        """``DISPLAY_NAME``: a callable, or its dotted path, from a user to the name shown in public.

        Never the username by default: on many sites that is an email address.  A user for
        whom it gives "" or None, or no text, or fails, is asked for a name.
        """
        given = self._read("DISPLAY_NAME")
        if not given:
            return _full_name
        chosen: Callable[[Any], Any] = import_string(given) if isinstance(given, str) else given
        return chosen

    @property
    def cache_control(self) -> str:
        """``CACHE_CONTROL``: what ``discussion_page`` says to caches of a page without a session."""
        return str(self._read("CACHE_CONTROL"))

    @property
    def kept_seconds(self) -> float:
        """``KEPT_SECONDS``: so long ``SharedCacheMiddleware`` answers without asking the view."""
        return float(self._read("KEPT_SECONDS"))

    @property
    def kept_memory(self) -> int:
        """``KEPT_MEMORY``: bytes of pages that each process remembers beside the cache; 0: none."""
        return int(self._read("KEPT_MEMORY"))

    @property
    def outage_seconds(self) -> float:
        """``OUTAGE_SECONDS``: so long it answers with a page that can't be asked about, the database down."""
        return float(self._read("OUTAGE_SECONDS"))

    @property
    def replica(self) -> str:
        """``REPLICA``: the name in ``DATABASES`` of a read replica; anonymous readers' pages are made of it.

        Only where it has all that a page is made of, and with our ``ReplicaRouter`` in ``DATABASE_ROUTERS``;
        left empty, everything is read from the primary.
        """
        return str(self._read("REPLICA"))

    @property
    def release(self) -> str:
        """``RELEASE``: any string that changes with each deployment, so that no ETag outlives a template.

        Left empty, the time of the newest template stands for it.
        """
        return str(self._read("RELEASE"))

    def orders(self) -> tuple[str, ...]:
        """Those that a reader may choose."""
        return ORDERS if self.recommendations else ORDERS[:2]

    def may_comment(self, target: Model) -> Callable[[Any, Model], Any] | None:
        """What the option ``MAY_COMMENT`` of the object's model names; None where it names nothing."""
        given = self.options(target).get("MAY_COMMENT")
        return import_string(given) if isinstance(given, str) else given

    def options(self, model: type[Model] | Model) -> dict[str, Any]:
        """The options of one model's entry in ``MODELS``; empty where it has none."""
        labels = self._read("MODELS")
        return dict(next((labels[one] for one in labels if one.lower() == model._meta.label_lower), {}))


def _full_name(user: Any) -> Any:
    return user.get_full_name() if hasattr(user, "get_full_name") else ""


conf = Settings()
