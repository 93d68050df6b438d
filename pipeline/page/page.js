"use strict";
// All that comes from texts is set with textContent; no string from an article is ever parsed as HTML.
const strings = JSON.parse(document.getElementById("strings").textContent);
const byId = (id) => document.getElementById(id);
const PAGE = 100, TOP = 12, PLACES = 12;
const ROLES = ["payer", "payee", "subject", "source"];
const PARTIES = ["payer", "payee", "subject"];
const HEADS = ["kind", "sum", "payer", "payee", "subject", "modality", "source", "when", "score", "sentence"];
const state = { language: "en", sort: null, down: false, page: 0, shown: [], unit: "", opened: null };
let data;

function say(key, ...values) {
  const said = strings[state.language][key] ?? strings.en[key] ?? key;
  return said.replace(/\{(\d)\}/g, (_, place) => values[place]);
}

function make(kind, content, settings = {}) {
  const node = document.createElement(kind);
  for (const [name, value] of Object.entries(settings)) node.setAttribute(name, value);
  for (const part of [content].flat()) if (part !== null && part !== undefined) node.append(part);
  return node;
}

const isolated = (text) => make("bdi", text);
const count = (n) => n.toLocaleString(state.language === "ar" ? "ar-u-nu-latn" : "en");

// ---- exact decimals: text in, BigInt of the twelfth place between, text out ----
function exact(text) {
  const [whole, part = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + part.padEnd(PLACES, "0"));
  return text.startsWith("-") ? -value : value;
}

function decimal(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(PLACES + 1, "0");
  const part = digits.slice(-PLACES).replace(/0+$/, "");
  return (value < 0n ? "-" : "") + digits.slice(0, -PLACES) + (part ? "." + part : "");
}

const grouped = (text) => { const [whole, part] = text.split("."); return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : ""); };

function short(text) {
  // 14800000000 is 14.8 bn; what needs more than three places is left whole
  for (const [power, name] of [[12, "trillion"], [9, "billion"], [6, "million"]]) {
    const value = exact(text), unit = 10n ** BigInt(power);
    if ((value < 0n ? -value : value) >= unit * 10n ** BigInt(PLACES) && value % (unit * 10n ** BigInt(PLACES - 3)) === 0n)
      return `${grouped(decimal(value / unit))} ${say(name)}`;
  }
  return grouped(text);
}

function rounded(value) {
  // for a bar's label only: three figures are enough beside its length
  const text = decimal(value).split(".")[0];
  for (const [power, name] of [[12, "trillion"], [9, "billion"], [6, "million"], [3, "thousand"]])
    if (text.length > power) return `${text.length > power + 2 ? grouped(text.slice(0, -power)) : text.slice(0, -power) + "." + text.slice(-power, -power + 1)} ${say(name)}`;
  return text;
}

function sum(claim) {
  const { low, high, currency, bound } = claim, money = currency ?? say("open_currency");
  if (low !== undefined && high !== undefined) return (bound === "about" ? "≈ " : "") + (low === high ? short(low) : `${short(low)} – ${short(high)}`) + " " + money;
  const sign = { more_than: "> ", at_least: "≥ ", less_than: "< ", at_most: "≤ " }[bound] ?? "";
  const value = low ?? high;
  return value === undefined ? "?" : sign + short(value) + " " + money;
}

// ---- what is shown ----
function matches(claim) {
  const wanted = Object.fromEntries(["kind", "currency", "modality", "party", "source", "words"].map((id) => [id, byId(id).value.trim().toLowerCase()]));
  const has = (text, part) => (text ?? "").toLowerCase().includes(part);
  return (!wanted.kind || claim.kind === wanted.kind)
    && (!wanted.currency || (claim.currency ?? "?").toLowerCase() === wanted.currency)
    && (!wanted.modality || claim.modality === wanted.modality)
    && (!wanted.party || PARTIES.some((role) => has(claim[role]?.name, wanted.party)))
    && (!wanted.source || has(claim.source?.name, wanted.source))
    && (!wanted.words || has(claim.sentence, wanted.words) || has(claim.doc_id, wanted.words));
}

