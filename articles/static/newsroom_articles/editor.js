// Starts the editor over an article's textarea, which stays what is sent, saved as a draft and restored.
// Each address comes from the server, since a static file may have another name there.

const load = async (addresses) =>
  Object.fromEntries(await Promise.all(Object.entries(addresses).map(async ([name, address]) => [name, await import(address)])));

function write(textarea, prose, parts, words) {
  const { text, schema, pictures, toolbar, dialogs } = parts;
  const left = Object.assign(document.createElement("p"), { className: "newsroom-left" });
  left.setAttribute("aria-live", "polite");
  const box = Object.assign(document.createElement("div"), { className: "newsroom-editor" });
  textarea.before(box);
  textarea.after(left);
  // It speaks of what is typed without the editor.
  const help = document.getElementById(`${textarea.id}_helptext`);
  if (help) help.hidden = true;

  const say = (kinds) => {
    left.textContent = kinds.length ? words.left.replace("{what}", kinds.map((kind) => words[kind]).join(", ")) : "";
  };
  // A picture's file belongs into the library; the browser would leave the page for it.
  const refuseFiles = (data) => {
    const refused = Boolean(data?.files.length) && !data.getData("text/html");
    if (refused) say(["pictures"]);
    return refused;
  };
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) label.id ||= `${textarea.id}_label`;
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label?.id ?? "" };
  if (textarea.hasAttribute("aria-invalid")) attributes["aria-invalid"] = "true";

  const library = pictures.library(textarea.dataset.library, words, dialogs);
  const editor = new prose.Editor({
    element: box,
    editable: !textarea.disabled,
    injectCSS: false, // its sheet would be inline; the rules are in ours
    extensions: schema.extensions(prose, library),
    content: text.body(textarea.value),
    editorProps: {
      attributes,
      transformPastedHTML(html) {
        const tidied = text.tidied(html);
        say(tidied.left);
        return tidied.html;
      },
      clipboardTextParser(pasted, _context, _plain, view) {
        say([]);
        return schema.slice(prose, view.state.schema, pasted, text.blocks);
      },
      handlePaste: (_view, { clipboardData }) => refuseFiles(clipboardData),
      handleDrop: (_view, { dataTransfer }) => refuseFiles(dataTransfer),
    },
    onUpdate() {
      const html = schema.written(prose, editor);
      // What was undone is what the server sent, however that is written.
      textarea.value = html === shown.html ? shown.value : html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  let shown;
  const remember = () => (shown = { value: textarea.value, html: schema.written(prose, editor) });
  remember();
  library.find();

  // Somebody else filled the textarea: a restored draft, or the browser going back.
  const take = () => {
    if (textarea.value === shown.value || textarea.value === schema.written(prose, editor)) return;
    editor.commands.setContent(text.body(textarea.value), { emitUpdate: false });
    remember();
    library.find();
  };
  textarea.addEventListener("change", take);
  addEventListener("pageshow", take);
  label?.addEventListener("click", () => editor.commands.focus());

  // Hidden, it can't be asked for by the browser; the server does.
  textarea.required = false;
  const isWriting = document.activeElement === textarea;
  textarea.hidden = true;
  box.prepend(toolbar.toolbar(editor, library, words));
  if (isWriting) editor.commands.focus("end");
}

for (const textarea of document.querySelectorAll("textarea[data-newsroom-body]")) {
  const words = JSON.parse(textarea.dataset.words);
  const column = Object.assign(document.createElement("div"), { className: "newsroom-writing" });
  textarea.before(column);
  column.append(textarea);
  const parts = await load(JSON.parse(textarea.dataset.parts));
  parts.counts.count(textarea, words, parts.text);
  parts.typography.offer(textarea, words, parts.dialogs);
  if (textarea.dataset.editor) write(textarea, await import(textarea.dataset.editor), parts, words);
}
