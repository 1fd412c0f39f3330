// What is saved in this browser for its reader, and what the scripts share: docs/privacy.md lists it.
"use strict";

// Where a host's script exchanges the page around us, ours run anew: those before them hear no more.
window.newsroomComments?.leave();
window.newsroomComments = (() => {
  const PREFIX = "newsroom-comments-";
  // Where storage is switched off or full, until the page goes.
  const unsaved = new Map();
  const gone = new AbortController();

  return {
    leave: () => gone.abort(),
    isGone: () => gone.signal.aborted,
    // Delegated: what stands in the document is exchanged.
    on: (kind, act, where = document) => where.addEventListener(kind, act, { signal: gone.signal }),

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
})();