const orders = {
  kind: (c) => say("kind." + c.kind), modality: (c) => data.modalities.indexOf(c.modality), when: (c) => c.when_value ?? c.when ?? "",
  score: (c) => Number(c.score), sentence: (c) => c.sentence, ...Object.fromEntries(ROLES.map((role) => [role, (c) => c[role]?.name ?? ""])),
};

function compare(one, other) {
  if (state.sort === "sum") {
    const [a, b] = [one, other].map((c) => c.currency ?? "~");
    if (a !== b) return a < b ? -1 : 1;
    const [x, y] = [one, other].map((c) => exact(c.low ?? c.high ?? "0"));
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const [a, b] = [one, other].map(orders[state.sort]);
  if (typeof a === "string") return (a === "") - (b === "") || a.localeCompare(b, state.language);
  return a - b;
}

function show() {
  state.shown = data.claims.filter(matches);
  if (state.sort) state.shown.sort((a, b) => (state.down ? -compare(a, b) : compare(a, b)));
  state.page = Math.min(state.page, Math.max(0, Math.ceil(state.shown.length / PAGE) - 1));
  const first = state.page * PAGE, some = state.shown.slice(first, first + PAGE);
  byId("rows").replaceChildren(...some.map(row));
  byId("count").textContent = say("count", count(state.shown.length), count(data.claims.length)) + (data.claims.length < data.rows.claims ? " " + say("cut", count(data.rows.claims)) : "");
  byId("page").textContent = state.shown.length ? `${count(first + 1)}–${count(first + some.length)}` : "";
  byId("before").disabled = !state.page;
  byId("after").disabled = first + PAGE >= state.shown.length;
  charts();
}

function row(claim) {
  const open = make("button", isolated(sum(claim)), { type: "button" });
  open.addEventListener("click", () => article(claim));
  const cell = (head, content, settings = {}) => make("td", content, { "data-head": say("head." + head), ...settings });
  const who = (role) => cell(role, claim[role] ? make("bdi", claim[role].name, claim[role].how === "resolved" ? { class: "resolved", title: say("resolved") } : {}) : null);
  return make("tr", [
    cell("kind", make("span", say("kind." + claim.kind), { class: "chip" })),
    cell("sum", [make("span", [open, claim.stake ? make("small", say("stake", claim.stake)) : null, claim.per ? make("small", isolated("/ " + claim.per)) : null])], { class: "sum" }),
    who("payer"), who("payee"), who("subject"),
    cell("modality", make("span", say("modality." + claim.modality), { class: "chip " + claim.modality })),
    who("source"), cell("when", claim.when_value || claim.when ? isolated(claim.when_value ?? claim.when) : null), cell("score", claim.score),
    cell("sentence", make("div", claim.sentence, { dir: "auto", lang: "ar" }), { class: "said" }),
  ]);
}

// ---- totals: what is done, plain, settled, and each statement of an article once ----
function counted(claims) {
  const seen = new Set(), kept = [];
  for (const claim of claims) {
    const key = claim.doc_id + "\n" + claim.group;
    if (claim.modality !== "actual" || claim.low === undefined || claim.low !== claim.high || !claim.currency || seen.has(key)) continue;
    seen.add(key);
    kept.push(claim);
  }
  return kept;
}

function charts() {
  const kept = counted(state.shown), units = tally(kept, (c) => c.currency).map(([unit]) => unit);
  if (!units.includes(state.unit)) state.unit = units[0] ?? "";
  byId("unit").replaceChildren(...units.map((unit) => make("option", unit, unit === state.unit ? { value: unit, selected: "" } : { value: unit })));
  const kinds = new Map();
  for (const claim of kept) if (claim.currency === state.unit && claim.kind !== "price") {
    const [total, n] = kinds.get(claim.kind) ?? [0n, 0];
    kinds.set(claim.kind, [total + exact(claim.low), n + 1]);
  }
  const most = [...kinds.values()].reduce((a, [total]) => (total > a ? total : a), 1n);
  const ranked = [...kinds].sort(([, a], [, b]) => (a[0] < b[0] ? 1 : -1));
  bars("kinds", ranked.map(([kind, [total, n]]) => [say("kind." + kind), Number((total * 1000n) / most) / 1000, `${rounded(total)} ${state.unit} · ${count(n)}`, grouped(decimal(total))]));
  const parties = tally(state.shown.flatMap((c) => [...new Set(PARTIES.map((role) => c[role]?.name).filter(Boolean))].map((name) => ({ name }))), (c) => c.name).slice(0, TOP);
  byId("parties-title").textContent = say("by_party");
  bars("parties", parties.map(([name, n]) => [name, n / parties[0][1], count(n), ""]));
}

function tally(items, key) {
  const found = new Map();
  for (const item of items) found.set(key(item), (found.get(key(item)) ?? 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1]);
}

function bars(id, rows) {
  const drawn = rows.map(([what, share, much, title]) => {
    const fill = make("span", null, { class: "fill" });
    fill.style.inlineSize = `${Math.max(1, share * 62)}%`;
    return make("div", [make("span", isolated(what), { class: "what", title: what }), make("span", [fill, make("bdi", much, { class: "much", title })], { class: "track" })], { class: "bar-row" });
  });
  byId(id).replaceChildren(...(drawn.length ? drawn : [make("p", say("nothing"), { class: "note" })]));
}

// ---- an article with its claims ----
function article(claim) {
  state.opened = claim;
  const found = data.articles[claim.doc_id] ?? {};
  byId("article-title").textContent = found.title || claim.doc_id;
  const facts = [["head.kind", say("kind." + claim.kind)], ["head.sum", sum(claim)], ["exact", [claim.low, claim.high].filter((v, i, a) => v !== undefined && a.indexOf(v) === i).map(grouped).join(" – ") + " " + (claim.currency ?? "")],
    ...ROLES.filter((role) => claim[role]).map((role) => ["head." + role, claim[role].name + (claim[role].how === "resolved" ? " · " + say("resolved") : "")]),
    ["head.modality", say("modality." + claim.modality) + (claim.cue ? ` · ${claim.cue}` : "")], ["head.when", [claim.when, claim.when_value].filter(Boolean).join(" · ")],
    ["rule", claim.rule + (claim.trigger ? ` · ${claim.trigger}` : "")], ["head.score", claim.score], ["document", [claim.doc_id, found.source, found.published].filter(Boolean).join(" · ")]];
  byId("facts").replaceChildren(...facts.filter(([, value]) => value && value.trim()).flatMap(([key, value]) => [make("dt", say(key)), make("dd", isolated(value))]));
  byId("legend").replaceChildren(...["payer", "payee", "subject", "source", "trigger", "cue", "when"].map((name) => make("span", say("head." + name), { class: name })),
    ...data.labels.map((label) => make("span", say("label." + label), { class: label })), make("span", say("head.sum"), { class: "money" }));
  byId("text").replaceChildren(...(found.text === undefined ? [claim.sentence] : marked(found, claim)));
  if (!byId("article").open) byId("article").showModal();
  byId("text").querySelector(".chosen")?.scrollIntoView({ block: "center" });
}

function marked(found, claim) {
  const letters = Array.from(found.text), spans = [];
  for (const [start, stop, label] of found.mentions) spans.push([start, stop, label, "mention"]);
  for (const [start, stop] of found.amounts) spans.push([start, stop, "money", "sum"]);
  spans.push([...claim.line, "line", ""], [...claim.at, "chosen", ""]);
  for (const role of ROLES) if (claim[role]) spans.push([...claim[role].at, role, role]);
  for (const [name, at] of Object.entries(claim.spans)) if (name !== "stake") spans.push([...at, name, name]);
  const cuts = [...new Set([0, letters.length, ...spans.flatMap(([start, stop]) => [start, stop])])].sort((a, b) => a - b);
  spans.sort((a, b) => a[0] - b[0]);
  const made = [], active = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, stop] = [cuts[i], cuts[i + 1]], text = letters.slice(start, stop).join("");
    while (next < spans.length && spans[next][0] <= start) active.push(spans[next++]);
    for (let k = active.length - 1; k >= 0; k--) if (active[k][1] <= start) active.splice(k, 1);
    if (!active.length) { made.push(text); continue; }
    const foreign = /[A-Za-z0-9$€£%]/.test(text) && active.some(([, , , what]) => what);
    const title = active.map(([, , , what]) => what).filter((what) => what && what !== "mention" && what !== "sum").map((what) => say("head." + what)).join(", ");
    const node = make(foreign ? "bdi" : "span", text, { class: active.map(([, , name]) => name).join(" "), ...(title ? { title } : {}) });
    if (active.some(([, , , what]) => what === "mention")) node.dataset.mention = "";
    made.push(node);
  }
  return made;
}

