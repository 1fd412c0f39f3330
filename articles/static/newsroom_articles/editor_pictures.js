// The pictures of the library: picked in a window, shown in the text by their thumbnails.

export function library(address, words, dialogs) {
  const { create, open } = dialogs;
  const known = new Map(); // by key
  const waiting = new Map(); // the figures that have no thumbnail yet, by key

  async function fetchPage(query) {
    const answer = await fetch(`${address}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = await answer.json();
    for (const picture of page.pictures) known.set(String(picture.pk), picture);
    return page;
  }

  function draw(key, image) {
    const picture = known.get(key);
    if (!picture) return false;
    Object.assign(image, { src: picture.thumbnail, alt: picture.alt });
    return true;
  }

  // A figure in the text, whose caption is written in place.
  function figure(key) {
    const image = create("img", { alt: words.pictureNumber.replace("{number}", key), contentEditable: "false", draggable: false });
    const caption = create("figcaption");
    caption.dataset.placeholder = words.captionHere;
    if (!draw(key, image)) waiting.set(key, [...(waiting.get(key) ?? []), image]);
    return {
      dom: create("figure", {}, [image, caption]),
      contentDOM: caption,
      ignoreMutation: ({ target, type }) => type !== "selection" && !caption.contains(target),
    };
  }

  // Asks for the thumbnails that the text needs, in one request.
  async function find() {
    if (!address || !waiting.size) return;
    try {
      await fetchPage([...waiting.keys()].map((key) => ["pk", key]));
    } catch {
      return; // their numbers are shown
    }
    for (const [key, images] of waiting) if (images.every((image) => draw(key, image))) waiting.delete(key);
  }

  // The picture that the editor picks, or null.
  const pick = () =>
    open(words.picture, words, "", (form, close) => {
      const search = create("input", { type: "search", autofocus: true, className: "vTextField" });
      search.setAttribute("aria-label", words.search);
      const grid = create("div", { className: "newsroom-pictures" });
      const more = create("button", { type: "button", className: "button", textContent: words.more, hidden: true });
      const said = create("p");
      said.setAttribute("role", "status");
      let page = 0;
      let asked = 0;

      async function show(next) {
        asked += 1;
        const mine = asked;
        try {
          const { pictures, more: others } = await fetchPage({ q: search.value, page: next });
          if (mine !== asked) return;
          if (next === 1) grid.replaceChildren();
          grid.append(...pictures.map(choice));
          page = next;
          more.hidden = !others;
          said.textContent = grid.children.length ? "" : words.noPicture;
        } catch {
          said.textContent = words.unreachable;
        }
      }

      function choice(picture) {
        const image = create("img", { src: picture.thumbnail, alt: picture.alt || picture.caption, loading: "lazy" });
        const button = create("button", { type: "button" }, [image, create("span", { textContent: picture.caption || picture.alt })]);
        button.addEventListener("click", () => close(picture));
        return button;
      }

      search.addEventListener("input", () => show(1));
      more.addEventListener("click", () => show(page + 1));
      form.append(create("p", {}, [search]), said, grid, create("p", {}, [more]));
      show(1);
      return () => null;
    });

  return { address, dialogs, figure, find, pick };
}
