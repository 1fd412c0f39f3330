// The buttons above an article's text: words, pressed where they hold, one stop for the tab key.

const TABLE = ["addRowAfter", "addColumnAfter", "deleteRow", "deleteColumn", "toggleHeaderRow", "caption", "deleteTable"];
const STYLES = {
  paragraph: ["paragraph"],
  heading2: ["heading", { level: 2 }],
  heading3: ["heading", { level: 3 }],
  heading4: ["heading", { level: 4 }],
  codeBlock: ["codeBlock"],
};

// As somebody types an address: a host alone, an address for letters, a path of this site.
function addressOf(typed) {
  if (/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i.test(typed)) return typed;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return `mailto:${typed}`;
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[:/?#]\S*)?$/u.test(typed) ? `https://${typed}` : "";
}

export function toolbar(editor, library, words) {
  const { ask, create } = library.dialogs;
  const run = (command, ...given) => editor.chain().focus()[command](...given).run();

  async function link() {
    const refuse = (typed) => (typed && !addressOf(typed) ? words.noAddress : "");
    const typed = await ask(words.address, words, editor.getAttributes("link").href ?? "", refuse);
    if (typed === null) return run("focus");
    const chain = editor.chain().focus().extendMarkRange("link");
    const href = addressOf(typed);
    if (!href) return chain.unsetLink().run();
    if (editor.state.selection.empty && !editor.isActive("link"))
      return editor.chain().focus().insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
    return chain.setLink({ href }).run();
  }

  async function caption() {
    const typed = await ask(words.caption, words, editor.getAttributes("table").caption ?? "");
    if (typed !== null) run("updateAttributes", "table", { caption: typed || null });
  }

  async function picture() {
    const picked = await library.pick();
    if (!picked) return;
    editor.chain().focus().insertContent({ type: "picture", attrs: { key: String(picked.pk) } }).run();
    // The caret stands behind it, where a text follows, and belongs into its caption.
    let caption = 0;
    editor.state.doc.nodesBetween(0, editor.state.selection.to, (node, place) => {
      if (node.type.name === "picture") caption = place + 1;
    });
    editor.commands.setTextSelection(caption);
  }

  // By name: what it does, and where it holds.
  const ACTIONS = {
    bold: [() => run("toggleBold"), "bold"],
    italic: [() => run("toggleItalic"), "italic"],
    link: [link, "link"],
    code: [() => run("toggleCode"), "code"],
    bulletList: [() => run("toggleBulletList"), "bulletList"],
    orderedList: [() => run("toggleOrderedList"), "orderedList"],
    blockquote: [() => run("toggleBlockquote"), "blockquote"],
    picture: [picture, ""],
    table: [() => run("insertTable", { rows: 3, cols: 3, withHeaderRow: true }), ""],
    horizontalRule: [() => run("setHorizontalRule"), ""],
    undo: [() => run("undo"), ""],
    redo: [() => run("redo"), ""],
    ...Object.fromEntries(TABLE.map((name) => [name, [() => run(name), ""]])),
    caption: [caption, ""],
  };
  if (!library.address) delete ACTIONS.picture;

  const style = create("select", {}, Object.keys(STYLES).map((name) => create("option", { value: name, textContent: words[name] })));
  style.setAttribute("aria-label", words.style);
  style.addEventListener("change", () => {
    const [type, attributes] = STYLES[style.value];
    run("setNode", type, attributes);
  });

  const buttons = Object.keys(ACTIONS).map((name) => {
    const button = create("button", { type: "button", textContent: words[name], value: name });
    button.addEventListener("click", ACTIONS[name][0]);
    // The selection in the text stays.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    return button;
  });
  const bar = create("div", { className: "newsroom-toolbar" }, [style, ...buttons]);
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.toolbar);

  function show() {
    for (const button of buttons) {
      const [, mark] = ACTIONS[button.value];
      if (mark) button.setAttribute("aria-pressed", editor.isActive(mark));
      button.hidden = TABLE.includes(button.value) && !editor.isActive("table");
    }
    style.value = Object.keys(STYLES).find((name) => name !== "paragraph" && editor.isActive(...STYLES[name])) ?? "paragraph";
  }

  const stops = () => [style, ...buttons].filter((control) => !control.hidden);
  const stopAt = (control) => {
    for (const one of [style, ...buttons]) one.tabIndex = one === control ? 0 : -1;
  };
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = stops();
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    stopAt(next);
    next.focus();
  });
  stopAt(style);
  editor.on("transaction", show);
  editor.view.dom.addEventListener("newsroom-link", link);
  show();
  return bar;
}