// ---- the page in one of two languages ----
function speak() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === "ar" ? "rtl" : "ltr";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  byId("language").textContent = state.language === "ar" ? "English" : "العربية";
  byId("language").lang = state.language === "ar" ? "en" : "ar";
  byId("read").textContent = say("read", count(data.rows.documents), count(data.rows.claims), count(data.rows.mentions), count(data.rows.amounts), count(data.rows.rejects)) + ` · ${data.version} · ${data.engine}`;
  options("kind", data.kinds.filter((kind) => data.claims.some((c) => c.kind === kind)).map((kind) => [kind, say("kind." + kind)]));
  options("modality", data.modalities.filter((name) => data.claims.some((c) => c.modality === name)).map((name) => [name, say("modality." + name)]));
  options("currency", tally(data.claims, (c) => c.currency ?? "?").map(([code]) => [code, code === "?" ? say("open_currency") : code]));
  byId("heads").replaceChildren(...HEADS.map(head));
  byId("open").replaceChildren(...listed(data.unsettled, (row) => [isolated(row.surface), " · ", isolated(row.candidates.join(" / ")), " · ", isolated(row.doc_id)]));
  byId("lost").replaceChildren(...listed(data.rejects, (row) => [isolated(row.source), " · ", isolated(row.error)]));
  show();
  if (state.opened && byId("article").open) article(state.opened);
}

