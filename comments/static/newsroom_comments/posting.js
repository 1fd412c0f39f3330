// What a reader does with the reply form: has it below a comment, sees how much may still be written, sends it.
// Loaded once one is in the form, or has words in it; without it there are the browser's own ways.

const PATIENCE = 30_000;
// A tenth of the limit is left.
const NEAR = 0.1;
const PAUSE = 1_000;

const byId = (id) => document.getElementById(id);

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

export default (shared) => {
  const { reply } = shared;
  const { draft, form, part, section } = reply;
  const text = () => form().elements.comment;
  let announcing;

  const say = (words) => {
    // The counter, due a moment after the last key, would silence it.
    clearTimeout(announcing);
    const announced = byId("reply-announced");
    if (announced) announced.textContent = words;
  };
  // At a form that has just come, or was kept with its page.
  const begin = () => {
    for (const id of ["reply-count", "reply-announced"]) byId(id)?.remove();
    text().after(reply.holder("reply-count", "nc-count"), reply.holder("reply-announced", "nc-unseen", "status"));
    count();
  };

  const count = () => {
    // As the server counts: a line end is one character.
    const left = reply.limit() - [...text().value].length;
    const shown = byId("reply-count");
    shown.textContent = "";
    // As the style sheet does where it can.
    while (!CSS.supports("field-sizing", "content") && text().scrollHeight > text().clientHeight && text().rows < 20) text().rows++;
    if (left <= reply.limit() * NEAR) {
      shown.append(part(left < 0 ? "over" : "left"));
      shown.querySelector("b").textContent = Math.abs(left);
    }
    clearTimeout(announcing);
    // Not at every key.
    announcing = setTimeout(() => say(shown.textContent.trim()), PAUSE);
  };

  // Open it below the comment with the number `pk`, or at its own place for "".
  const open = (pk) => {
    reply.saveDraft();
    reply.tidy();
    form().elements.reply_to.value = pk;
    const heading = part(pk ? "to" : "top");
    heading.id = "respond-heading";
    section().querySelectorAll(":has(> .nc-cancel), .nc-quoted").forEach((element) => element.remove());
    byId("respond-heading").replaceWith(heading);
    const parent = pk && byId(`c${pk}`);
    if (pk) {
      heading.querySelector("bdi").textContent = parent.querySelector(".nc-by").textContent.trim();
      heading.after(part("cancel"));
    }
    (parent || reply.home).after(section());
    text().value = "";
    reply.restoreDraft();
    count();
  };
  // And the reader to where it is, or was.
  const move = (pk, link) => {
    const parent = section().previousElementSibling;
    open(pk);
    if (pk || !link.matches(".nc-cancel")) text().focus();
    else parent.querySelector(".nc-actions a")?.focus();
  };

  const posted = async (answer) => {
    const parent = form().elements.reply_to.value;
    shared.set(draft(), null);
    text().value = "";
    if (!byId("comments-threads")) return location.assign(answer.address);
    open("");
    try {
      const own = await shared.load("own");
      own.show({ ...answer, parent });
    } catch {
      location.assign(answer.address);
    }
  };

  // The form that the server answered with, in the place of this one.
  const swap = (fresh) => {
    const before = draft();
    section().replaceWith(fresh);
    reply.begin();
    begin();
    if (!form().elements.reply_to.value) reply.home.after(section());
    if (draft() !== before) shared.set(before, null);
    reply.saveDraft();
    (byId("reply-problems") ?? byId("reply-preview"))?.focus();
  };

  const read = (response, body) => {
    const answer = receipt(response, body);
    if (answer) return posted(answer);
    const page = new DOMParser().parseFromString(body, "text/html");
    const fresh = page.getElementById("respond");
    if (fresh) return swap(fresh);
    const refused = response.status >= 400 && response.status < 500;
    // The first headline may be the host's name.
    reply.fail(response.status === 503 ? "unavailable" : "broken", refused && page.querySelector(".nc h1")?.textContent.trim(), page.querySelector(".nc-log-in"));
  };

  const send = async (address) => {
    const stop = new AbortController();
    const sent = new URLSearchParams(new FormData(form()));
    if (reply.prefilled()) sent.set("prefilled", "1");
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    say(part("sending").textContent);
    let response, body;
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
      reply.fail(navigator.onLine ? "silent" : "offline");
    }
    clearTimeout(clock);
    reply.busy(false);
    say("");
    if (body !== undefined) read(response, body);
  };

  // What is saved is gone already; what is shown of it, and what the server knows this browser by, goes too.
  // What the reader is typing stays.
  const clear = async (asked, known) => {
    if (document.querySelector("#comments .nc-own")) (await shared.load("own")).hide();
    const { elements } = form();
    for (const name in known) if (elements[name]?.value === known[name]) elements[name].value = "";
    const remember = byId("reply-remember");
    if (remember) remember.checked = false;
    try {
      const { ok } = await fetch(asked.action, { method: "POST" });
      if (!ok) throw new Error("not cleared");
      asked.querySelector("[role]").textContent = part("forgotten").textContent.trim();
    } catch {
      // The browser shows what is wrong.
      asked.submit();
    }
  };

  shared.on("input", (event) => {
    if (event.target === text()) count();
  });
  shared.on("pageshow", () => say(""), window);
  begin();
  return { clear, move, send };
};
