// The list of comments while it is read: what came since it was made, and what is loaded once there is need.
"use strict";

(() => {
  const shared = window.newsroomComments;
  const list = () => document.getElementById("comments-threads");
  if (!list()) return;

  // Milliseconds from one question to the next: twice as long each time nothing came.
  const SOON = 30_000;
  const LATE = 32 * SOON;
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

  const ask = async () => {
    if (shared.isGone() || !list()) return;
    clock = null;
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

  // The reader's own comments that nobody else sees: most readers have none.
  const own = `own-${document.getElementById("comments").dataset.target}`;
  shared.placeOwn = async () => {
    try {
      if (shared.get(own)) (await shared.load("own")).place();
    } catch {
      // The newsroom has them.
    }
  };

  // What was announced stands in the list now.
  shared.clearNews = () => announce({ count: 0, text: "" });

  shared.placeOwn();
  wait(SOON);
})();
