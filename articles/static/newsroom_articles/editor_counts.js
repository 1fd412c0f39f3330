// How long the text is, and how long its headline.

const WORDS_A_MINUTE = 230;

export function count(textarea, words, text) {
  const { lang } = document.documentElement;
  const plural = new Intl.PluralRules(lang || "en");
  const phrase = (name, number) =>
    (plural.select(number) === "one" ? words[`${name}One`] : words[name]).replace("{number}", number.toLocaleString(lang || undefined));

  const under = (control, say) => {
    // As the admin’s own help, below the field.
    const line = Object.assign(document.createElement("div"), { className: "help newsroom-count" });
    const show = () => (line.textContent = say(control.value));
    for (const kind of ["input", "change"]) control.addEventListener(kind, show);
    addEventListener("pageshow", show);
    (control.closest(".flex-container") ?? control).after(line);
    show();
  };

  under(textarea, (html) => {
    const number = text.words(html);
    return `${phrase("words", number)} · ${phrase("minutes", Math.max(1, Math.round(number / WORDS_A_MINUTE)))}`;
  });
  const { headline } = textarea.form.elements;
  if (headline) under(headline, (typed) => phrase("characters", [...typed].length));
}
