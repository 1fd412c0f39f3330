// Enhances the reply form: everything works without it.
"use strict";

(() => {
  const form = document.getElementById("reply-form");
  if (!form) return;

  const KEY = "newsroom-comments-reader";
  const REMEMBERED = ["name", "email", "url"];
  const remember = document.getElementById("reply-remember");
  const button = form.querySelector("button[type=submit]:not([form])");

  // Storage may be switched off, full or hold junk: the form then works as if there were none.
  const recall = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || null;
    } catch {
      return null;
    }
  };
  const store = (reader) => {
    try {
      if (reader) localStorage.setItem(KEY, JSON.stringify(reader));
      else localStorage.removeItem(KEY);
    } catch {
      // Nothing is remembered.
    }
  };

  if (remember) {
    const known = recall();
    remember.closest("[hidden]").hidden = false;
    remember.checked = known !== null;
    for (const name of known ? REMEMBERED : []) {
      const input = form.elements[name];
      if (input && !input.value && typeof known[name] === "string") input.value = known[name];
    }
    remember.addEventListener("change", () => remember.checked || store(null));
  }

  // Words that came with the page were typed earlier: how long correcting them takes is no evidence.
  let firstFocus = null;
  if (!form.elements.comment.value) {
    form.addEventListener("focusin", () => {
      firstFocus ??= performance.now();
    });
  }

  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    if (firstFocus !== null) form.elements.elapsed.value = Math.round(performance.now() - firstFocus);
    if (remember?.checked) {
      store(Object.fromEntries(REMEMBERED.map((name) => [name, form.elements[name]?.value ?? ""])));
    }
  });

  // A page that comes back from the browser's history can be posted from again.
  addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));

  document.getElementById("reply-problems")?.focus();
})();
