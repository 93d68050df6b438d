"use strict";
// The page: filters, charts, the table, and the article that is opened. All that comes from texts is set as text.

const byId = (id) => document.getElementById(id);
const held = (id) => JSON.parse(byId(id).textContent);
const strings = held("strings");
const run = held("run");
const ROWS = 100, BARS = 8, MORE = 50, KNOWN = 500, BEFORE = 50, SOME = 2;
const ROLES = ["payer", "payee", "subject", "source"];
const PARTIES = ["payer", "payee", "subject"];
const PARTS = ["trigger", "cue", "when", "stake"];
const HEADS = ["sum", "kind", "modality", ...ROLES, "when", "score", "sentence"];
const FILTERS = ["words", "kind", "modality", "currency", "party", "source"];
const READ = ["documents", "claims", "mentions", "amounts", "open", "rejects"];
const OPEN = "?"; // in the place of a currency that nothing settles
const state = { language: "en", sort: "", down: false, page: 0, shown: [], opened: null, unpacked: new Map() };
let claims, sums, lost, articles, byClaim, bySum, byDocument;

function say(key, ...values) {
  const said = strings[key]?.[state.language] ?? key;
  return said.replace(/\{(\d)\}/g, (_, place) => values[place]);
}

const isolated = (text, settings = {}) => make("bdi", text, { dir: direction(text), ...settings });
const number = (text) => make("bdi", text, { dir: "ltr", class: "number" });
const count = (n) => n.toLocaleString("en");
const idOf = (row) => `${row.doc_id}:${row.at[0]}-${row.at[1]}`;
const linkTo = (id) => "#" + encodeURIComponent(id);

// ---- what a sum is worth, in figures ----
const sidesOf = ({ low, high }) => [...new Set([low, high])].filter((side) => side !== undefined);
const settled = (figures) => (figures.length ? figures : [number("?")]);

function worth({ low, high, currency, bound, candidates }) {
  const sides = sidesOf({ low, high }).map(brief);
  const one = sides.length === 2 && sides[0][1] === sides[1][1];
  const figures = sides.flatMap(([figure, unit], i) =>
    [i ? " – " : "", number(figure), unit && !(one && i === 0) ? " " + say(unit) : ""]);
  const words = strings["bound." + bound] ? [make("span", say("bound." + bound), { class: "bound" }), " "] : [];
  return make("span", [...words, ...settled(figures), " ", money(currency, candidates)], { class: "worth" });
}

function money(currency, candidates) {
  if (currency) return make("bdi", currency, { class: "code", title: currencyName(currency) });
  if (!candidates) return make("span", say("open_currency"), { class: "code open" });
  const some = candidates.length > SOME ? [...candidates.slice(0, SOME), "…"] : candidates;
  return make("bdi", some.join(" / ") + "?", { class: "code open", dir: "ltr", title: say("open_currency") });
}

function currencyName(code) {
  try {
    return new Intl.DisplayNames([state.language], { type: "currency" }).of(code);
  } catch {
    return code;
  }
}

function inFull(sum) {
  const figures = sidesOf(sum).flatMap((side, i) => [i ? " – " : "", number(grouped(side))]);
  return make("span", [...settled(figures), " ", sum.currency ? currencyName(sum.currency) : ""]);
}

const modality = (name) => make("span", say("modality." + name), { class: "chip " + name });

// ---- filters ----
// Letters that are written one way or another, marks and digits folded, so that a search finds all spellings
const MARKS = /[\u0640\u064b-\u065f\u0670\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const FOLDS = [[/[\u0622\u0623\u0625\u0671]/g, "\u0627"], [/\u0649/g, "\u064a"], [/\u0629/g, "\u0647"]];

function fold(text) {
  const plain = FOLDS.reduce((text, [from, to]) => text.replace(from, to), text.toLowerCase().replace(MARKS, ""));
  return plain.replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660);
}

const TESTS = {
  words: (claim, wanted) => wanted.split(/\s+/).every((word) => claim.words.includes(word)),
  kind: (claim, wanted) => claim.kind === wanted,
  modality: (claim, wanted) => claim.modality === wanted,
  currency: (claim, wanted) => (claim.currency ?? OPEN) === wanted,
  party: (claim, wanted) => PARTIES.some((role) => claim[role]?.folded.includes(wanted)),
  source: (claim, wanted) => claim.source?.folded.includes(wanted),
};

