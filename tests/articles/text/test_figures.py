from articles.text import sanitizing
from articles.text.figures import SIZES, Figure, caption, picture_keys, shown

HARBOUR = Figure(
    sources=(("/m/480.webp", 480), ("/m/960.webp", 960), ("/m/1600.webp", 1600)),
    width=1600,
    height=1067,
    alt="Ships",
    caption="The harbour",
    credit="Ada",
)
IMG = (
    '<img src="/m/960.webp" srcset="/m/480.webp 480w, /m/960.webp 960w, /m/1600.webp 1600w"'
    f' sizes="{SIZES}" width="1600" height="1067" alt="Ships" loading="lazy" decoding="async">'
)
HOSTILE = '"><script>alert(1)</script>'
ESCAPED = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


def figure(words: str = "", key: int = 7) -> str:
    return sanitizing.clean(f'<figure data-picture="{key}"><figcaption>{words}</figcaption></figure>')


def test_a_picture_is_shown_in_its_place_with_its_caption_and_credit() -> None:
    assert shown(f"<p>a</p>{figure()}<p>b</p>", {7: HARBOUR}) == (
        f'<p>a</p><figure>{IMG}<figcaption>The harbour <span class="credit">Ada</span></figcaption></figure>'
        "<p>b</p>"
    )


def test_a_bodys_own_caption_stands_in_the_place_of_the_librarys_and_keeps_its_markup() -> None:
    assert shown(figure("At <em>dawn</em> &amp; dusk"), {7: HARBOUR}) == (
        f"<figure>{IMG}<figcaption>At <em>dawn</em> &amp; dusk"
        ' <span class="credit">Ada</span></figcaption></figure>'
    )


def test_a_caption_of_blanks_and_empty_tags_is_none() -> None:
    assert {shown(figure(words), {7: HARBOUR}) for words in ("", " ", "<br>", "&nbsp;", "<em> </em>")} == {
        shown(figure(), {7: HARBOUR})
    }


def test_a_picture_that_is_gone_leaves_nothing() -> None:
    assert shown(f"<p>a</p>{figure('Words')}<p>b</p>", {}) == "<p>a</p><p>b</p>"


def test_what_an_editor_wrote_of_a_picture_is_text() -> None:
    hostile = Figure((("/m/1.webp", 1),), 1, 1, HOSTILE, HOSTILE, HOSTILE)
    assert shown(figure(), {7: hostile}) == (
        '<figure><img src="/m/1.webp" srcset="/m/1.webp 1w"'
        f' sizes="{SIZES}" width="1" height="1" alt="{ESCAPED}" loading="lazy" decoding="async">'
        f'<figcaption>{ESCAPED} <span class="credit">{ESCAPED}</span></figcaption></figure>'
    )


def test_a_line_below_a_picture_is_there_only_where_something_is_to_be_said() -> None:
    assert caption("", "") == ""
    assert caption("Words", "") == "<figcaption>Words</figcaption>"
    assert caption("", "Ada") == '<figcaption><span class="credit">Ada</span></figcaption>'


def test_the_keys_of_a_body_are_each_named_once_in_order() -> None:
    assert picture_keys(figure(key=9) + figure(key=7) + figure(key=9)) == [9, 7]
