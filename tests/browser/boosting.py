"""A host's own script that sends forms and follows links in the place of the browser, and our pages under it.

The first two do what Turbo Drive and htmx's ``hx-boost`` do, and leave alone what they would; the third knows
no exceptions.
"""

from playwright.sync_api import Page

VISIT = """
const show = (body) => {
  document.body.replaceWith(body);
  for (const script of document.body.querySelectorAll("script[src]")) {
    const again = document.createElement("script");
    for (const { name, value } of script.attributes) again.setAttribute(name, value);
    again.async = false;
    script.replaceWith(again);
  }
  entered();
};
const visit = async (address, options = {}) => {
  const response = await fetch(address, options);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  history.pushState({}, "", response.url);
  show(document.adoptNode(page.body));
};
// As when a reader goes back to a page that the script has kept.
window.showKept = () => show(document.body.cloneNode(true));
const send = (form, submitter) => visit(submitter?.getAttribute("formaction") || form.action, {
  method: form.method,
  body: new URLSearchParams(new FormData(form)),
});
const isInside = (link) => link.origin === location.origin && link.pathname !== location.pathname;
"""
TURBO = """
const isOut = (element) => element.closest("[data-turbo]")?.getAttribute("data-turbo") === "false";
const submit = (event) => {
  if (event.defaultPrevented || isOut(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  send(event.target, event.submitter);
};
document.addEventListener("submit", () => {
  document.removeEventListener("submit", submit);
  document.addEventListener("submit", submit);
}, true);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || isOut(link) || !isInside(link)) return;
  event.preventDefault();
  visit(link.href);
});
const entered = () => {};
"""
HTMX = """
const NAMES = ["hx-boost", "data-hx-boost"];
const isBoosted = (element) => {
  const said = element.closest(NAMES.map((name) => `[${name}]`).join());
  return NAMES.map((name) => said?.getAttribute(name)).find(Boolean) === "true";
};
const boost = (element, kind, act) => isBoosted(element) && element.addEventListener(kind, (event) => {
  event.preventDefault();
  act(event);
});
const entered = () => {
  document.body.setAttribute("hx-boost", "true");
  for (const form of document.forms) boost(form, "submit", (event) => send(form, event.submitter));
  for (const link of document.links) if (isInside(link)) boost(link, "click", () => visit(link.href));
};
document.addEventListener("DOMContentLoaded", entered);
"""
# Before our listeners are there, or after.
NAIVE = """
const submit = (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
};
const listen = () => document.addEventListener("submit", submit);
const entered = () => {};
"""
SCRIPTS = {
    "as Turbo": TURBO,
    "as htmx": HTMX,
    "first": NAIVE + "listen();",
    "last": NAIVE + 'addEventListener("load", listen);',
}


def boost(page: Page, name: str, *, without_ours: bool = False) -> list[str]:
    """Put the script of that name into each page that is opened; gives the addresses of what is posted."""
    script = f"(() => {{ {SCRIPTS[name]} {VISIT} }})();"
    page.add_init_script(script)
    if without_ours:
        page.route("**/newsroom_comments/*.js", lambda route: route.abort())
    posts: list[str] = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    return posts
