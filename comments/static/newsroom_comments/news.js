// Says, politely, how many comments came since the list was made.
"use strict";

(() => {
  const kept = window.newsroomComments;
  const list = () => document.getElementById("comments-threads");
  if (!list()) return;

  // Milliseconds from one question to the next: twice as long each time nothing came.
  const SOON = 30_000;
  const LATE = 32 * SOON;
  const told = document.createElement("div");
  told.setAttribute("role", "status");
  list().before(told);

  let pause = SOON;
  let asked = Date.now();
  let clock, latest;
  let over = false;

  const tell = (news) => {
    latest = news;
    if (!news.count) return told.replaceChildren();
    const notice = document.getElementById("comments-news").content.cloneNode(true);
    notice.querySelector("span").textContent = news.text;
    notice.querySelector("a").href = news.address;
    return told.replaceChildren(notice);
  };

  const ask = async () => {
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
        tell(news);
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

  // Whoever comes back is told at once, and whoever comes and goes asks no more often.
  document.addEventListener("visibilitychange", () => wait(Math.max(0, asked + SOON - Date.now())));

  told.addEventListener("click", async (event) => {
    const link = event.target.closest("a");
    if (!link || !kept.isPlain(event)) return;
    event.preventDefault();
    await kept.renew(link, latest.version);
    kept.told();
  });

  // What was announced stands in the list now.
  kept.told = () => tell({ count: 0, text: "" });

  wait(SOON);
})();
