"use strict";
// An article with what was read in it marked in place. All text is set as text, never parsed.

const ARABIC = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

// An Arabic sentence may begin with a Latin name, so the first letter alone does not tell.
const direction = (text) => (ARABIC.test(text) ? "rtl" : "ltr");

function make(kind, content, settings = {}) {
  const node = document.createElement(kind);
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const part of [content].flat()) if (part !== null && part !== undefined) node.append(part);
  return node;
}

// The spans of marks that are isolated from the line around them: those that overlap are one.
function isolates(marks) {
  const found = [];
  for (const { start, stop } of marks.filter((mark) => mark.apart)) {
    const last = found.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], stop);
    else found.push([start, stop]);
  }
  return found;
}

// Nodes of the letters from `first` to `last`. A mark has start, stop, name (its class), and perhaps
// tag (what it is called, told behind it), link (where it leads) and apart (Latin names stay in place).
function marked(letters, marks, first, last) {
  const near = marks.filter((mark) => mark.start < last && first < mark.stop).sort((a, b) => a.start - b.start);
  const apart = isolates(near);
  const edges = [...near.map(({ start, stop }) => [start, stop]), ...apart].flat();
  const within = edges.filter((edge) => first < edge && edge < last);
  const cuts = [...new Set([first, last, ...within])].sort((a, b) => a - b);
  const made = [];
  let inside = null;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, stop] = [cuts[i], cuts[i + 1]];
    const here = near.filter((mark) => mark.start <= start && start < mark.stop);
    const whole = apart.find(([from, to]) => from <= start && start < to);
    const piece = drawn(letters.slice(start, stop).join(""), here, stop);
    if (!whole) made.push(piece);
    else if (inside === whole) made.at(-1).append(piece);
    else made.push(make("bdi", piece));
    inside = whole;
  }
  return made;
}

function drawn(text, marks, stop) {
  if (!marks.length) return text;
  const link = marks.find((mark) => mark.link);
  const ends = marks.filter((mark) => mark.tag && mark.stop === stop).map((mark) => mark.tag);
  const chosen = marks.some((mark) => mark.name === "chosen");
  const settings = { class: marks.map((mark) => mark.name).join(" "), "data-tag": ends.join(" · ") || undefined };
  if (!link) return make("span", text, settings);
  return make("a", text, { ...settings, href: link.link, "aria-current": chosen && "true" });
}

// The paragraphs of a text whose first letter has the offset `base`
function paragraphs(text, marks, base = 0) {
  const letters = Array.from(text);
  const moved = marks.map((mark) => ({ ...mark, start: mark.start - base, stop: mark.stop - base }));
  const made = [];
  for (let first = 0; first < letters.length; ) {
    let last = letters.indexOf("\n", first);
    if (last < 0) last = letters.length;
    if (letters.slice(first, last).join("").trim()) made.push(make("p", marked(letters, moved, first, last)));
    first = last + 1;
  }
  return made;
}
