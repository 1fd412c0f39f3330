"""Give the demo's first English article with a lead picture fifty public comments, and print its path."""

import django

COMMENTS = 50
# What readers write, in Markdown and HTML: every element that a comment may have, and one more script.
TEXTS = (
    "Opinion number {number}, with <em>one word</em> that is *stressed*, and **one** that is more so.\n" * 3,
    "> Somebody said this,\n> on two lines.\n\nAnd [number {number}](https://example.org/{number}) answers.",
    "- One\n- Two, see www.example.org\n  1. And `code`\n\n```\nfor word in words:\n    print(word)\n```",
    "Number {number} says <del>no</del> <q>yes</q>: \u0645\u0631\u062d\u0628\u0627\n\n"
    "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645 https://example.org/\u0645",
)


def main() -> None:
    django.setup()
    from articles.models import Article
    from comments.decisions.statuses import DecisionContext, decide
    from comments.models import ReaderComment, Status
    from comments.posting.new_comments import submit
    from comments.posting.posts import Post

    illustrated = Article.objects.published().filter(language="en", lead_picture__isnull=False)
    article = illustrated.earliest("pk")
    public = ReaderComment.objects.for_model(article).public()
    last = None
    while (number := public.count()) < COMMENTS:
        last = submit(
            Post(
                target=article,
                site_id=1,
                source=TEXTS[number % len(TEXTS)].format(number=number),
                name=f"Reader {number}",
                email=f"reader{number}@example.org",
                url="",
                parent_id=last.pk if last and number % 3 else 0,
            )
        )
        decide(last, Status.APPROVED, DecisionContext())
    print(article.get_absolute_url())


if __name__ == "__main__":
    main()
