// Shows beside the list what a link with data-panel leads to; without this it is a page.
"use strict";

(() => {
  const panel = document.getElementById("desk-panel");
  if (!panel) return;
  const inside = panel.querySelector("[data-inside]");
  let opener = null;
  const close = () => {
    panel.hidden = true;
    if (opener?.isConnected) opener.focus();
  };
  const open = async (link) => {
    try {
      const response = await fetch(link.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const found = page.getElementById("desk-beside");
      // Logged out, or gone: the page itself says so.
      if (!found) return location.assign(link.href);
      opener = link;
      inside.replaceChildren(document.adoptNode(found));
      panel.hidden = false;
      panel.scrollTop = 0;
      return panel.focus();
    } catch {
      return location.assign(link.href);
    }
  };
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-panel]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  panel.querySelector("button").addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
})();
