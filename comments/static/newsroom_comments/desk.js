// Makes the desk fast: everything works without it.
"use strict";

(() => {
  const desk = document.getElementById("desk");
  // Whoever may not decide reads, and needs no keys.
  if (!desk?.querySelector("#desk-bar")) return;
  const at = (id) => document.getElementById(id);
  const [list, bar, said, last, tabs, pager] = ["cards", "bar", "said", "last", "tabs", "pager"].map((name) => at(`desk-${name}`));
  const [empty, bulk, help, counter, keysOn, out] = ["desk-empty", "bulk", "desk-help", "desk-selected", "desk-keys-on", "desk-out"].map(at);
  const FEW = 8;
  const POLL = 20_000;
  const SWITCH = "newsroom-comments-keys";
  const JSON_ANSWER = { headers: { Accept: "application/json" } };

  const say = (text, level = "info") => {
    // Emptied first, so that the same words twice are read out twice.
    said.textContent = "";
    said.className = `nc-said-${level}`;
    requestAnimationFrame(() => { said.textContent = text; });
  };
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");

  // --- Cards, and the current one ---

  const cards = () => [...list.querySelectorAll(":scope > .nc-card:not([hidden])")];
  const current = () => list.querySelector(".nc-card[aria-current]:not([hidden])");
  // What is erased has none.
  const boxes = () => cards().map((card) => card.querySelector("input[name=shown]")).filter(Boolean);
  const selected = () => boxes().filter((box) => box.checked).map((box) => box.closest(".nc-card"));
  const makeCurrent = (card) => {
    list.querySelectorAll(".nc-card[aria-current]").forEach((old) => old.removeAttribute("aria-current"));
    card?.setAttribute("aria-current", "true");
  };
  const go = (card) => {
    makeCurrent(card);
    if (!card) return;
    card.focus({ preventScroll: true });
    const { top, bottom } = card.getBoundingClientRect();
    if (top < bar.offsetHeight || bottom > innerHeight - (bulk?.offsetHeight ?? 0)) {
      card.scrollIntoView({ block: bottom - top > innerHeight ? "start" : "nearest" });
    }
  };
  const move = (step) => {
    const all = cards();
    const index = all.indexOf(current());
    go(index < 0 ? all[0] : all[Math.min(Math.max(index + step, 0), all.length - 1)]);
  };
  // The cursor goes to the next card that stays, else to the one before.
  const hide = (leaving) => {
    const all = cards();
    const stays = (card) => !leaving.includes(card);
    const index = all.indexOf(current());
    const next = all.slice(index).find(stays) ?? all.slice(0, Math.max(index, 0)).findLast(stays);
    const steps = index >= 0 && !stays(all[index]);
    for (const card of leaving) {
      card.hidden = true;
      const box = card.querySelector("input[name=shown]");
      if (box) box.checked = false;
    }
    if (steps) go(next);
    if (steps && !next) desk.querySelector("#desk-tabs [aria-current]")?.focus();
    tally();
  };
  const tally = () => {
    empty.hidden = cards().length > 0 || Boolean(pager.querySelector("[rel=next]"));
    if (!bulk) return;
    const number = selected().length;
    bulk.classList.toggle("nc-chosen", number > 0);
    counter.hidden = !number;
    counter.textContent = desk.dataset.selected.replace("{number}", number);
    at("desk-all").checked = number > 0 && number === boxes().length;
  };
  const isAfter = (card, other) => {
    const later = card.dataset.order > other.dataset.order;
    return list.dataset.order === "oldest" ? later : !later;
  };
  // One that comes back stands where it belongs; one beyond the last card comes with the next page.
  const insert = (card) => {
    const next = [...list.children].find((other) => isAfter(other, card));
    if (next) next.before(card);
    else if (!pager.querySelector("[rel=next]")) list.append(card);
  };
  // Text sent back by the server is as unsent as words typed.
  const isDirty = (field) => field.value !== (field.dataset.was ?? field.defaultValue);
  const isSending = (field) => field.form?.getAttribute("aria-busy") === "true";
  // Where an editor types, no answer takes the focus away: the next letters would be keys.
  const typing = () => {
    const field = document.activeElement?.closest(TYPING);
    return field && !isSending(field) ? field : null;
  };
  // An answer may find the editor at the next thing on the same card.
  const carryOver = (old, card) => {
    for (const field of old.querySelectorAll("details[name] :is(textarea, select)")) {
      const same = card.querySelector(`#${CSS.escape(field.id)}`);
      if (!same || isSending(field)) continue;
      const isChanged = field.matches("select") ? !field.selectedOptions[0]?.defaultSelected : isDirty(field);
      if (isChanged) same.value = field.value;
      if (field.closest("[open]")) same.closest("details").open = true;
    }
  };
  const show = (number, html) => {
    const old = at(`comment-${number}`);
    const isCurrent = old !== null && old === current();
    if (html === null) {
      if (old && !old.hidden) hide([old]);
      old?.remove();
      return;
    }
    const card = document.adoptNode(parse(html).querySelector(".nc-card"));
    const field = typing();
    if (!old) insert(card);
    else {
      const box = old.querySelector("input[name=shown]");
      carryOver(old, card);
      old.replaceWith(card);
      const again = card.querySelector("input[name=shown]");
      if (again) again.checked = box?.checked ?? false;
    }
    if (isCurrent) (field ? makeCurrent : go)(card);
    if (!field) card.querySelector("details[open] textarea")?.focus();
    else if (old?.contains(field)) {
      const same = at(field.id);
      same?.focus();
      same?.setSelectionRange?.(field.selectionStart, field.selectionEnd);
    }
  };

  // --- Requests, one after the other: fast fingers never race ---

  let tail = Promise.resolve();
  // What was not done as asked; an undo that was meant for it must not undo something older.
  let troubles = 0;
  let waiting = 0;
  const queue = (job) => {
    waiting += 1;
    tail = tail.then(job).catch(() => {}).then(() => { waiting -= 1; });
  };

  const fill = (answer) => {
    const focused = document.activeElement;
    if (answer.tabs !== undefined) {
      const tab = tabs.contains(focused) ? focused.getAttribute("href") : null;
      tabs.innerHTML = answer.tabs;
      if (tab !== null) tabs.querySelector(`a[href="${CSS.escape(tab)}"]`)?.focus();
    }
    if (answer.last === undefined) return;
    const held = last.contains(focused);
    last.innerHTML = answer.last;
    if (held) (last.querySelector("button") ?? current())?.focus();
  };
  // Whoever is logged out, or whose token is of an earlier login, is answered 401 or by Django's own 403.
  const read = async (response) => {
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.status === 401 || (response.status === 403 && !isJson)) {
      out.hidden = false;
      throw new Error("logged out");
    }
    return response.json();
  };
  // After a log-in in another tab the forms here, with all that is in them, need its token.
  const goOn = async () => {
    const page = parse(await (await fetch(location.href)).text());
    const token = page.querySelector("#desk [name=csrfmiddlewaretoken]")?.value;
    if (!token) return;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    out.hidden = true;
    say(desk.dataset.back);
  };
  addEventListener("focus", () => out.hidden || queue(goOn));

  const send = async (form, body, touched, chosen = []) => {
    form.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(form.action, { method: "POST", body, ...JSON_ANSWER });
      const answer = await read(response);
      if (answer.level !== "success") troubles += 1;
      fill(answer);
      for (const [number, html] of Object.entries(answer.cards)) show(number, html);
      say(answer.message, answer.level);
      const found = answer.current && at(`comment-${answer.current}`);
      if (found && !typing()) go(found);
      const question = last.querySelector(".nc-question button");
      if (question && !typing() && form.closest("#desk-last") === null && answer.level !== "success") question.focus();
      if (form === bulk) bulk.elements.whole.checked = false;
    } catch {
      troubles += 1;
      touched.forEach((card) => { card.hidden = false; });
      chosen.forEach((box) => { box.checked = true; });
      if (!current()) go(touched[0]);
      say(out.hidden ? desk.dataset.failed : out.textContent, "error");
    } finally {
      form.removeAttribute("aria-busy");
      tally();
      more();
    }
  };
  const unsent = (touched, form) =>
    touched.flatMap((card) => [...card.querySelectorAll("textarea")]).find((field) => field.form !== form && isDirty(field));
  const bodyOf = (form, button) => {
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.append(button.name, button.value);
    return body;
  };
  const undo = () => {
    const before = troubles;
    queue(() => {
      const form = last.querySelector("form[data-late]");
      if (troubles !== before) return say(desk.dataset.waited, "warning");
      return form && send(form, bodyOf(form), []);
    });
  };

  desk.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-desk]")) return;
    event.preventDefault();
    // The bar may still name an older deed: which one to undo is known when its turn comes.
    if (form.matches("[data-late]")) return undo();
    if (form.getAttribute("aria-busy") === "true") return;
    const touched = form === bulk ? selected() : [form.closest(".nc-card")].filter(Boolean);
    if (form === bulk && !touched.length && !bulk.elements.whole.checked) return say(desk.dataset.none, "warning");
    const forgotten = unsent(touched, form);
    const { name, value } = event.submitter ?? {};
    if (forgotten && isSending(forgotten) && form !== bulk && name) {
      // Known when it is answered: a card whose words got lost stays with them.
      const again = `button[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`;
      return queue(() => at(touched[0].id)?.querySelector(again)?.click());
    }
    if (forgotten) {
      forgotten.closest("details").open = true;
      forgotten.focus();
      return say(desk.dataset.unsent, "warning");
    }
    const body = bodyOf(form, event.submitter);
    const chosen = touched.map((card) => card.querySelector("input[name=shown]:checked")).filter(Boolean);
    if (event.submitter?.matches("[data-leaves]")) hide(touched);
    queue(() => send(form, body, touched, chosen));
    more();
  });

  addEventListener("beforeunload", (event) => {
    if (waiting || [...list.querySelectorAll("textarea")].some(isDirty)) event.preventDefault();
  });

  // --- The next page, and what arrives ---

  let fetching = false;
  const more = () => {
    const next = pager.querySelector("[rel=next]");
    if (!next || fetching || cards().length >= FEW) return;
    fetching = true;
    queue(async () => {
      try {
        const page = parse(await (await fetch(next.href)).text());
        if (!page.getElementById("desk")) return;
        const arrived = [...page.querySelectorAll("#desk-cards > .nc-card")].filter((card) => !at(card.id));
        const link = page.querySelector("#desk-pager [rel=next]");
        list.append(...arrived.map((card) => document.adoptNode(card)));
        if (link) next.replaceWith(document.adoptNode(link));
        else next.remove();
        if (!current()) makeCurrent(cards()[0]);
      } finally {
        fetching = false;
        tally();
      }
    });
  };
  const poll = async () => {
    if (document.hidden) return;
    try {
      const answer = await read(await fetch(desk.dataset.arrivals, JSON_ANSWER));
      const notice = at("desk-new");
      const link = notice.querySelector("a");
      notice.hidden = !answer.number;
      if (answer.number && link.textContent !== answer.message) {
        link.textContent = answer.message;
        say(answer.message);
      }
      fill(answer);
    } catch {
      // The next round may find the server again.
    }
  };
  setInterval(poll, POLL);

  // --- Keys ---

  const stored = (value) => {
    try {
      return value === undefined ? localStorage.getItem(SWITCH) : localStorage.setItem(SWITCH, value);
    } catch {
      return null;
    }
  };
  const TYPING = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";
  const leave = (target) => {
    const card = target.closest(".nc-card");
    const act = target.closest("details[name]");
    if (!card || !act) return;
    if (![...act.querySelectorAll("textarea")].some(isDirty)) act.open = false;
    go(card);
  };
  // A key that does nothing says why.
  const idle = (key) => {
    if (key === "z" && said.matches(".nc-said-error")) return say(desk.dataset.waited, "warning");
    const line = [...help.querySelectorAll("[data-of]")].find((each) => each.dataset.of.includes(key));
    if (line) say(current() || "AHRSWnz".includes(key) ? line.dataset.idle : desk.dataset.alone, "warning");
    return Boolean(line);
  };
  const press = (key) => {
    if (key === "j") return move(1);
    if (key === "k") return move(-1);
    const name = `[data-key="${CSS.escape(key)}"]`;
    const found = current()?.querySelector(name) ?? [...desk.querySelectorAll(name)].find((one) => !one.closest(".nc-card"));
    if (key === "z" && (waiting || last.querySelector("form[data-late]"))) return undo();
    if (key === "z" || !found || found.hidden || found.closest("[hidden]")) return idle(key);
    const act = found.closest("details[name]");
    if (act && found.matches("select, summary")) act.open = true;
    if (found.tagName === "SELECT") return found.focus();
    if (found.tagName !== "SUMMARY") return found.click();
    return found.parentElement.querySelector("textarea, select").focus();
  };
  addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || help.open) return;
    if (key === "Escape") return leave(target);
    if (!keysOn.checked || key.length > 1 || target.closest(TYPING)) return;
    // Held down, a key goes on walking but decides once.
    if (event.repeat && !"jk".includes(key)) return;
    if (press(event.shiftKey ? key.toUpperCase() : key.toLowerCase()) !== false) event.preventDefault();
  });

  const openHelp = at("desk-keys");
  openHelp.hidden = false;
  openHelp.addEventListener("click", () => help.showModal());
  keysOn.checked = stored() !== "off";
  keysOn.addEventListener("change", () => stored(keysOn.checked ? "on" : "off"));

  desk.addEventListener("nc-idle", ({ target, detail }) => {
    const { missing, short } = desk.dataset;
    say((target.name === "saved" ? missing : short).replace("{number}", detail), "warning");
  });
  list.addEventListener("focusin", (event) => makeCurrent(event.target.closest(".nc-card")));
  list.addEventListener("change", (event) => event.target.name === "shown" && tally());
  if (bulk) {
    const all = at("desk-all");
    all.parentElement.hidden = false;
    all.addEventListener("change", () => {
      boxes().forEach((box) => { box.checked = all.checked; });
      tally();
    });
  }
  const linked = at(location.hash.slice(1));
  makeCurrent(linked?.matches(".nc-card") ? linked : cards()[0]);
  tally();
  more();
})();
