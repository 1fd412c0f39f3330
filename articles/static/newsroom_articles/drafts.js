// Saves an article's unsaved text in this browser, for its editor alone: docs/privacy.md lists them.
"use strict";

(() => {
  const PREFIX = "newsroom-articles-draft-";
  const SAVED = "newsroom_articles_saved";

  const store = {
    get(name) {
      try {
        return JSON.parse(localStorage.getItem(name));
      } catch {
        return null;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(name, JSON.stringify(value));
      } catch {
        // Switched off or full: the warning before leaving is what is left.
      }
    },
    remove(name) {
      try {
        localStorage.removeItem(name);
      } catch {
        // Nothing was saved.
      }
    },
    names(beginning) {
      try {
        return Object.keys(localStorage).filter((name) => name.startsWith(beginning));
      } catch {
        return [];
      }
    },
  };

  // The server names the draft that it stored; what was typed after it was sent stays.
  const saved = document.cookie.match(`(?:^|; )${SAVED}=([\\w-]+)\\.(\\d+)`);
  if (saved) {
    if (String(store.get(PREFIX + saved[1])?.time) === saved[2]) store.remove(PREFIX + saved[1]);
    document.cookie = `${SAVED}=; path=/; max-age=0; samesite=lax`;
  }

  // A choice of none or one: RememberedWidget says why.
  const base = document.querySelector("select[data-newsroom-editor]");
  if (!base) return;
  const form = base.form;
  const { newsroomEditor, article, restored, discard } = base.dataset;
  // The form came back, and names the draft that was sent with it.
  const refused = base.dataset.refused !== undefined;
  const mine = `${newsroomEditor}-${article}-`;
  const key = PREFIX + mine + tab();
  const original = [...base.options].at(-1).value;
  let leaving = false;

  // Two tabs have two drafts; a tab has its name through the log-in.
  function tab() {
    const fresh = Math.random().toString(36).slice(2, 10);
    try {
      sessionStorage.newsroomTab ??= fresh;
      return sessionStorage.newsroomTab;
    } catch {
      return fresh;
    }
  }

  const isChoice = (control) => control.type === "checkbox" || control.type === "radio";
  const controls = () =>
    [...form.elements].filter((control) => control.name && control !== base && !/^(?:hidden|file|submit|button|fieldset)$/.test(control.type));

  function valueOf(control, stored) {
    if (isChoice(control)) return stored ? control.defaultChecked : control.checked;
    if (!control.options) return stored ? control.defaultValue : control.value;
    const options = [...control.options];
    const chosen = options.filter((option) => (stored ? option.defaultSelected : option.selected));
    return (chosen.length || control.multiple ? chosen : options.slice(0, 1)).map((option) => option.value);
  }

  // Several controls may have one name.
  const nameOf = (control) => (isChoice(control) ? `${control.name}=${control.value}` : control.name);

  function fill(control, value) {
    if (isChoice(control)) control.checked = value;
    else if (!control.options) control.value = value;
    else for (const option of control.options) option.selected = value.includes(option.value);
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What differs from what the server sent; all of it, where the server sent back what it didn't store.
  function unsaved() {
    const found = {};
    for (const control of controls()) {
      const value = valueOf(control, false);
      if (refused || String(value) !== String(valueOf(control, true))) found[nameOf(control)] = value;
    }
    return found;
  }

  function buildOn(revision) {
    Object.assign([...base.options].at(-1), { value: revision, selected: true });
  }

  function saveDraft() {
    const fields = unsaved();
    if (!Object.keys(fields).length) return store.remove(key);
    const draft = { base: base.value, time: Date.now(), fields };
    store.set(key, draft);
    return draft;
  }

  // An open form holds a lock of its draft's name; where there are none (HTTP), no tab is known to be open.
  async function open() {
    try {
      return (await navigator.locks.query()).held.map((lock) => lock.name);
    } catch {
      return [];
    }
  }

  async function hold() {
    try {
      await navigator.locks.request(key, () => new Promise(() => {}));
    } catch {
      // Its draft may be restored in another tab.
    }
  }

  // The newest of the tabs that are closed.
  async function left() {
    const time = (name) => store.get(name)?.time ?? 0;
    const held = await open();
    const names = store.names(PREFIX + mine).filter((name) => name !== key && !held.includes(name));
    return names.sort((one, other) => time(other) - time(one))[0];
  }

  async function restoreLeft() {
    let typed = false;
    form.addEventListener("input", () => (typed = true), { once: true });
    // The browser filled in what it remembered, of whatever version.
    if (Object.keys(unsaved()).length) base.selectedIndex = 0;
    const name = await left();
    if (name && !typed) restore(name);
  }

  function restore(name) {
    const draft = store.get(name);
    store.remove(name);
    if (!draft?.fields) return;
    for (const control of controls())
      if (nameOf(control) in draft.fields) fill(control, draft.fields[nameOf(control)]);
    if (!Object.keys(unsaved()).length) return;
    // A version that was stored in the meantime is not overwritten unasked.
    buildOn(draft.base);
    store.set(key, draft);
    say(draft.time);
  }

  function say(time) {
    const then = new Date(time);
    const today = then.toDateString() === new Date().toDateString();
    const style = { ...(today ? {} : { dateStyle: "long" }), timeStyle: "short" };
    const when = then.toLocaleString(document.documentElement.lang || undefined, style);
    const [notice, list, line, button] = ["div", "ul", "li", "button"].map((name) => document.createElement(name));
    notice.setAttribute("role", "status");
    list.className = "messagelist";
    line.className = "warning";
    line.textContent = `${restored.replace("{time}", when)} `;
    Object.assign(button, { type: "button", className: "button", textContent: discard });
    button.addEventListener("click", () => {
      store.remove(key);
      for (const control of controls()) fill(control, valueOf(control, true));
      buildOn(original);
      store.remove(key);
      notice.remove();
      form.querySelector("input:not([type=hidden]), textarea")?.focus();
    });
    line.append(button);
    list.append(line);
    notice.append(list);
    form.before(notice);
  }

  if (refused) {
    const sent = PREFIX + base.dataset.refused.split(".")[0];
    if (sent !== key) store.remove(sent);
    saveDraft();
  } else if (store.get(key)) restore(key);
  else restoreLeft();
  hold();

  for (const kind of ["input", "change"])
    form.addEventListener(kind, () => {
      leaving = false;
      saveDraft();
    });
  form.addEventListener("submit", () => {
    const draft = saveDraft();
    leaving = true;
    const input = form.elements.draft ?? form.appendChild(document.createElement("input"));
    Object.assign(input, { type: "hidden", name: "draft", value: draft ? `${key.slice(PREFIX.length)}.${draft.time}` : "" });
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && Object.keys(unsaved()).length) event.preventDefault();
  });
})();
