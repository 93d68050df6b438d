"use strict";
// Exact decimals: text in, a BigInt of the twelfth place between, text out. No float ever holds a sum.

const PLACES = 12;
const UNITS = [[12, "trillion"], [9, "billion"], [6, "million"]];

function exact(text) {
  const [whole, part = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + part.padEnd(PLACES, "0"));
  return text.startsWith("-") ? -value : value;
}

function decimal(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(PLACES + 1, "0");
  const part = digits.slice(-PLACES).replace(/0+$/, "");
  return (value < 0n ? "-" : "") + digits.slice(0, -PLACES) + (part && "." + part);
}

// "14800000000" is "14,800,000,000"
function grouped(text) {
  const [whole, part] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
}

// "14800000000" is ["14.8", "billion"]; what would need more than three places is left whole
function brief(text) {
  const sign = text.startsWith("-") ? "-" : "";
  const [whole, part = ""] = text.slice(sign.length).split(".");
  for (const [power, unit] of UNITS) {
    if (whole.length <= power) continue;
    const rest = (whole.slice(-power) + part).replace(/0+$/, "");
    if (rest.length > 3) break;
    return [sign + grouped(whole.slice(0, -power)) + (rest && "." + rest), unit];
  }
  return [grouped(text), ""];
}

// For the label of a bar: at most one place and three figures, "≈" before what was rounded
function rounded(value) {
  const size = value < 0n ? -value : value;
  const [power, unit] = UNITS.find(([power]) => size >= 10n ** BigInt(power + PLACES)) ?? [0, ""];
  const one = 10n ** BigInt(power + PLACES);
  const step = size >= 100n * one ? one : one / 10n;
  const near = ((size + step / 2n) / step) * step;
  const figure = grouped(decimal((near * 10n ** BigInt(PLACES)) / one));
  return [(near === size ? "" : "≈\u00a0") + (value < 0n ? "-" : "") + figure, unit];
}
