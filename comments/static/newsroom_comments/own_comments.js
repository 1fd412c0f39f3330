// The reader's own comments, from what is saved in this browser: those that nobody else sees yet, at their places,
// and what the reader may do with each.  Loaded once there are any.

export default (shared) => {
  const section = document.getElementById("comments");
  const NAME = `own-${section.dataset.target}`;
  const DAYS = 30;
  const MOST = 20;

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const read = () => {
    const list = shared.get(NAME);
    const since = Date.now() - DAYS * 864e5;
    return Array.isArray(list) ? list.filter((own) => own?.when > since && typeof own.html === "string") : [];
  };
  const store = (list) => shared.set(NAME, list.length ? list.slice(-MOST) : null);
  const forget = (own) => store(read().filter((other) => other.html !== own.html));
  const publish = (own) => store(read().map((other) => (other.html === own.html ? { ...other, public: true } : other)));
  // What was found out about each, by its HTML: asked once a page.
  const cards = new Map();
  // The pages of those that are public, by their addresses.
  const asked = new Map();
  const threads = () => document.getElementById("comments-threads");
  const remove = (card) => {
    const item = card.closest(".nc-item");
    const list = item.parentElement;
    item.remove();
    if (!list.children.length) list.remove();
  };

  // Under the comment it answers; where that stands on another page, and for all others, where new threads come.
  const put = (own) => {
    const item = own.parent && document.getElementById(`c${own.parent}`)?.closest(".nc-item");
    const above = item || threads();
    const replies = above.querySelector(":scope > .nc-replies");
    if (replies) replies.open = true;
    let list = (replies || above).querySelector(":scope > .nc-list");
    if (!list) {
      list = document.createElement("ol");
      list.className = "nc-list";
      if (item) item.append(list);
      else threads().prepend(list);
    }
    const added = document.createElement("li");
    added.className = "nc-item";
    if (!cards.has(own.html)) cards.set(own.html, parsed(own.html).body.firstElementChild);
    added.append(cards.get(own.html));
    if (!item && "newestFirst" in threads().dataset) list.prepend(added);
    else list.append(added);
    return added.firstElementChild;
  };

  const words = (card) =>
    [".nc-by", ".nc-body"].map((part) => card.querySelector(part)?.textContent.trim()).join("\n");
  const shown = (own, which = ".nc-own") => {
    const said = words(parsed(own.html).body);
    return [...section.querySelectorAll(`.nc-comment${which}`)].find((card) => words(card) === said);
  };
  // One whose answer was lost came without its number: its words show it.
  const isShown = (own) =>
    Boolean(own.pk ? document.getElementById(`c${own.pk}`) : shown(own, ":not(.nc-own)"));

  // What its author may do, as its own page at this address says.
  const actions = (page, address) => [...page.querySelectorAll(".nc-yours a")].map((link) => {
    const action = document.createElement("a");
    action.href = new URL(link.getAttribute("href"), address);
    action.textContent = link.textContent;
    return action;
  });
  const ownPage = (own) => parsed(own.html).querySelector(".nc-own-page");

  // What stands in the page for everybody gets what its author may do.
  const adopt = async (own) => {
    const link = ownPage(own);
    if (!link) return forget(own);
    if (!own.public) publish(own);
    const address = link.href;
    if (!asked.has(address)) asked.set(address, fetch(address).then(async (answer) => answer.ok && parsed(await answer.text())));
    try {
      const page = await asked.get(address);
      const line = document.querySelector(`#c${own.pk} .nc-actions`);
      if (page && line && !line.querySelector(".nc-own-page")) line.append(...actions(page, address), link);
    } catch {
      // Not reachable now.
    }
  };

  // What has become of it: its own page knows.
  const refresh = async (own, card) => {
    const link = card.querySelector(".nc-own-page");
    if (!link) return;
    const address = link.href;
    try {
      const response = await fetch(address);
      const isGone = response.status === 404;
      const page = parsed(await response.text());
      const state = page.querySelector(".nc-state");
      const body = page.querySelector(".nc-state ~ .nc-comment .nc-body");
      // Whatever else answers so is not its page.
      if (!isGone && !(response.ok && state)) return;
      if (isGone || !body) {
        // The newsroom has nothing of it either.
        forget(own);
        remove(card);
        return;
      }
      card.querySelector(".nc-body").replaceWith(body);
      link.parentElement.replaceChildren(...actions(page, address), link);
      if ("public" in state.dataset) {
        publish(own);
        card.querySelector(".nc-state")?.remove();
        card.classList.remove("nc-own");
      } else if (own.public) {
        // It was, when the page was made that a cache gave.
        remove(card);
      } else {
        card.querySelector(".nc-state").replaceWith(state);
      }
    } catch {
      // Not reachable now: what was known stays.
    }
  };

  // Nobody else sees it, or a cache gave a page from before it.
  const isMissing = (own) => !own.public || own.version > Number(threads().dataset.version);
  // Each at its place, in a list that has none of them yet.
  const place = () => {
    hide();
    // What is too old goes, with its link.
    store(read());
    for (const own of read()) {
      if (isShown(own)) adopt(own);
      else if (isMissing(own) && (!own.parent || document.getElementById(`c${own.parent}`))) {
        const isKnown = cards.has(own.html);
        const card = put(own);
        if (!isKnown) refresh(own, card);
      }
    }
  };
  // A comment that was just posted, {pk, public, html, parent, version}, and the reader at it.
  const show = (own) => {
    // Without a number it is the answer to a post that came twice.
    const known = own.pk ? document.getElementById(`c${own.pk}`) : shown(own);
    if (known) return known.focus();
    if (!own.public || ownPage(own)) store([...read(), { ...own, when: Date.now() }]);
    // It is no news, and where nothing else came since the list was made, nothing is.
    if (own.public && own.version === Number(threads().dataset.version) + 1) threads().dataset.version = own.version;
    const card = put(own);
    shared.sayAges();
    card.focus();
    if (own.public) shared.load("threads").then((threads) => threads.settle(own), () => {});
  };
  const hide = () => section.querySelectorAll(".nc-own").forEach(remove);

  return { place, show, hide };
};