function wanted() {
  const found = FILTERS.map((id) => [id, byId(id).tagName === "SELECT" ? byId(id).value : fold(byId(id).value.trim())]);
  return new Map(found.filter(([, value]) => value));
}

function passing(wanted, but = "") {
  const tests = [...wanted].filter(([id]) => id !== but);
  return claims.filter((claim) => tests.every(([id, value]) => TESTS[id](claim, value)));
}

function choose(id, value) {
  byId(id).value = byId(id).value === value ? "" : value;
  renew();
}

// ---- the table ----
const collator = () => new Intl.Collator(state.language, { numeric: true });

const ORDERS = {
  sum: (c) => c.value, kind: (c) => say("kind." + c.kind), modality: (c) => run.modalities.indexOf(c.modality),
  when: (c) => c.when_value ?? c.when ?? "", score: (c) => Number(c.score), sentence: (c) => c.sentence,
  ...Object.fromEntries(ROLES.map((role) => [role, (c) => c[role]?.name ?? ""])),
};

// Sums of one currency stand together; empty cells stand last, whichever way
function sorted(rows) {
  if (!state.sort) return rows;
  const { compare } = collator(), order = ORDERS[state.sort], way = state.down ? -1 : 1;
  const size = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const currency = (row) => row.currency ?? "\uffff";
  return [...rows].sort((one, other) => {
    const [a, b] = [order(one), order(other)];
    const apart = state.sort === "sum" ? size(currency(one), currency(other)) : 0;
    return apart || (a === "") - (b === "") || way * (typeof a === "string" ? compare(a, b) : size(a, b));
  });
}

function renew() {
  state.page = 0;
  show();
}

function show() {
  const filters = wanted();
  state.shown = sorted(passing(filters));
  byId("count").replaceChildren(make("b", `${count(state.shown.length)} / ${count(claims.length)}`), " ",
    say("claims_shown"), claims.length < run.rows.claims ? " " + say("cut", count(run.rows.claims)) : "");
  charts(filters);
  turn();
}

function turn() {
  const first = state.page * ROWS, some = state.shown.slice(first, first + ROWS);
  byId("rows").replaceChildren(...(some.length ? some.map(row) : [nothing()]));
  byId("page").replaceChildren(number(`${count(first + (some.length && 1))}–${count(first + some.length)}`));
  byId("pages").hidden = state.shown.length <= ROWS;
  byId("before").disabled = !state.page;
  byId("after").disabled = first + ROWS >= state.shown.length;
}

function nothing() {
  const cell = make("td", say("nothing_fits"), { colspan: HEADS.length, role: "cell", class: "none" });
  return make("tr", cell, { role: "row" });
}

function row(claim) {
  const cell = (name, content) => make("td", content, { role: "cell", class: name, "data-head": say("head." + name) });
  const stake = claim.stake && [say("head.stake") + " ", number(claim.stake + "%")];
  const beside = [stake, claim.per && ["/ ", isolated(claim.per)]];
  const who = (role) => claim[role] && isolated(claim[role].name, {
    class: claim[role].how, title: strings["how." + claim[role].how] && say("how." + claim[role].how),
  });
  return make("tr", [
    cell("sum", [make("a", worth(claim), { href: linkTo(claim.id) }),
      ...beside.filter(Boolean).map((parts) => make("small", parts))]),
    cell("kind", say("kind." + claim.kind)),
    cell("modality", modality(claim.modality)),
    ...ROLES.map((role) => cell(role, who(role))),
    cell("when", claim.when && isolated(claim.when_value ?? claim.when, { title: claim.when })),
    cell("score", number(claim.score)),
    cell("sentence", excerpt(claim)),
  ], { role: "row", "data-id": claim.id });
}

