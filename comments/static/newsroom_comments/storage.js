// What is saved in this browser for its reader (docs/privacy.md lists it), and what the scripts share.
"use strict";

// Where a host's script exchanges the page around us, ours run anew: those before them hear no more.
window.newsroomComments?.leave();
window.newsroomComments = document.currentScript.shared = (() => {
  const PREFIX = "newsroom-comments-";
  // Where storage is switched off or full, until the page goes.
  const unsaved = new Map();
  const gone = new AbortController();
  // Where the modules are that few readers need, and those that this page has.
  const { dataset } = document.currentScript;
  const modules = {};

  const shared = {
    leave: () => gone.abort(),
    isGone: () => gone.signal.aborted,
    // Delegated: what stands in the document is exchanged.
    on: (kind, act, where = document) => where.addEventListener(kind, act, { signal: gone.signal }),

    // What the module of that name makes of this page, once; it rejects where the module can't be had.
    load: (name) => (modules[name] ??= import(dataset[name]).then(
      (module) => module.default(shared),
      (error) => {
        modules[name] = null;
        throw error;
      },
    )),

    // Whether a click means what it does here, and not a new tab or window.
    isPlain: (event) => !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey),

    // Null for what is not there, and for junk.
    get(name) {
      try {
        return JSON.parse(unsaved.get(name) ?? localStorage.getItem(PREFIX + name));
      } catch {
        return null;
      }
    },

    // Null removes it.
    set(name, value) {
      unsaved.delete(name);
      try {
        if (value === null) localStorage.removeItem(PREFIX + name);
        else localStorage.setItem(PREFIX + name, JSON.stringify(value));
      } catch {
        unsaved.set(name, JSON.stringify(value));
      }
    },

    clear() {
      unsaved.clear();
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
      } catch {
        // Nothing was saved.
      }
    },
  };
  return shared;
})();
