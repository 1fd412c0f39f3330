// The reply form as it stands there: what is saved of it, and what a reader does first.
// Everything works without it.
"use strict";

(async () => {
  // htmx 4 has scripts run in any order.
  const storage = document.querySelector("script[data-posting]");
  if (!storage.shared) await new Promise((done) => storage.addEventListener("load", done));
  const { shared } = storage;
  const { on } = shared;
  const byId = (id) => document.getElementById(id);
  let form = byId("reply-form");
  if (!form) return;

  const REMEMBERED = ["name", "email", "url"];
  let section = byId("respond");
  const home = document.createComment("");
  // A host's script may have kept the page with the form below a comment.
  if (section.closest(".nc-item")) byId("comments-threads").after(home);
  else section.before(home);

  let limit, firstFocus, wasTyped, prefilled, last;
  let sending = false;
  let moving = false;

  const text = () => form.elements.comment;
  const part = (name) => {
    const found = byId("reply-parts").content.querySelector(`[data-part="${name}"]`).cloneNode(true);
    found.removeAttribute("data-part");
    return found;
  };
  const holder = (id, className, role) => {
    const made = document.createElement("div");
    Object.assign(made, { id, className });
    if (role) made.setAttribute("role", role);
    return made;
  };
  const draft = () =>
    `draft-${["content_type", "object_pk", "reply_to"].map((name) => form.elements[name].value).join(":")}`;
  const saveDraft = () => shared.set(draft(), text().value || null);

  // What counts, places and sends; `otherwise` where it can't be had.
  const load = (act = () => {}, otherwise = () => {}) => shared.load("posting").then(act, otherwise);

  const restoreDraft = () => {
    const words = shared.get(draft());
    if (!text().value && typeof words === "string") text().value = words;
    // Words that were there before were typed earlier: how long the rest takes is no evidence.
    wasTyped = text().value !== "";
    // A text that is pasted where nothing else is left to fill in takes a second.
    prefilled = [...form.elements].every((field) => field === text() || !field.required || field.value);
    firstFocus = null;
    if (wasTyped) load();
  };

  const begin = () => {
    form = byId("reply-form");
    section = byId("respond");
    // Without a script the server says what is missing.
    form.noValidate = false;
    const remember = byId("reply-remember");
    if (remember) {
      const known = shared.get("reader");
      remember.closest(".nc-remember").hidden = false;
      remember.checked = known !== null;
      for (const name of known ? REMEMBERED : []) {
        const input = form.elements[name];
        if (input && !input.value && typeof known[name] === "string") input.value = known[name];
      }
    }
    limit = text().maxLength;
    // A browser would cut off what is pasted; the counter and the server say what is too much.
    text().removeAttribute("maxlength");
    restoreDraft();
  };

  const tidy = () => {
    section.querySelectorAll(".nc-problem, .nc-preview, .nc-error").forEach((element) => element.remove());
    form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
  };

  const busy = (is) => {
    sending = is;
    moving &&= is;
    // What is typed while the answer is on its way would be taken for what was sent.
    for (const field of form.elements) field.readOnly = is;
    const button = form.querySelector(".nc-send .nc-post");
    if (is) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  };

  // Why, in our words or the server's, and where it says to go.
  const fail = (why, words, way) => {
    tidy();
    const box = holder("reply-problems", "nc-problem", "alert");
    box.tabIndex = -1;
    if (words) {
      box.append(holder("", ""), part("here"));
      box.firstChild.textContent = words;
      if (way) box.append(way);
    } else {
      box.append(part(why), part("retry"));
    }
    form.before(box);
    box.focus();
  };

  // Where the script that sends can't be had, the browser does.
  const sendItself = (address) => {
    busy(false);
    if (!navigator.onLine) return fail("offline");
    // It would be no evidence without all that is sent beside it.
    if (prefilled) form.elements.elapsed.value = "";
    const { action } = form;
    form.action = address;
    form.submit();
    // The page may come back from the browser's history.
    form.action = action;
  };

  on("submit", (event) => {
    const asked = event.target;
    const forgets = asked.matches(".nc-forget");
    // One that the host's own script sends is sent once, too.
    if (event.defaultPrevented || !(forgets || asked === form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (forgets) {
      const known = shared.get("reader");
      shared.clear();
      load((posting) => posting.clear(asked, known), () => asked.submit());
    }
    if (forgets || sending) return;
    last = event.submitter?.getAttribute("formaction");
    if (firstFocus !== null) form.elements.elapsed.value = Math.round(performance.now() - firstFocus);
    saveDraft();
    if (byId("reply-remember")?.checked) {
      shared.set("reader", Object.fromEntries(REMEMBERED.map((name) => [name, form.elements[name]?.value ?? ""])));
    }
    busy(true);
    const address = last ?? form.action;
    load((posting) => posting.send(address), () => sendItself(address));
  });

  on("input", (event) => {
    if (event.target === text()) saveDraft();
  });

  on("focusin", (event) => {
    if (!form.contains(event.target)) return;
    if (!wasTyped) firstFocus ??= performance.now();
    load();
  });

  // The words are kept for when the reader comes back to this reply.
  on("keydown", (event) => {
    const leaves = event.key === "Escape" && !event.isComposing && section.contains(event.target);
    if (leaves) section.querySelector(".nc-cancel")?.click();
  });

  on("change", (event) => {
    if (event.target.id === "reply-remember" && !event.target.checked) shared.set("reader", null);
  });

  on("click", (event) => {
    const link = event.target.closest("#comments :is(.nc-actions, .nc-to-form) a, #comments .nc-cancel");
    if (link && shared.isPlain(event)) {
      const isCancel = link.matches(".nc-cancel, .nc-to-form a");
      const pk = isCancel ? "" : new URL(link.href).searchParams.get("reply_to");
      const isOurs = isCancel ? section.previousSibling !== home : pk && byId(`c${pk}`);
      if (!isOurs && !(sending && pk !== null)) return;
      event.preventDefault();
      // Until its answer is here the form is the one that was sent.
      if (sending && !moving) return;
      // What is typed on the way would be taken for what was written before.
      moving = true;
      busy(true);
      const move = (posting) => {
        busy(false);
        posting.move(pk, link);
      };
      load(move, () => location.assign(link.href));
    }
    if (event.target.closest("#reply-problems button")) {
      form.requestSubmit(form.querySelector(last ? "[formaction]" : ".nc-send .nc-post"));
    }
  });

  // A page that comes back from the browser's history can be posted from again.
  on("pageshow", () => busy(false), window);

  // What the script that sends needs to know.
  shared.reply = {
    home,
    form: () => form,
    section: () => section,
    limit: () => limit,
    prefilled: () => prefilled,
    ...{ begin, busy, draft, fail, holder, part, restoreDraft, saveDraft, tidy },
  };
  begin();
  byId("reply-problems")?.focus();
})();
