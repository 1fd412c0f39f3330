// A reader recommends a comment, and stays where they are.  Loaded once one does; without it the browser sends.

export default () => async (button) => {
  const response = await fetch(button.form.action, {
    method: "POST",
    body: new URLSearchParams([...new FormData(button.form), [button.name, button.value]]),
    headers: { Accept: "application/json" },
    // Whatever the host's policy is: without it browsers hide the origin.
    referrerPolicy: "same-origin",
  });
  // What the site says else is a page.
  if (!response.ok) throw new Error(response.status);
  const { count } = await response.json();
  const number = button.querySelector("b") ?? document.createElement("b");
  number.textContent = count;
  button.append(" ", number);
  button.setAttribute("aria-pressed", "true");
  button.parentElement.querySelector(".nc-thanks")?.classList.remove("nc-thanks");
};