const listed = (rows, parts) => (rows.length ? rows.map((row) => make("li", parts(row))) : [make("li", say("nothing"))]);

function options(id, choices) {
  const chosen = byId(id).value;
  byId(id).replaceChildren(make("option", say("all"), { value: "" }), ...choices.map(([value, text]) => make("option", text, { value })));
  byId(id).value = chosen;
}

function head(name) {
  const button = make("button", say("head." + name), { type: "button" });
  button.addEventListener("click", () => {
    state.down = state.sort === name && !state.down;
    state.sort = name;
    state.page = 0;
    byId("heads").replaceChildren(...HEADS.map(head));
    byId("heads").querySelectorAll("button")[HEADS.indexOf(name)].focus();
    show();
  });
  return make("th", button, { scope: "col", ...(state.sort === name ? { "aria-sort": state.down ? "descending" : "ascending" } : {}) });
}

async function unpacked() {
  const bytes = Uint8Array.from(atob(byId("data").textContent), (letter) => letter.charCodeAt(0));
  return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
}

async function begin() {
  data = await unpacked();
  state.language = (navigator.language ?? "en").startsWith("ar") ? "ar" : "en";
  const again = () => { state.page = 0; show(); };
  byId("filters").addEventListener("input", again);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(again));
  byId("unit").addEventListener("change", () => { state.unit = byId("unit").value; charts(); });
  byId("before").addEventListener("click", () => { state.page--; show(); });
  byId("after").addEventListener("click", () => { state.page++; show(); });
  byId("close").addEventListener("click", () => byId("article").close());
  byId("language").addEventListener("click", () => { state.language = state.language === "ar" ? "en" : "ar"; speak(); });
  speak();
  document.body.dataset.ready = "";
}

begin();
