// A button that sets apostrophes, quotation marks and spaces right, and shows first what it would change.

const FIELDS = ["headline", "summary", "body"];

export function offer(textarea, words, dialogs) {
  const { form, dataset } = textarea;
  if (!dataset.typography || textarea.disabled) return;
  const { create, open } = dialogs;
  const button = create("button", { type: "button", className: "button", textContent: words.typography });
  const said = create("span");
  said.setAttribute("role", "status");

  async function propose() {
    const typed = new FormData();
    const controls = FIELDS.map((name) => form.elements[name]).filter(Boolean);
    for (const control of controls) typed.set(control.name, control.value);
    typed.set("language", form.elements.language?.value ?? "");
    typed.set("article", form.querySelector("[data-article]")?.dataset.article ?? "");
    typed.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(dataset.typography, { method: "POST", body: typed });
    if (!answer.ok) throw new Error(answer.status);
    const { changes, difference, fields, message } = await answer.json();
    said.textContent = message;
    if (!changes) return;
    const accepted = await open(words.typography, words, words.apply, (window) => {
      const shown = new DOMParser().parseFromString(difference, "text/html");
      window.append(create("div", { className: "newsroom-difference" }, [...shown.body.childNodes]));
      return () => true;
    });
    if (!accepted) return;
    for (const control of controls) {
      if (!(control.name in fields)) continue;
      control.value = fields[control.name];
      for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  button.addEventListener("click", async () => {
    said.textContent = "";
    button.disabled = true;
    try {
      await propose();
    } catch {
      said.textContent = words.unreachable;
    }
    button.disabled = false;
  });
  textarea.after(create("p", { className: "newsroom-typography" }, [button, " ", said]));
}
