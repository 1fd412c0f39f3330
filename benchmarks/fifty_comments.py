"""Give the demo's first English article fifty public comments, and print its path."""

import django

COMMENTS = 50


def main() -> None:
    django.setup()
    from articles.models import Article
    from comments.decisions.statuses import DecisionContext, decide
    from comments.models import ReaderComment, Status
    from comments.posting.new_comments import submit
    from comments.posting.posts import Post

    article = Article.objects.filter(language="en", status=Article.Status.PUBLISHED).earliest("pk")
    public = ReaderComment.objects.for_model(article).public()
    last = None
    while (number := public.count()) < COMMENTS:
        last = submit(
            Post(
                target=article,
                site_id=1,
                source=f"Opinion number {number}, with <em>one word</em> that is stressed. " * 3,
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
