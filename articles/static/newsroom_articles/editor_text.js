// What is pasted, as a careful person would have typed it.  Works on text alone: under the policy a parser
// voids every style="", by which Word and Google Docs say what is bold and what is a list.

const TOKEN = /<!--[\s\S]*?-->|<[!?][^>]*>|<(\/?)([a-z][\w:.-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>|[^<]+|</gi;
const ATTRIBUTE = /([a-z][\w:.-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gi;
const VOID = /^(?:area|base|br|col|hr|img|input|link|meta|source|track|wbr|v:imagedata)$/;
const UNSEEN = /^(?:head|style|script|title|xml|template|noscript)$/;
const HEADINGS = { h1: "h2", h2: "h2", h3: "h3", h4: "h4", h5: "h4", h6: "h4" };
const PARAGRAPHS = new RegExp(
  "^(?:p|div|address|article|aside|body|center|dd|dl|dt|details|dialog|fieldset|figure|figcaption|footer|form" +
    "|header|hgroup|html|legend|main|menu|nav|search|section|summary)$",
);
const CONTAINERS = /^(?:ul|ol|li|blockquote|table|thead|tbody|tfoot|tr|td|th)$/;
// What an article can't hold, by the name under which the editor is told.
const LEFT_OUT = [
  [/^(?:img|picture|svg|v:imagedata)$/, "pictures"],
  [/^(?:iframe|video|audio|object|embed|canvas)$/, "embedded"],
  [/^(?:select|textarea|button|input)$/, "forms"],
  [/^del$/, "deleted"],
];
const MARKS = ["a", "strong", "em", "q", "cite", "abbr", "sub", "sup", "code"];
const NAMES = { b: "strong", strong: "strong", i: "em", em: "em", kbd: "code", samp: "code", tt: "code" };

const attribute = (name, value) => ` ${name}="${value.replace(/"/g, "&quot;")}"`;
const unquoted = (value) => value.replace(/^(["'])([\s\S]*)\1$/, "$2");
const attributesOf = (text) =>
  Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [name.toLowerCase(), unquoted(value)]));

function styleOf(text = "") {
  const rules = text.split(";").map((rule) => rule.split(":").map((part) => part.trim().toLowerCase()));
  return Object.fromEntries(rules.filter(([, value]) => value));
}

// What a style says of the text in it; of what it doesn't speak, nothing.
function marksOf(style) {
  const found = {};
  const weight = style["font-weight"];
  if (weight) found.strong = /^(?:bold|bolder|[6-9]00)$/.test(weight) && "<strong>";
  if (style["font-style"]) found.em = /^(?:italic|oblique)/.test(style["font-style"]) && "<em>";
  if (style["vertical-align"]) for (const name of ["sub", "sup"]) found[name] = style["vertical-align"].startsWith(name) && `<${name}>`;
  return found;
}

// Where a link leads, without Google's detour; "" where no reader can follow it.
function addressOf(href) {
  const detour = /^https:\/\/www\.google\.com\/url\?(?:.*&(?:amp;)?)?q=([^&]+)/.exec(href);
  const address = detour ? decodeURIComponent(detour[1]).replace(/&/g, "&amp;") : href.trim();
  return /^(?:https?:|mailto:)/i.test(address) ? address : "";
}

// Words are parted by plain spaces, but for those that French and numbers keep together.
const spaced = (html) => html.replace(/(^|[^«\d])\u00a0(?!(?:<[^>]*>)*[:;!?»%€\d])/g, "$1 ");

export function tidied(html) {
  // Copied in an editor like ours, whose schema takes what it knows.
  if (/\sdata-pm-slice="\d/.test(html)) return { html, left: [] };
  const out = [];
  const left = new Set();
  const open = []; // the elements, each with what it says of the text in it
  const lists = []; // Word's, level by level
  let block = null; // the paragraph being written
  let item = null; // Word's next paragraph, where it is an item
  let unseen = null; // an element of which nothing is taken, and how many of its name are open
  let isMarker = false; // Word drew it, for programs that know no lists
  const marks = () => open.at(-1)?.marks ?? {};

  function closeLists(level) {
    while (lists.length > level) out.push(`</li></${lists.pop()}>`);
  }

  function openItem({ level, marker }) {
    const list = /^\W*(?:\d+|[a-z]|[ivxlc]+)[.)]/i.test(marker) ? "ol" : "ul";
    closeLists(level);
    if (lists.length === level && lists.at(-1) !== list) closeLists(level - 1);
    else if (lists.length === level) out.push("</li><li>");
    while (lists.length < level) {
      out.push(`<${list}><li>`);
      lists.push(list);
    }
  }

  function begin(name) {
    flush();
    block = { name, html: "", marks: [], space: "" };
  }

  function flush() {
    if (block) {
      setMarks({});
      // Two line breaks were meant as a new paragraph.
      const parts = block.name === "p" ? block.html.split(/(?:<br>\s*){2,}/) : [block.html];
      const trimmed = (part) => (block.name === "pre" ? part : spaced(part.replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, "")));
      const full = parts.map(trimmed).filter((part) => part.trim());
      if (full.length) {
        if (item && block.name === "p") openItem(item);
        else closeLists(0);
        for (const part of full) out.push(`<${block.name}>${part}</${block.name}>`);
      }
    }
    if (block) item = null;
    block = null;
  }

  function setMarks(wanted) {
    // A heading is bold already.
    const isHeading = /^h\d$/.test(block.name) || open.some(({ end }) => end === "</th>");
    const names = MARKS.filter((name) => wanted[name] && !(name === "strong" && isHeading) && block.name !== "pre");
    let same = 0;
    while (same < block.marks.length && block.marks[same] === wanted[names[same]]) same += 1;
    while (block.marks.length > same) block.html += `</${/\w+/.exec(block.marks.pop())[0]}>`;
    return () => {
      for (const name of names.slice(same)) {
        block.html += wanted[name];
        block.marks.push(wanted[name]);
      }
    };
  }

  function write(text) {
    if (isMarker && item) return (item.marker += text);
    if (block?.name === "pre") return (block.html += text);
    const words = text.replace(/&(?:nbsp|#160|#xa0);/gi, "\u00a0").replace(/[ \t\r\n\f]+/g, " ");
    const [, before, inner, after] = /^([ \u00a0]*)(.*?)([ \u00a0]*)$/s.exec(words);
    if (!block && !inner) return (edges += words);
    if (!block) {
      edges += before;
      begin("p");
    }
    if (!inner) return (block.space ||= before && before[0]);
    const openMarks = setMarks(marks());
    const space = block.space || before[0] || "";
    if (block.html && !block.isBroken) block.html += space;
    openMarks();
    block.html += inner.replace(/ {2,}/g, " ");
    Object.assign(block, { space: after[0] ?? "", isBroken: false });
  }

  function openElement(name, given, closes) {
    const style = styleOf(given.style);
    const kind = LEFT_OUT.find(([pattern]) => pattern.test(name))?.[1];
    if (kind) left.add(kind);
    const comment = /comment/.test(style["mso-element"] ?? style["mso-special-character"] ?? "");
    if (comment) left.add("comments");
    const marker = style["mso-list"] === "ignore";
    if (kind || comment || marker || UNSEEN.test(name) || style.display === "none" || style["mso-hide"] === "all") {
      if (!VOID.test(name) && !closes) unseen = { name, depth: 1, marker };
      return;
    }
    if (name === "br") {
      if (!block) return;
      setMarks({});
      Object.assign(block, { html: `${block.html}<br>`, space: "", isBroken: true });
      return;
    }
    if (name === "hr") {
      flush();
      closeLists(0);
      out.push("<hr>");
    }
    if (VOID.test(name) || closes) return;
    const element = { name, marks: { ...marks(), ...marksOf(style) }, end: "" };
    const mark = NAMES[name] ?? (MARKS.includes(name) ? name : "");
    if (name === "a") {
      const address = addressOf(given.href ?? "");
      if (address) element.marks.a = `<a${attribute("href", address)}>`;
      else if (given.href && !given.href.includes("#")) left.add("links");
    } else if (mark && !(mark in marksOf(style))) {
      element.marks[mark] = mark === "abbr" && given.title ? `<abbr${attribute("title", given.title)}>` : `<${mark}>`;
    }
    if (/^(?:s|strike)$/.test(name) || /line-through/.test(style["text-decoration"] ?? style["text-decoration-line"])) left.add("struck");
    if (HEADINGS[name]) begin(HEADINGS[name]);
    else if (/^(?:pre|caption)$/.test(name)) begin(name);
    else if (PARAGRAPHS.test(name)) {
      flush();
      if (name === "p") element.marks = { ...(open.findLast(({ name: outer }) => outer !== "p")?.marks ?? {}), ...marksOf(style) };
      const level = /level(\d)/.exec(style["mso-list"] ?? "");
      item = level && { level: Number(level[1]), marker: "" };
    } else if (CONTAINERS.test(name)) openContainer(element, given);
    open.push(element);
  }

  function openContainer(element, given) {
    const { name } = element;
    flush();
    closeLists(0);
    if (/^[uo]l$/.test(name) && /^[uo]l$/.test(open.findLast(({ name: outer }) => CONTAINERS.test(outer))?.name)) {
      // Google Docs puts a list into a list: it belongs to the item before, or is there for its indent alone.
      if (out.at(-1) !== "</li>") return;
      out.pop();
      out.push(`<${name}>`);
      element.end = `</${name}></li>`;
      return;
    }
    const header = name === "td" && open.some((outer) => outer.name === "thead");
    const spans = ["colspan", "rowspan"].filter((span) => /^[2-9]$|^[1-9]\d$/.test(given[span] ?? ""));
    out.push(`<${header ? "th" : name}${spans.map((span) => attribute(span, given[span])).join("")}>`);
    element.end = `</${header ? "th" : name}>`;
  }

  function closeElement(name) {
    const index = open.findLastIndex((element) => element.name === name);
    if (index < 0) return;
    if (HEADINGS[name] || PARAGRAPHS.test(name) || CONTAINERS.test(name) || /^(?:pre|caption)$/.test(name)) flush();
    for (const element of open.splice(index).reverse())
      if (element.end) {
        closeLists(0);
        out.push(element.end);
      }
  }

  let edges = ""; // the spaces around what is inline, which part it from the words there
  for (const [token, slash, tag, rest] of html.matchAll(TOKEN)) {
    const name = tag?.toLowerCase();
    if (unseen) {
      if (unseen.marker && item && !tag) item.marker += token;
      if (name === unseen.name) unseen.depth += slash ? -1 : 1;
      if (!unseen.depth) unseen = null;
    } else if (name && slash) closeElement(name);
    else if (name) openElement(name, attributesOf(rest), rest.endsWith("/"));
    else if (token.startsWith("<!")) isMarker = token.includes("!supportLists") || (isMarker && !token.includes("endif"));
    else if (!token.startsWith("<")) write(token);
    else if (token === "<") write("&lt;");
  }
  const inline = block && !out.length && !item;
  const trailing = block?.space ? " " : "";
  const leading = /[ \u00a0]$/.test(edges) ? " " : "";
  flush();
  closeLists(0);
  while (open.length) out.push(open.pop().end);
  // Word’s web editor makes a list of each item.
  let made = out.join("").replace(/<\/(ul|ol)><\1>/g, "");
  const [, words] = /^<p>((?:(?!<\/?p>).)*)<\/p>$/s.exec(made) ?? [];
  // So marked, the editor leaves the spaces at both ends.
  if (inline && words && (leading || trailing)) made = `<span data-pm-slice="0 0 []">${leading}${words}${trailing}</span>`;
  return { html: made, left: [...left] };
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const BULLET = /^[-•*]\s+(?=\S)/;
const NUMBER = /^(\d{1,2})[.)]\s+(?=\S)/;
const SPEECH = /^[–—]\s/;

// A plain text in blocks: blank lines part paragraphs, or, where there are none and ``linesPart``, every line is one.
export function blocks(text, inText = escaped, linesPart = true) {
  const lines = text
    .replace(/\r\n?|[\x0b\x85\u2028]/g, "\n")
    .replace(/[\f\u2029]/g, "\n\n")
    .trim()
    .split("\n")
    .map((line) => line.trim());
  const isWrapped = lines.length > 1 && lines.slice(0, -1).every((line) => line.length > 50 && line.length < 90);
  const parted = !linesPart || lines.includes("") || isWrapped;
  const made = [];
  let isNew = true;
  for (const line of lines) {
    const number = NUMBER.exec(line);
    const before = made.at(-1);
    if (!line) isNew = true;
    else {
      const follows = number && (number[1] === "1" || (before?.name === "ol" && Number(number[1]) === before.number + 1));
      if (BULLET.test(line)) made.push({ name: "ul", text: line.replace(BULLET, "") });
      else if (follows) made.push({ name: "ol", text: line.replace(NUMBER, ""), number: Number(number[1]) });
      else if (isNew || SPEECH.test(line) || !parted) made.push({ name: "p", text: line });
      else before.text += ` ${line}`;
      isNew = false;
    }
  }
  return made
    .map(({ name, text: words }, index) => {
      if (name === "p") return `<p>${inText(words)}</p>`;
      const begins = made[index - 1]?.name === name ? "" : `<${name}>`;
      const ends = made[index + 1]?.name === name ? "" : `</${name}>`;
      return `${begins}<li><p>${inText(words)}</p></li>${ends}`;
    })
    .join("");
}

// A body as it stands in the textarea, where a blank line is a paragraph as long as it holds no block.
const BLOCK = /<(?:p|h[1-6]|ul|ol|li|blockquote|pre|hr|table|figure|div)[\s/>]/i;
export const body = (typed) => (BLOCK.test(typed) ? typed : blocks(typed, (inline) => inline, false));

export const words = (html) => html.replace(/<[^>]*>/g, " ").replace(/&nbsp;/g, " ").match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
