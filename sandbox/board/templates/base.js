"use strict";
// Data, words, state and the page's elements. Texts of others become text nodes alone, never markup.
const $ = id => document.getElementById(id);
const WORDS = JSON.parse($("words").textContent);
const STANDINGS = ["passed", "failed", "undecided", "error", "incomplete", "unanswered", "waiting"];
const MARKS = { passed: "✓", failed: "✗", undecided: "?", error: "!", incomplete: "…", unanswered: "∅", waiting: "○" };
const VIEWS = {}; // name → { draw() }, each in its own file
const PAGE = 100; // rows of a table at a time
let data = JSON.parse($("data").textContent);

const phrase = (key, n) => {
  const [one, many] = WORDS[site.language][key].split("|");
  return n === 1 || many === undefined ? one : many;
};

/** What the site says, in the page's language; "{name}" is filled in, "one|many" chosen by values.n. */
function words(key, values = {}) {
  return phrase(key, values.n)
    .replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === "number" ? number(values[name]) : values[name]);
}

/** The same with elements in the places of names: a list of texts and elements. */
function wordsWith(key, nodes) {
  return phrase(key, nodes.n).split(/\{(\w+)\}/).map((part, k) => k % 2 ? nodes[part] : part);
}

const number = (value, digits = 0) => value.toLocaleString(site.language, { maximumFractionDigits: digits });
const percent = value => `${Math.round(100 * value)} %`;

/** An element; attributes that are null or false are left out, functions are listeners. */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null));
  return element;
}

/**
 * Children of `parent` become those of `items`, { key, sign, make }, in their order. An element whose key and sign are as they
 * were stays where it is, with its focus, its playing film and its open parts; of one that is made anew the focus is kept.
 */
function patch(parent, items) {
  const before = new Map([...parent.children].filter(e => e.patchKey !== undefined).map(e => [e.patchKey, e]));
  const focus = focused(parent);
  let at = parent.firstElementChild;
  for (const item of items) {
    let element = before.get(item.key);
    if (element && element.patchSign === item.sign) before.delete(item.key);
    else {
      element = item.make();
      element.patchKey = item.key;
      element.patchSign = item.sign;
    }
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
  for (const old of before.values()) old.remove();
  focus();
}

/** Call the result to put the focus back on what has the same data-key as what has it now, if that has gone meanwhile. */
function focused(parent) {
  const active = document.activeElement;
  const key = parent.contains(active) ? active.dataset.key : undefined;
  return () => {
    if (key === undefined || document.activeElement === active) return;
    const heir = parent.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (heir) heir.focus({ preventScroll: true });
  };
}

// The state is in the address, so that a link leads to what one sees.
const EMPTY = { v: "ranking", c: "", m: "", l: "", r: "", q: "", s: "", p: "1", g: "side", n: "1" };
let state = { ...EMPTY };

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  state = Object.fromEntries(Object.entries(EMPTY).map(([key, value]) => [key, given.get(key) ?? value]));
  if (!VIEWS[state.v]) state.v = EMPTY.v;
}

const address = changes => {
  const kept = Object.entries({ ...state, ...changes }).filter(([key, value]) => value !== EMPTY[key]);
  return "#" + new URLSearchParams(kept);
};

function change(changes) {
  state = { ...state, p: "1", ...changes };
  history.replaceState(null, "", address({}));
  draw();
}

// Rows and runs that fit the filters
const modelName = thing => data.models[thing.model];
const chosen = () => data.challenges.length === 1 ? 0 : data.challenges.findIndex(([slug]) => slug === state.c);
const challengeName = number => number < 0 ? words("all_challenges") : data.challenges[number][0];
const modeName = mode => words(`mode_${mode}`);
const languageName = code => WORDS[site.language][`lang_${code}`] ?? code;
const contestantKey = thing => `${modelName(thing)} ${thing.mode} ${data.languages[thing.language]}`;

function fits(thing) {
  return (state.m === "" || String(thing.mode) === state.m)
    && (state.l === "" || data.languages[thing.language] === state.l)
    && (state.q === "" || modelName(thing).toLowerCase().includes(state.q.toLowerCase()));
}

/** All rows of the chosen challenge, in their order; each knows its number in `at`. */
function rowsOf(challenge) {
  const rows = data.rows.filter(row => row.challenge === challenge);
  rows.forEach((row, k) => { row.order = k; });
  return rows;
}

let runs = [];
function readRuns() {
  const columns = data.runs;
  const names = Object.keys(columns);
  runs = (columns.id ?? []).map((_, k) => Object.fromEntries(names.map(name => [name, columns[name][k]])));
}

const isTied = (row, other) => row.tied.some(([first, count]) => other.order >= first && other.order < first + count);

/** Sorted by a column's value, what has none last, whichever the direction; equal ones stay in their order. */
function sorted(things, column, down) {
  const value = thing => column.value(thing);
  const letters = new Intl.Collator(site.language, { numeric: true });
  const order = (a, b) => typeof a === "string" ? letters.compare(a, b) : a - b;
  const empty = x => x === null || x === undefined;
  return things.map(thing => [value(thing), thing])
    .sort(([a], [b]) => empty(a) || empty(b) ? empty(a) - empty(b) : (down ? -1 : 1) * order(a, b))
    .map(([, thing]) => thing);
}