// The sentence with its sum, begun a little before it where the sum stands far inside
function excerpt({ sentence, at, line }) {
  const letters = Array.from(sentence), [start, stop] = at.map((place) => place - line[0]);
  const first = start > BEFORE ? letters.indexOf(" ", start - BEFORE / 2) + 1 : 0;
  const part = (from, to) => letters.slice(from, to).join("");
  const from = first > start ? start : first;
  return make("div", [from ? "… " : "", part(from, start), make("b", part(start, stop)), part(stop)],
    { dir: direction(sentence), lang: "ar" });
}

function heads() {
  byId("heads").replaceChildren(...HEADS.map((name) => {
    const button = make("button", say("head." + name), { type: "button" });
    button.addEventListener("click", () => order(name, state.sort === name && !state.down, button));
    const way = state.sort === name && (state.down ? "descending" : "ascending");
    return make("th", button, { scope: "col", role: "columnheader", class: name, "aria-sort": way });
  }));
  const choices = HEADS.flatMap((name) => [[name, "\u2191"], [name + " down", "\u2193"]]
    .map(([value, arrow]) => make("option", `${say("head." + name)} ${arrow}`, { value })));
  byId("order").replaceChildren(make("option", say("as_read"), { value: "" }), ...choices);
  byId("order").value = state.sort + (state.down ? " down" : "");
}

function order(name, down, button) {
  Object.assign(state, { sort: name, down, page: 0 });
  heads();
  if (button) byId("heads").querySelectorAll("button")[HEADS.indexOf(name)].focus();
  state.shown = sorted(passing(wanted()));
  turn();
}

// ---- charts: each follows all filters but its own ----
function charts(filters) {
  const status = filters.get("modality") ?? "actual", kind = filters.get("kind");
  const now = new Map([...filters, ["modality", status]]);
  const usual = tally(passing(now).map((claim) => claim.currency))[0]?.[0];
  const currency = [filters.get("currency"), usual].find((code) => code && code !== OPEN);
  byId("totals-title").replaceChildren(say("totals"), " ", modality(status), " ",
    currency ? make("bdi", currency, { class: "chip", title: currencyName(currency) }) : "");
  const kinds = totals(statements(passing(now, "kind")), (claim) => claim.kind, currency);
  const parties = PARTIES.map((role) => {
    const name = (claim) => claim[role]?.name;
    return [role, totals(statements(passing(now, "party"), name), name, kind && currency)];
  });
  const sums = currency && say("sums_in", currency);
  const ofKind = kind && sums && `${say("kind." + kind)} · ${sums}`;
  byId("charts").replaceChildren(
    chart(say("by_kind"), sums, kinds, currency, "kind", (name) => say("kind." + name)),
    ...parties.map(([role, rows]) => chart(say("by_" + role), ofKind, rows, kind && currency, "party")));
}

function chart(heading, sums, rows, currency, filter, called = (name) => name) {
  const most = rows.reduce((most, [, { high }]) => (high > most ? high : most), 0n);
  const many = rows.reduce((many, [, total]) => Math.max(many, total.count), 0);
  const ranked = most ? rows : [...rows].sort(([, a], [, b]) => b.count - a.count);
  const bars = ranked.slice(0, BARS).map(([name, total]) => {
    const share = most ? Number((total.high > 0n ? total.high : 0n) * 1000n / most) / 1000 : total.count / many;
    const bar = share ? make("span", null, { class: "bar-fill", "aria-hidden": "true" }) : null;
    if (bar) bar.style.inlineSize = `${share * 100}%`;
    const title = most && total.added ? full(total, currency) : say("statements", count(total.count));
    const what = make("span", isolated(called(name)), { class: "what" });
    const pressed = String(byId(filter).value === name);
    const button = make("button", [what, " ", much(total, most && currency), bar],
      { type: "button", title, "aria-pressed": pressed, "data-name": `${heading} ${name}` });
    button.addEventListener("click", () => {
      choose(filter, name);
      const again = [...byId("charts").querySelectorAll("button")];
      again.find((other) => other.dataset.name === button.dataset.name)?.focus();
    });
    return make("li", button);
  });
  return make("figure", [make("figcaption", [make("b", heading), make("small", most ? sums : say("in_statements"))]),
    bars.length ? make("ol", bars) : make("p", say("nothing"), { class: "none" })]);
}

