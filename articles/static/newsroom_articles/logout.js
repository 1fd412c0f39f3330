// A deliberate log-out clears the drafts of the editor's articles saved in this browser: docs/privacy.md.
"use strict";

document.addEventListener("submit", (event) => {
  const editor = document.querySelector("[data-newsroom-editor]")?.dataset.newsroomEditor;
  if (event.target.id !== "logout-form" || !editor) return;
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(`newsroom-articles-draft-${editor}-`)) localStorage.removeItem(name);
  } catch {
    // Nothing was saved.
  }
});
