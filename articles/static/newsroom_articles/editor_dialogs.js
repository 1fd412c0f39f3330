// Small windows over the page, outside the admin's form.

export const create = (name, properties = {}, children = []) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// ``build`` fills the form and says what its result is; null where the editor gives up.
export function open(title, words, confirm, build) {
  return new Promise((resolve) => {
    const form = create("form", { method: "dialog" });
    const cancel = create("button", { type: "button", className: "button", textContent: words.cancel });
    const dialog = create("dialog", { className: "newsroom-dialog" }, [create("h2", { textContent: title }), form]);
    let result = null;
    const close = (value) => {
      result = value;
      dialog.close();
    };
    const value = build(form, close);
    const submit = confirm ? [create("button", { className: "button default", textContent: confirm })] : [];
    form.append(create("p", {}, [...submit, " ", cancel]));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close(value());
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

// One line of text; ``refuse`` says what is wrong with it, or nothing.
export const ask = (title, words, value, refuse = () => "") =>
  open(title, words, words.apply, (form) => {
    const input = create("input", { type: "text", value, autofocus: true, className: "vTextField" });
    input.setAttribute("aria-label", title);
    input.addEventListener("input", () => input.setCustomValidity(refuse(input.value.trim())));
    form.append(create("p", {}, [input]));
    return () => input.value.trim();
  });
