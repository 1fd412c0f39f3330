// Keys inside a form of the desk: what they send goes the way that a click on its button goes.
"use strict";

(() => {
  const desk = document.getElementById("desk");
  const keysOn = document.getElementById("desk-keys-on");
  if (!keysOn) return;
  // Of each list to choose from by a digit, what is pressed then.
  const BUTTONS = { rejection: "[value=rejected]", saved: "[name=insert]" };
  const send = (form, button) => {
    const found = form.querySelector(button);
    if (found) form.requestSubmit(found);
  };
  // Right after w or p: what has that number in the list, and no click more.
  const choose = (select, digit, button) => {
    const option = select.querySelector(`[data-nth="${digit}"]`);
    if (!option) {
      select.dispatchEvent(new CustomEvent("nc-idle", { bubbles: true, detail: digit }));
      return;
    }
    select.value = option.value;
    select.form.querySelector(button)?.click();
  };
  addEventListener("keydown", (event) => {
    const { target, key } = event;
    const form = target.closest?.("form[data-desk]");
    if (!form || !desk.contains(form) || event.isComposing || event.altKey || event.repeat) return;
    const isSending = event.ctrlKey || event.metaKey;
    if (isSending && key === "Enter" && target.matches("textarea, select")) {
      event.preventDefault();
      send(form, form.id === "bulk" ? "[value=rejected]" : "button[type=submit]");
    } else if (!isSending && keysOn.checked && BUTTONS[target.name] && /^[1-9]$/.test(key)) {
      event.preventDefault();
      choose(target, key, BUTTONS[target.name]);
    }
  });
})();
