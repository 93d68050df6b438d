"use strict";
// What claims come to. Nothing is added over kinds, currencies or modalities, and no statement twice.

// Claims of a document with the same group say one thing: the first of them of a kind, a modality and a currency
// stands for all, and with `also`, the first of each name.
function statements(claims, also = () => "") {
  const seen = new Set();
  return claims.filter((claim) => {
    const { doc_id, group, kind, modality, currency } = claim;
    const key = JSON.stringify([doc_id, group, kind, modality, currency, also(claim)]);
    return !seen.has(key) && seen.add(key);
  });
}

// Whether a sum may be added: both sides are said, the currency is settled, and it is neither what something
// is worth or owes on a day nor the price of a unit.
function summable({ low, high, currency, per, kind }) {
  return Boolean(low && high && currency && !per && !run.standing.includes(kind));
}

// [name, {count, added, low, high}] of each name that `key` gives, most first
function totals(claims, key, currency) {
  const found = new Map();
  for (const claim of claims) {
    const name = key(claim);
    if (!name) continue;
    if (!found.has(name)) found.set(name, { count: 0, added: 0, low: 0n, high: 0n });
    const total = found.get(name);
    total.count += 1;
    if (claim.currency !== currency || !summable(claim)) continue;
    total.added += 1;
    total.low += exact(claim.low);
    total.high += exact(claim.high);
  }
  const order = (a, b) => (a.high < b.high ? 1 : a.high > b.high ? -1 : b.count - a.count);
  return [...found].sort(([, a], [, b]) => order(a, b));
}

// How often each name comes, most first
function tally(names) {
  const found = new Map();
  for (const name of names) if (name) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].sort(([, a], [, b]) => b - a);
}
