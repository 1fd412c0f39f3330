// The list of comments while it is read: what came since it was made, and what is loaded once there is need.
"use strict";

(async () => {
  // htmx 4 has scripts run in any order.
  const storage = document.querySelector("script[data-posting]");
  if (!storage.shared) await new Promise((done) => storage.addEventListener("load", done));
  const { shared } = storage;
  const list = () => document.getElementById("comments-threads");
  if (!list()) return;

  // Milliseconds from one question to the next: twice as long each time nothing came.
  const SOON = 30_000;
  const LATE = 32 * SOON;
  // For how long it is said how old a comment is, and in what.
  const WEEK = 7 * 864e5;
  const UNITS = [["day", 864e5], ["hour", 36e5], ["minute", 6e4]];
  const section = document.getElementById("comments");
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  list().before(status);

  let pause = SOON;
  let asked = Date.now();
  let clock, latest;
  let over = false;

  const announce = (news) => {
    latest = news;
    if (!news.count) return status.replaceChildren();
    const notice = document.getElementById("comments-news").content.cloneNode(true);
    notice.querySelector("span").textContent = news.text;
    notice.querySelector("a").href = news.address;
    return status.replaceChildren(notice);
  };

  // What the page on the wire doesn't say, for it is the same at any moment: how long ago a comment came.
  shared.sayAges = () => {
    const ago = new Intl.RelativeTimeFormat(section.lang);
    for (const time of section.querySelectorAll("time")) {
      const passed = Date.now() - Date.parse(time.dateTime);
      const [unit, length] = UNITS.find(([, length]) => passed >= length) ?? UNITS.at(-1);
      if (passed < WEEK) time.textContent = ago.format(-Math.max(1, Math.floor(passed / length)), unit);
    }
  };

  // Whether the reader has closed all threads at once; a list that is exchanged says so again.
  let folded = false;
  const showFold = () => {
    const line = list().querySelector(".nc-fold");
    if (!line) return;
    const button = line.firstElementChild;
    button.dataset.own ??= button.textContent;
    button.textContent = folded ? button.dataset.other : button.dataset.own;
    line.hidden = !list().querySelector(".nc-replies");
  };
  shared.on("click", (event) => {
    if (!event.target.closest(".nc-fold button")) return;
    folded = !folded;
    for (const details of list().querySelectorAll(".nc-replies")) {
      // Not what is being written.
      details.open = !folded || details.querySelector("#respond") !== null;
    }
    showFold();
  });

  const ask = async () => {
    if (shared.isGone() || !list()) return;
    clock = null;
    shared.sayAges();
    asked = Date.now();
    const { news: address, version: since } = list().dataset;
    let isNews = false;
    try {
      // The browser sends the ETag that it knows, and mostly gets no more than a 304.
      const response = await fetch(`${address}?since=${since}`, { cache: "no-cache" });
      over = response.status === 404;
      const news = response.ok && (await response.json());
      // An answer to an earlier question, while the list was exchanged or a comment posted, is none.
      if (news && list().dataset.version === since && news.text !== (latest?.text ?? "")) {
        announce(news);
        isNews = true;
      }
    } catch {
      // Asked again later.
    }
    pause = isNews ? SOON : Math.min(2 * pause, LATE);
    wait(pause);
  };
  const wait = (time) => {
    clearTimeout(clock);
    clock = over || document.hidden ? null : setTimeout(ask, time);
  };

  // Asked at once for whoever comes back, and no more often for whoever comes and goes.
  shared.on("visibilitychange", () => wait(Math.max(0, asked + SOON - Date.now())));

  // By the script that exchanges the list; where it can't be had, by the link itself.
  const follow = (link, act) => shared.load("threads").then(act, () => location.assign(link.href));

  shared.on("click", async (event) => {
    const link = event.target.closest("a");
    const isNews = status.contains(link);
    if (!(isNews || link?.matches("#comments-threads .nc-more a")) || !shared.isPlain(event)) return;
    event.preventDefault();
    await follow(link, (threads) => (isNews ? threads.renew(link, latest.version) : threads.more(link)));
    if (isNews) shared.clearNews();
  });

  shared.on("click", (event) => {
    const button = event.target.closest(".nc-recommend");
    if (!button) return;
    event.preventDefault();
    shared.load("recommending").then((send) => send(button)).catch(() => button.form.requestSubmit(button));
  });

  // The reader's own comments that nobody else sees: most readers have none.
  const own = `own-${section.dataset.target}`;
  shared.placeOwn = async () => {
    try {
      if (shared.get(own)) (await shared.load("own")).place();
    } catch {
      // The newsroom has them.
    }
    shared.sayAges();
    showFold();
  };

  // What was announced stands in the list now.
  shared.clearNews = () => announce({ count: 0, text: "" });

  shared.placeOwn();
  wait(SOON);
})();