function much({ count: n, added, low, high }, currency) {
  if (!currency) return make("span", number(count(n)), { class: "much" });
  if (!added) return make("span", say("statements", count(n)), { class: "much" });
  const [least, most] = [rounded(low), rounded(high)];
  const sides = least.join() === most.join() ? [least] : [least, most];
  return make("span", sides.flatMap(([figure, unit], i) =>
    [i ? " – " : "", number(figure), unit && " " + say(unit)]), { class: "much" });
}

const full = ({ count: n, added, low, high }, currency) => [
  [...new Set([low, high])].map((side) => grouped(decimal(side))).join(" – ") + " " + currency,
  say("added", count(added), count(n))].join("\n");

// ---- an article ----
function route() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    // an address that somebody mistyped leads nowhere
  }
  const spot = byClaim.get(id) ?? bySum.get(id);
  if (spot) opened(spot);
  else if (byId("article").open) byId("article").close();
}

async function opened(spot) {
  state.opened = spot;
  const called = articles.get(spot.doc_id);
  byId("article-title").replaceChildren(worth(spot), " ",
    ...(spot.kind ? [make("span", say("kind." + spot.kind), { class: "chip" }), " ", modality(spot.modality)] : []));
  const name = called.title ?? spot.doc_id;
  const rest = [called.source, called.published, called.title && spot.doc_id].filter(Boolean);
  byId("article-name").replaceChildren(isolated(name), ...rest.flatMap((text) => [" · ", isolated(text)]));
  facts(spot);
  siblings(spot);
  step("earlier", -1);
  step("later", 1);
  byId("text").replaceChildren();
  if (!byId("article").open) {
    byId("article").showModal();
    byId("article-title").focus();
  }
  const found = await textOf(called);
  if (state.opened !== spot) return;
  const text = found.text ?? spot.sentence ?? spot.surface;
  const base = found.text ? 0 : (spot.line ?? spot.at)[0];
  const { lang, dir } = document.documentElement;
  const note = found.text ? [] : [make("p", say("no_text"), { class: "note", lang, dir })];
  byId("text").dir = direction(text);
  byId("text").replaceChildren(...note, ...paragraphs(text, marksOf(found, spot), base));
  byId("text").querySelector(".chosen")?.scrollIntoView({ block: "center" });
  document.body.dataset.article = spot.id;
}

async function textOf(called) {
  if (called.block === undefined) return { mentions: [], amounts: [], zones: [] };
  const { block } = called;
  if (!state.unpacked.has(block)) state.unpacked.set(block, unpacked("block-" + block));
  return (await state.unpacked.get(block)).find((article) => article.doc_id === called.doc_id);
}

function marksOf(found, spot) {
  const ids = ([start, stop]) => `${spot.doc_id}:${start}-${stop}`;
  const known = (at) => byClaim.has(ids(at)) || bySum.has(ids(at));
  const span = ([start, stop], name, more = {}) => ({ start, stop, name, ...more });
  const roles = [...ROLES.filter((role) => spot[role]).map((role) => [role, spot[role].at]),
    ...PARTS.filter((part) => spot.spans?.[part]).map((part) => [part, spot.spans[part]])];
  return [
    ...found.zones.map(([start, stop, zone]) => span([start, stop], zone)),
    ...(spot.line ? [span(spot.line, "line")] : []),
    ...found.mentions.map(([start, stop, label]) => span([start, stop], label, { apart: true })),
    ...found.amounts.map((at) => span(at, "money", { apart: true, link: known(at) && linkTo(ids(at)) })),
    span(spot.at, "chosen", { apart: true }),
    ...roles.map(([name, at]) => span(at, name, { apart: true, tag: say("head." + name) })),
  ];
}

