// All that an article may hold (text/sanitizing.py): what a schema doesn't know, an edit would lose.

export function extensions(prose, library) {
  const { Extension, Mark, Node } = prose;
  const plain = (name, attributes = {}) =>
    Mark.create({
      name,
      addAttributes: () => attributes,
      parseHTML: () => [{ tag: name }],
      renderHTML: ({ HTMLAttributes }) => [name, HTMLAttributes, 0],
    });
  const cell = (Cell, own = {}) =>
    Cell.extend({
      addAttributes() {
        const { colspan, rowspan } = this.parent();
        return { colspan, rowspan, colwidth: { default: null, rendered: false, parseHTML: () => null }, ...own };
      },
    });
  const blocks = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem", "codeBlock", "table"];
  const marks = ["bold", "italic", "link", "code", "q", "cite", "abbr"];

  const Language = Extension.create({
    name: "language",
    addGlobalAttributes: () => [{ types: [...blocks, ...marks], attributes: { lang: { default: null } } }],
  });

  const Table = prose.Table.extend({
    addAttributes: () => ({
      caption: {
        default: null,
        parseHTML: (table) => table.querySelector("caption")?.textContent.trim() || null,
        rendered: false,
      },
    }),
    parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
    renderHTML: ({ node, HTMLAttributes }) => [
      "table",
      HTMLAttributes,
      ...(node.attrs.caption ? [["caption", node.attrs.caption]] : []),
      ["tbody", 0],
    ],
    addNodeView: () => null,
  });

  const OrderedList = prose.OrderedList.extend({
    addAttributes: () => ({}),
    addInputRules() {
      return [prose.wrappingInputRule({ find: /^1\.\s$/, type: this.type })];
    },
    addNodeView: () => null,
  });

  // Its own window speaks English.
  const Link = prose.Link.extend({
    addKeyboardShortcuts: () => ({ "Mod-k": ({ editor }) => editor.view.dom.dispatchEvent(new Event("newsroom-link")) }),
  }).configure({ autolink: false, protocols: ["http", "https", "mailto"], HTMLAttributes: { target: null, rel: null, class: null } });

  const Picture = Node.create({
    name: "picture",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    addAttributes: () => ({
      key: {
        default: null,
        parseHTML: (figure) => figure.dataset.picture,
        renderHTML: ({ key }) => ({ "data-picture": key }),
      },
    }),
    parseHTML: () => [{ tag: "figure[data-picture]", contentElement: (figure) => figure.querySelector("figcaption") ?? document.createElement("p") }],
    renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
    addNodeView: () => ({ node }) => library.figure(node.attrs.key),
    addKeyboardShortcuts() {
      const inside = ({ selection }) => selection.empty && selection.$from.parent.type === this.type && selection.$from;
      return {
        Enter: ({ editor }) => {
          const place = inside(editor.state);
          return place && editor.chain().insertContentAt(place.after(), { type: "paragraph" }).focus(place.after() + 1).run();
        },
        Backspace: ({ editor }) => {
          const place = inside(editor.state);
          return place && !place.parent.content.size && editor.commands.deleteNode(this.name);
        },
      };
    },
  });

  return [
    prose.Document,
    prose.Paragraph,
    prose.Text,
    prose.HardBreak,
    prose.History,
    prose.Dropcursor.configure({ color: false, class: "newsroom-dropcursor" }),
    prose.Gapcursor,
    prose.SpecialCharacters,
    prose.Bold,
    prose.Italic,
    prose.Code,
    prose.Subscript,
    prose.Superscript,
    Link,
    plain("q"),
    plain("cite"),
    plain("abbr", { title: { default: null } }),
    prose.Heading.configure({ levels: [2, 3, 4] }),
    prose.Blockquote,
    prose.BulletList,
    OrderedList,
    prose.ListItem,
    prose.CodeBlock,
    prose.HorizontalRule,
    Table,
    prose.TableRow,
    cell(prose.TableHeader, { scope: { default: null } }),
    cell(prose.TableCell),
    Picture,
    Language,
  ];
}

// What was pasted as plain text; a single line keeps the spaces that part it from the words around it.
export function slice(prose, schema, pasted, blocks) {
  const { DOMParser, Fragment, Slice } = prose.pm.model;
  if (!/[\n\r\f]/.test(pasted.trim())) return new Slice(Fragment.from(schema.text(pasted.replace(/\s+/g, " "))), 0, 0);
  return DOMParser.fromSchema(schema).parseSlice(prose.elementFromString(blocks(pasted)));
}

// The body as one would type it: no paragraph around an item's only words, a head for a table's header rows.
export function written(prose, editor) {
  const box = document.createElement("div");
  box.append(prose.pm.model.DOMSerializer.fromSchema(editor.schema).serializeFragment(editor.state.doc.content));
  for (const cell of box.querySelectorAll("li, td, th")) {
    const [first, ...others] = cell.children;
    if (first?.matches("p:not([lang])") && others.every((other) => other.matches("ul, ol"))) first.replaceWith(...first.childNodes);
  }
  for (const table of box.querySelectorAll("table")) {
    const rows = [...table.rows];
    const end = rows.findIndex((row) => row.querySelector("td"));
    if (end > 0) table.createTHead().append(...rows.slice(0, end));
  }
  return [...box.children]
    .filter((block) => !block.matches("p:empty"))
    .map((block) => block.outerHTML)
    .join("\n");
}
