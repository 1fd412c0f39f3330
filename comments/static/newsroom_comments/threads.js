// The list of comments, exchanged in place: more replies of a thread, or the whole list as it is now.
// Loaded once a reader asks for that; without it each link leads to the page that it names.

export default (shared) => {
  const list = () => document.getElementById("comments-threads");

  const comments = (within) => [...within.querySelectorAll(".nc-comment[id]")];
  const threadOf = (element) => element?.closest("#comments-threads > .nc-list > .nc-item");
  // Threads shown whole, and threads closed, by the id of their first comment.
  const whole = new Set();
  const name = (thread) => comments(thread)[0]?.id;
  const closed = () => [...list().querySelectorAll(".nc-replies:not([open])")].map(threadOf).map(name);

  const fetched = async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.status);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  // A page at that version of the discussion: a cache between us may hold an older one under its address.
  const at = (version, page = location) => {
    const address = new URL(page);
    address.searchParams.set("version", version);
    return address;
  };

  // The reader's own stays: an open form below the comment that it answers, closed threads, held comments.
  const exchange = async (old, fresh) => {
    if (!fresh) throw new Error("not there");
    const shut = closed();
    const form = old.querySelector("#respond");
    const above = form?.previousElementSibling.id;
    const typing = form?.contains(document.activeElement) && document.activeElement;
    old.replaceWith(fresh);
    if (form) (document.getElementById(above) ?? list()).after(form);
    // What is moved loses the focus.
    if (typing) typing.focus({ preventScroll: true });
    // First: to place a comment opens its thread.
    await shared.placeOwn();
    for (const id of shut) {
      const details = threadOf(document.getElementById(id))?.querySelector(".nc-replies");
      if (details && !details.contains(form)) details.open = false;
    }
  };

  const expand = async (thread) => {
    const page = await fetched(at(list().dataset.version, thread.querySelector(".nc-more a").href));
    const fresh = page.querySelector("#comments-threads > .nc-list > .nc-item");
    // What one page of a thread doesn't hold stands behind its own link.
    const further = page.querySelector("#comments-threads > .nc-pages");
    if (further) fresh?.append(further);
    await exchange(thread, fresh);
    whole.add(name(fresh));
    return fresh;
  };

  // Act, and have the reader at the first comment that wasn't there; where there is none, at the address.
  const go = async (link, act) => {
    if (link.getAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    const known = new Set(comments(document).map(({ id }) => id));
    try {
      const first = comments(await act()).find(({ id }) => !known.has(id));
      if (!first) throw new Error("nothing new");
      const details = first.closest(".nc-replies");
      if (details) details.open = true;
      first.tabIndex = -1;
      first.focus();
    } catch {
      location.assign(link.href);
    } finally {
      link.removeAttribute("aria-busy");
    }
  };

  const renewHeading = (page) =>
    document.getElementById("comments-heading").replaceWith(page.getElementById("comments-heading"));
  const renewList = async (page) => {
    await exchange(list(), page.getElementById("comments-threads"));
    renewHeading(page);
  };
  // Threads that were shown whole before.
  const expandAgain = async () => {
    const cut = [...list().querySelectorAll(".nc-more")].map(threadOf).filter((thread) => whole.has(name(thread)));
    await Promise.all(cut.map(expand));
  };

  // The list as it is at this version, and where `link` leads from here.
  const renew = (link, version) => go(link, async () => {
    await renewList(await fetched(at(version)));
    await expandAgain();
    return list();
  });

  // The counts, and what can be done about it, once the reader's own {pk, version} is public.
  const settle = async ({ pk, version }) => {
    const id = `c${pk}`;
    try {
      const page = await fetched(at(version));
      const isBusy = list().querySelector("#respond") || document.activeElement?.id !== id;
      // On another page it stays where it was put.
      if (isBusy || !page.getElementById(id)) return renewHeading(page);
      await renewList(page);
      const card = document.getElementById(id);
      card.tabIndex = -1;
      card.focus();
      shared.clearNews();
      await expandAgain();
    } catch {
      // It stands there; the next page counts it.
    }
  };

  return { renew, settle, more: (link) => go(link, () => expand(threadOf(link))) };
};