function facts(spot) {
  const part = (name, content) => content && [make("dt", say("head." + name), { class: name }), make("dd", content)];
  const who = (role) => spot[role] && [isolated(spot[role].name), how(spot[role].how)];
  const word = (name, text, more) => text && [isolated(text), more ? make("small", [" ", more]) : null];
  byId("facts").replaceChildren(...[
    part("exact", inFull(spot)),
    part("candidates", spot.currency ? null : spot.candidates?.map(currencyName).join(" / ")),
    ...ROLES.map((role) => part(role, who(role))),
    part("trigger", word("trigger", spot.trigger)),
    part("cue", word("cue", spot.cue)),
    part("when", word("when", spot.when, spot.when_value && isolated(spot.when_value))),
    part("stake", spot.stake && number(spot.stake + "%")),
    part("per", spot.per && isolated(spot.per)),
    part("score", spot.score && [number(spot.score), spot.rule && make("small", [" ", isolated(spot.rule)])]),
  ].flat().filter(Boolean));
  byId("legend").replaceChildren(...[...run.labels, "money"].map((label) =>
    make("span", say("label." + label), { class: label })));
}

const how = (name) => (strings["how." + name] ? make("small", " " + say("how." + name)) : null);

function siblings(spot) {
  const rows = byDocument.get(spot.doc_id) ?? [];
  byId("siblings-title").textContent = `${say("siblings")} (${count(rows.length)})`;
  byId("siblings").replaceChildren(...rows.map((claim) => {
    const said = make("small", `${say("kind." + claim.kind)} · ${say("modality." + claim.modality)}`);
    const settings = { href: linkTo(claim.id), "aria-current": claim === spot && "true" };
    return make("li", make("a", [worth(claim), " ", said], settings));
  }));
}

function step(id, by) {
  const place = state.shown.indexOf(state.opened), next = place < 0 ? undefined : state.shown[place + by];
  byId(id).disabled = !next;
  byId(id).onclick = () => location.replace(linkTo(next.id));
}

function shut() {
  state.opened = null;
  delete document.body.dataset.article;
  history.replaceState(null, "", "#");
}

// ---- lists ----
function listed(id, rows, parts, total) {
  const more = (from) => {
    const items = rows.slice(from, from + MORE).map((row) => make("li", parts(row)));
    if (from + MORE < rows.length) {
      const button = make("button", say("more"), { type: "button" });
      button.addEventListener("click", () => button.parentNode.replaceWith(...more(from + MORE)));
      items.push(make("li", button));
    } else if (rows.length < total) items.push(make("li", say("cut", count(total)), { class: "none" }));
    return items;
  };
  byId(id).replaceChildren(...(rows.length ? more(0) : [make("li", say("nothing"), { class: "none" })]));
}

function lists() {
  const cell = (content, settings) => make("span", content, settings);
  listed("open", sums, (sum) => [
    cell(make("a", worth({ ...sum, candidates: undefined }), { href: linkTo(sum.id) })), " ",
    cell(isolated(sum.surface)), " ",
    cell(isolated(sum.candidates?.join(" / ") ?? ""), { class: "code" }), " ",
    cell(isolated(articles.get(sum.doc_id).title ?? sum.doc_id), { class: "note" }),
  ], run.open);
  listed("refused", lost, (row) => [
    cell(isolated(row.source)), " ", cell(isolated(row.stage)), " ", cell(isolated(row.error), { class: "error" }),
  ], run.rows.rejects);
}

// ---- the page in one of two languages ----
function speak() {
  const arabic = state.language === "ar", other = arabic ? "en" : "ar";
  Object.assign(document.documentElement, { lang: state.language, dir: arabic ? "rtl" : "ltr" });
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = say(node.dataset.label);
  Object.assign(byId("language"), { textContent: strings.language[other], lang: other });
  byId("read").replaceChildren(...READ.map((name) => {
    const many = run.rows[name] ?? run.open;
    const told = [make("dt", say("read." + name)), make("dd", number(count(many)))];
    return make("div", told, { class: many ? name : "zero" });
  }));
  choices();
  heads();
  lists();
  made();
  show();
  if (state.opened) opened(state.opened);
}

function choices() {
  const fill = (id, values, called) => {
    const before = byId(id).value;
    const options = values.map(([value, n]) => make("option", `${called(value)} · ${count(n)}`, { value }));
    byId(id).replaceChildren(make("option", say("all"), { value: "" }), ...options);
    byId(id).value = before;
  };
  fill("kind", tally(claims.map((c) => c.kind)), (kind) => say("kind." + kind));
  fill("modality", tally(claims.map((c) => c.modality)), (name) => say("modality." + name));
  const code = (code) => (code === OPEN ? say("open_currency") : code);
  fill("currency", tally(claims.map((c) => c.currency ?? OPEN)), code);
  const known = (id, roles) => {
    const names = tally(claims.flatMap((c) => roles.map((role) => c[role]?.name))).slice(0, KNOWN);
    byId(id).replaceChildren(...names.map(([value]) => make("option", null, { value })));
  };
  known("parties", PARTIES);
  known("sources", ["source"]);
}

