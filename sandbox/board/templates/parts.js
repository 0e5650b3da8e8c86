// Parts that several views have: names, results, intervals, sortable heads, pages.

const bdi = text => h("bdi", {}, text);

/** A model with its mode and language. */
function contestant(thing, name = bdi(modelName(thing))) {
  const mode = [modeName(thing.mode)];
  if (data.languages.length > 1) mode.push(languageName(data.languages[thing.language]));
  return [name, " ", h("span", { class: "mode" }, mode.join(" · "))];
}

const plainName = thing => `${modelName(thing)}, ${modeName(thing.mode)}`;

function result(standing) {
  return [h("span", { class: "sign", "aria-hidden": "true" }, MARKS[standing]), words(standing)];
}

/** An estimate with its interval, drawn on a line from 0 to `top`, and in words; `bounds` is drawn as a thin line. */
function interval(estimate, top, bounds = null) {
  if (!estimate) return [h("span", { class: "none" }, "–")];
  const [value, low, high] = estimate;
  const show = top === 1 ? percent : number;
  const drawn = h("span", { class: "drawn", "aria-hidden": "true" });
  const part = (name, from, to) => {
    const line = h("span", { class: name });
    line.style.left = `${100 * from / top}%`;
    line.style.width = `${100 * (to - from) / top}%`;
    drawn.append(line);
  };
  if (bounds && bounds[1] > bounds[0]) part("bounds", ...bounds);
  part("range", low, high);
  part("point", value, value);
  const text = words("interval", { value: show(value), low: show(low), high: show(high) });
  return [
    drawn,
    h("span", { class: "hidden" }, text),
    h("span", { class: "value", "aria-hidden": "true" }, show(value)),
    h("span", { class: "ends", "aria-hidden": "true" }, `${Math.round(low * 100 / top)}–${Math.round(high * 100 / top)}`),
  ];
}

/** Which column the table is sorted by, and whether downwards: "-pass". */
function sorting(columns, otherwise) {
  const given = state.s || otherwise;
  const column = columns.find(one => one.key === given.replace("-", "") && one.value);
  return column ? { column, down: given.startsWith("-") } : sortedBy(columns, otherwise);
}
const sortedBy = (columns, given) =>
  ({ column: columns.find(one => one.key === given.replace("-", "")), down: given.startsWith("-") });

/** <th> for each column, with a button where it can be sorted; the arrow says how it is. */
function heads(columns, by) {
  return columns.map(column => {
    const mine = column === by.column;
    const next = (mine ? !by.down : column.down ? true : false) ? `-${column.key}` : column.key;
    const arrow = h("span", { class: "arrow", "aria-hidden": "true" }, mine ? (by.down ? "▼" : "▲") : "");
    const label = bdi(column.label());
    const inside = !column.value ? label
      : h("button", { type: "button", "data-key": `sort ${column.key}`, click: () => change({ s: next }) }, label, arrow);
    const order = mine ? (by.down ? "descending" : "ascending") : null;
    return h("th", { scope: "col", class: column.kind, title: column.title ? column.title() : null, "aria-sort": order },
      inside, column.axis ? h("span", { class: "axis", "aria-hidden": "true" }, ..."0 50 100".split(" ").map(n => h("span", {}, n))) : null);
  });
}

/** For narrow screens, where most heads are not shown. */
function sortChoices(columns, by) {
  const choice = column => (column.down ? "-" : "") + column.key;
  const choices = columns.filter(column => column.value).map(column => [choice(column), column.label()]);
  if (!by.column) choices.unshift(["", words("as_they_came")]);
  options($("filter-s"), choices, by.column ? choice(by.column) : "");
}

function options(select, choices, value) {
  const sign = JSON.stringify(choices);
  if (select.patchSign !== sign) {
    select.replaceChildren(...choices.map(([key, text]) => h("option", { value: key }, text)));
    select.patchSign = sign;
  }
  select.value = value;
}

/** The part of the things on the current page, and a <nav> through the pages, null where one is enough. */
function paged(things) {
  const pages = Math.max(1, Math.ceil(things.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(state.p) || 1));
  const shown = things.slice((page - 1) * PAGE, page * PAGE);
  const go = (key, to) => h("button", {
    type: "button", "data-key": key, disabled: to < 1 || to > pages,
    click: () => { change({ p: String(to) }); $("content").scrollIntoView({ block: "start" }); },
  }, words(key));
  const nav = pages === 1 ? null : h("nav", { class: "pages", "aria-label": words("pages") },
    go("previous", page - 1), h("span", {}, words("page_of", { n: page, total: pages })), go("next", page + 1));
  return { shown, nav };
}

function setPages(place, nav) {
  const focus = focused(place);
  place.replaceChildren(...(nav ? [nav] : []));
  focus();
}

function found(key, n, total) {
  const text = n === total ? words(key, { n }) : words("of_total", { n, total: words(key, { n: total }) });
  if ($("found").textContent !== text) $("found").textContent = text;
}

/** A link to another view with the same filters, changed. */
const linkTo = (changes, ...children) => h("a", { href: address({ p: "1", s: "", ...changes }) }, ...children);
