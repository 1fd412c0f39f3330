// Keys inside a form of the desk: what they send goes the way that a click on its button goes.
"use strict";

(() => {
  const desk = document.getElementById("desk");
  const keysOn = document.getElementById("desk-keys-on");
  if (!keysOn) return;
  const send = (form, button) => {
    const found = form.querySelector(button);
    if (found) form.requestSubmit(found);
  };
  // Right after w: the reason with that number, and no click more.
  const choose = (select, digit) => {
    const option = select.querySelector(`[data-nth="${digit}"]`);
    if (!option) {
      select.dispatchEvent(new CustomEvent("nc-idle", { bubbles: true, detail: digit }));
      return;
    }
    select.value = option.value;
    send(select.form, "[value=rejected]");
  };
  addEventListener("keydown", (event) => {
    const { target, key } = event;
    const form = target.closest?.("form[data-desk]");
    if (!form || !desk.contains(form) || event.isComposing || event.altKey || event.repeat) return;
    const isSending = event.ctrlKey || event.metaKey;
    if (isSending && key === "Enter" && target.matches("textarea, select")) {
      event.preventDefault();
      send(form, form.id === "bulk" ? "[value=rejected]" : "button[type=submit]");
    } else if (!isSending && keysOn.checked && target.matches("select[name=rejection]") && /^[1-9]$/.test(key)) {
      event.preventDefault();
      choose(target, key);
    }
  });
})();
