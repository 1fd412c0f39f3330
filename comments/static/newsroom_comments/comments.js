// Enhances the reply form: everything works without it.
"use strict";

(() => {
  const shared = window.newsroomComments;
  const { on } = shared;
  let form = document.getElementById("reply-form");
  if (!form) return;

  const REMEMBERED = ["name", "email", "url"];
  const PATIENCE = 30_000;
  // A tenth of the limit is left.
  const NEAR = 0.1;
  const PAUSE = 1_000;
  let section = document.getElementById("respond");
  const home = document.createComment("");
  // A host's script may have kept the page with the form below a comment.
  if (section.closest(".nc-item")) document.getElementById("comments-threads").after(home);
  else section.before(home);

  let limit, firstFocus, wasTyped, prefilled, announcing, last;
  let sending = false;

  const byId = (id) => document.getElementById(id);
  const text = () => form.elements.comment;
  const part = (name) => {
    const found = byId("reply-parts").content.querySelector(`[data-part="${name}"]`).cloneNode(true);
    found.removeAttribute("data-part");
    return found;
  };
  const draft = () =>
    `draft-${["content_type", "object_pk", "reply_to"].map((name) => form.elements[name].value).join(":")}`;
  const saveDraft = () => shared.set(draft(), text().value || null);
  const restoreDraft = () => {
    const words = shared.get(draft());
    if (!text().value && typeof words === "string") text().value = words;
    // Words that were there before were typed earlier: how long the rest takes is no evidence.
    wasTyped = text().value !== "";
    // A text that is pasted where nothing else is left to fill in takes a second.
    prefilled = [...form.elements].every((field) => field === text() || !field.required || field.value);
    firstFocus = null;
    count();
  };

  // --- How many characters are left -----------------------------------------------------------------------

  const count = () => {
    // As the server counts: a line end is one character.
    const left = limit - [...text().value].length;
    const shown = byId("reply-count");
    shown.textContent = "";
    if (left <= limit * NEAR) {
      shown.append(part(left < 0 ? "over" : "left"));
      shown.querySelector("b").textContent = Math.abs(left);
    }
    clearTimeout(announcing);
    // Not at every key.
    announcing = setTimeout(() => say("reply-announced", shown.textContent.trim()), PAUSE);
  };
  const say = (id, words) => {
    const element = byId(id);
    if (element) element.textContent = words;
  };
  const holder = (id, className, role) => {
    const made = document.createElement("div");
    Object.assign(made, { id, className });
    if (role) made.setAttribute("role", role);
    return made;
  };

  // --- The form as it comes -------------------------------------------------------------------------------

  const begin = () => {
    form = byId("reply-form");
    section = byId("respond");
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
    // They are there in a page that was kept.
    for (const id of ["reply-count", "reply-announced"]) byId(id)?.remove();
    text().after(holder("reply-count", "nc-count"), holder("reply-announced", "nc-unseen", "status"));
    restoreDraft();
  };

  // --- Where it stands ------------------------------------------------------------------------------------

  const tidy = () => {
    section.querySelectorAll(".nc-problem, .nc-preview, .nc-error").forEach((element) => element.remove());
    form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
  };
  // Open it below the comment with the number `pk`, or at its own place for "".
  const open = (pk) => {
    saveDraft();
    tidy();
    form.elements.reply_to.value = pk;
    const heading = part(pk ? "to" : "top");
    heading.id = "respond-heading";
    section.querySelector(".nc-cancel")?.parentElement.remove();
    byId("respond-heading").replaceWith(heading);
    const parent = pk && byId(`c${pk}`);
    if (pk) {
      heading.querySelector("bdi").textContent = parent.querySelector(".nc-by").textContent.trim();
      heading.after(part("cancel"));
    }
    (parent || home).after(section);
    text().value = "";
    restoreDraft();
  };

  // --- Sending --------------------------------------------------------------------------------------------

  const busy = (is) => {
    sending = is;
    // What is typed while the answer is on its way would be taken for what was sent.
    for (const field of form.elements) field.readOnly = is;
    const button = form.querySelector(".nc-send .nc-post");
    if (is) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
    // The counter, due a moment after the last key, would silence it.
    clearTimeout(announcing);
    say("reply-announced", is ? part("sending").textContent : "");
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

  // The form that the server answered with, in the place of this one.
  const swap = (fresh) => {
    const before = draft();
    section.replaceWith(fresh);
    begin();
    if (!form.elements.reply_to.value) home.after(section);
    if (draft() !== before) shared.set(before, null);
    saveDraft();
    (byId("reply-problems") ?? byId("reply-preview"))?.focus();
  };

  const posted = (answer) => {
    shared.set(draft(), null);
    text().value = "";
    if (!shared.showOwn) {
      location.assign(answer.address);
      return;
    }
    const parent = form.elements.reply_to.value;
    open("");
    shared.showOwn({ ...answer, parent });
  };

  // Null unless it says that the comment was taken: what stands between us may answer in JSON, too.
  const receipt = (response, body) => {
    if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) return null;
    try {
      const answer = JSON.parse(body);
      return typeof answer.html === "string" ? answer : null;
    } catch {
      return null;
    }
  };

  const read = (response, body) => {
    const answer = receipt(response, body);
    if (answer) return posted(answer);
    const page = new DOMParser().parseFromString(body, "text/html");
    const fresh = page.getElementById("respond");
    if (fresh) return swap(fresh);
    const refused = response.status >= 400 && response.status < 500;
    // The first headline may be the host's name.
    fail(response.status === 503 ? "unavailable" : "broken", refused && page.querySelector(".nc h1")?.textContent.trim(), page.querySelector(".nc-log-in"));
  };

  const send = async (address) => {
    const stop = new AbortController();
    const sent = new URLSearchParams(new FormData(form));
    if (prefilled) sent.set("prefilled", "1");
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    let response, body;
    busy(true);
    try {
      response = await fetch(address, {
        method: "POST",
        body: sent,
        headers: { Accept: "application/json, text/html;q=0.9" },
        // Whatever the host's policy is: without it browsers hide the origin.
        referrerPolicy: "same-origin",
        signal: stop.signal,
      });
      body = await response.text();
    } catch {
      fail(navigator.onLine ? "silent" : "offline");
    }
    clearTimeout(clock);
    busy(false);
    if (body !== undefined) read(response, body);
  };

  // --- What the reader does -------------------------------------------------------------------------------

  const clear = async (asked) => {
    shared.clear();
    shared.hideOwn?.();
    for (const name of ["comment", ...REMEMBERED]) if (form.elements[name]) form.elements[name].value = "";
    if (byId("reply-remember")) byId("reply-remember").checked = false;
    count();
    try {
      const { ok } = await fetch(asked.action, { method: "POST" });
      if (!ok) throw new Error("not cleared");
      asked.querySelector("[role]").textContent = part("forgotten").textContent.trim();
    } catch {
      // The browser shows what is wrong.
      asked.submit();
    }
  };

  on("submit", (event) => {
    const forgets = event.target.matches(".nc-forget");
    // One that the host's own script sends is sent once, too.
    if (event.defaultPrevented || !(forgets || event.target === form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (forgets) clear(event.target);
    if (forgets || sending) return;
    last = event.submitter?.getAttribute("formaction");
    if (firstFocus !== null) form.elements.elapsed.value = Math.round(performance.now() - firstFocus);
    saveDraft();
    if (byId("reply-remember")?.checked) {
      shared.set("reader", Object.fromEntries(REMEMBERED.map((name) => [name, form.elements[name]?.value ?? ""])));
    }
    send(last ?? form.action);
  });

  on("input", (event) => {
    if (event.target !== text()) return;
    saveDraft();
    count();
  });

  on("focusin", (event) => {
    if (!wasTyped && form.contains(event.target)) firstFocus ??= performance.now();
  });

  on("change", (event) => {
    if (event.target.id === "reply-remember" && !event.target.checked) shared.set("reader", null);
  });

  on("click", (event) => {
    const link = event.target.closest("a");
    if (link && shared.isPlain(event) && byId("comments")?.contains(link)) {
      const pk = link.closest(".nc-actions") && new URL(link.href).searchParams.get("reply_to");
      if (sending && (pk || link.matches(".nc-cancel"))) {
        // The form is the one that was sent until its answer is here.
        event.preventDefault();
      } else if (pk && byId(`c${pk}`)) {
        event.preventDefault();
        open(pk);
        text().focus();
      } else if (link.matches(".nc-cancel") && section.previousSibling !== home) {
        event.preventDefault();
        const parent = section.previousElementSibling;
        open("");
        parent.querySelector(".nc-actions a")?.focus();
      }
    }
    if (event.target.closest("#reply-problems button")) {
      form.requestSubmit(form.querySelector(last ? "[formaction]" : ".nc-send .nc-post"));
    }
  });

  // A page that comes back from the browser's history can be posted from again.
  on("pageshow", () => busy(false), window);

  begin();
  byId("reply-problems")?.focus();
})();