function made() {
  const set = Object.entries(run.config).filter(([, value]) => value !== "");
  const pairs = {
    version: `mablagh ${run.version}, schema ${run.schema}`,
    model: `${run.model.name}, sha256 ${run.model.sha256.slice(0, 12)}…`,
    code: `sha256 ${run.code.slice(0, 12)}…`,
    config: set.map(([key, value]) => `${key} = ${value}`).join("\n"),
    tables: Object.entries(run.rows).map(([name, n]) => `${name} ${count(n)}`).join("\n"),
    files: run.inputs.join("\n") + (run.files > run.inputs.length ? `\n… ${count(run.files)}` : ""),
  };
  byId("made").replaceChildren(...Object.entries(pairs).flatMap(([name, text]) =>
    [make("dt", say("made." + name)), make("dd", make("bdi", text, { dir: "ltr" }))]));
}

async function unpacked(id) {
  const bytes = Uint8Array.from(atob(byId("pack-" + id).textContent), (letter) => letter.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

function known() {
  for (const claim of claims) {
    for (const role of ROLES) if (claim[role]) claim[role].folded = fold(claim[role].name);
    const { title, source } = articles.get(claim.doc_id);
    const names = ROLES.map((role) => claim[role]?.name);
    claim.words = fold([claim.sentence, claim.doc_id, title, source, ...names].join(" "));
    const side = claim.low ?? claim.high;
    claim.value = side === undefined ? "" : exact(side);
    claim.id = idOf(claim);
  }
}

function listen() {
  let waiting;
  byId("filters").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, claims.length > 2000 ? 150 : 0);
  });
  byId("narrow").addEventListener("click", () => {
    const open = byId("filters").dataset.narrow === "false";
    byId("filters").dataset.narrow = open;
    byId("narrow").setAttribute("aria-expanded", open);
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(renew));
  byId("order").addEventListener("change", () => {
    const [name, down] = byId("order").value.split(" ");
    order(name, Boolean(down));
  });
  for (const [id, by] of [["before", -1], ["after", 1]]) byId(id).addEventListener("click", () => {
    state.page += by;
    turn();
    byId("claims").scrollIntoView();
  });
  byId("rows").addEventListener("click", (event) => {
    const id = event.target.closest("tr")?.dataset.id;
    if (id && !event.target.closest("a") && !String(getSelection())) location.hash = linkTo(id);
  });
  byId("article").addEventListener("close", shut);
  byId("article").addEventListener("click", (event) => event.target === byId("article") && byId("article").close());
  byId("close").addEventListener("click", () => byId("article").close());
  byId("language").addEventListener("click", () => {
    state.language = state.language === "ar" ? "en" : "ar";
    speak();
  });
  addEventListener("hashchange", route);
}

async function begin() {
  state.language = navigator.language?.startsWith("ar") ? "ar" : "en";
  try {
    let index;
    [claims, sums, lost, index] = await Promise.all(["claims", "sums", "lost", "articles"].map((id) => unpacked(id)));
    articles = new Map(index.map((article) => [article.doc_id, article]));
  } catch (error) {
    byId("trouble").textContent = say("trouble");
    byId("trouble").hidden = false;
    throw error;
  }
  for (const sum of sums) sum.id = idOf(Object.assign(sum, { at: [sum.start, sum.stop] }));
  bySum = new Map(sums.map((sum) => [sum.id, sum]));
  known();
  byClaim = new Map(claims.map((claim) => [claim.id, claim]));
  byDocument = new Map(claims.map((claim) => [claim.doc_id, []]));
  for (const claim of claims) byDocument.get(claim.doc_id).push(claim);
  listen();
  speak();
  route();
  document.body.dataset.ready = "";
}

begin();
