// The ranking: a row for each model in each mode, with intervals, and who cannot be told apart.
const opened = new Set(); // contestants whose details are shown

VIEWS.ranking = (() => {
  let place = null;
  let rows = []; // of the challenge, all of them
  let single = []; // where all challenges are shown: challenge → contestant → row

  function columns() {
    const byScore = data.measure === "score";
    const challenge = chosen();
    const has = n => rows.some(row => row.counts[n] > 0);
    const ks = [...new Set(rows.flatMap(row => Object.keys(row.at).map(Number)))].filter(k => k > 1).sort((a, b) => a - b);
    const plain = (key, label, value, show, more = {}) => ({
      key, label: () => label, value, kind: "number wide", down: true,
      cell: row => [value(row) === null || value(row) === undefined ? "" : show(value(row))], ...more,
    });
    const count = (n, key) => has(n) ? [plain(key, words(key), row => row.counts[n] || null, number)] : [];
    const pass = {
      key: "pass", label: () => words("measure_pass"), value: row => row.pass?.[0] ?? null, down: true, axis: true,
      kind: "estimate", cell: row => interval(row.pass, 1, row.bounds),
    };
    const score = {
      key: "score", label: () => words("score"), value: row => row.score?.[0] ?? null, down: true, axis: true,
      kind: "estimate", cell: row => interval(row.score, 100),
    };
    const passPlain = plain("pass", words("measure_pass"), pass.value, percent);
    const scorePlain = plain("score", words("score"), score.value, value => number(value));
    return [
      { key: "rank", label: () => words("rank"), value: row => row.rank, kind: "number rank", cell: rankCell },
      { key: "model", label: () => words("model"), value: modelName, kind: "model", row: true, cell: modelCell },
      byScore ? score : pass,
      ...(challenge < 0 ? data.challenges.map(([slug], k) => plain(`c${k}`, slug, row => {
        const one = single[k].get(contestantKey(row));
        return (byScore ? one?.score?.[0] : one?.pass?.[0]) ?? null;
      }, byScore ? number : percent)) : ks.map(k => plain(`at${k}`, `pass@${k}`, row => row.at[k] ?? null, percent))),
      byScore ? passPlain : scorePlain,
      ...count(2, "undecided"), ...count(3, "errors"), ...count(4, "incomplete"), ...count(5, "unanswered"), ...count(6, "waiting"),
      plain("seconds", words("seconds"), row => row.seconds, value => number(value, 1), { down: false, title: () => words("seconds_note") }),
      plain("tokens", words("tokens"), row => row.tokens, value => number(value), { down: false, title: () => words("seconds_note") }),
    ];
  }

  function rankCell(row) {
    if (row.rank === null) return [h("span", { class: "none" }, "–")];
    const tied = row.tied.length ? [h("span", { "aria-hidden": "true" }, "="), h("span", { class: "hidden" }, ` ${words("tied_mark")}`)] : [];
    return [String(row.rank), ...tied];
  }

  function modelCell(row) {
    const key = contestantKey(row);
    const button = h("button", {
      type: "button", class: "open", "data-key": `open ${key}`, "aria-expanded": String(opened.has(key)),
      click: () => { if (!opened.delete(key)) opened.add(key); draw(); },
    }, bdi(modelName(row)));
    return contestant(row, button);
  }

  function details(row, width) {
    const tied = rows.filter(other => isTied(row, other));
    const names = tied.length
      ? h("ul", { class: "names" }, tied.map(other => h("li", {}, ...contestant(other))))
      : h("p", {}, words("tied_none"));
    const counts = ["passed", "failed", "undecided", "errors", "incomplete", "unanswered", "waiting"];
    const facts = [
      [words("measure_pass"), row.pass && intervalText(row.pass, percent)],
      [words("score"), row.score && intervalText(row.score, number)],
      ...Object.entries(row.at).filter(([k]) => k !== "1").map(([k, value]) => [`pass@${k}`, percent(value)]),
      [words("bounds_name"), row.bounds && row.counts[2] && words("bounds", { low: percent(row.bounds[0]), high: percent(row.bounds[1]) })],
      ...counts.map((key, n) => [words(key), row.counts[n] && number(row.counts[n])]),
      [words("seconds"), row.seconds !== null && number(row.seconds, 1)],
      [words("tokens"), row.tokens !== null && number(row.tokens)],
      [words("judge_s"), row.judge_s !== null && number(row.judge_s, 1)],
    ].filter(([, text]) => text);
    const mine = { q: modelName(row), m: String(row.mode) };
    return h("tr", { class: "details" }, h("td", { colspan: width },
      h("div", { class: "inside" },
        h("dl", {}, facts.map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text)))),
        row.rank === null ? null : h("div", {}, h("h3", {}, words("tied")), names),
        h("p", { class: "links" }, linkTo({ v: "gallery", g: "all", ...mine }, words("see_gallery")), linkTo({ v: "runs", ...mine }, words("see_runs"))),
      )));
  }

  const intervalText = ([value, low, high], show) => words("interval", { value: show(value), low: show(low), high: show(high) });

  /** Points out who cannot be told apart from the row under the pointer or the focus. */
  function point(event) {
    const element = event.type.endsWith("out") || event.type === "mouseleave" ? null : event.target.closest("tr.contestant");
    const row = element?.row ?? null;
    for (const other of place.querySelectorAll("tr.contestant")) {
      const apart = row !== null && row.rank !== null && other.row !== row;
      other.classList.toggle("tied", apart && isTied(row, other.row));
      other.classList.toggle("apart", apart && !isTied(row, other.row));
    }
  }

  function build() {
    const table = h("table", { class: "board", mouseover: point, mouseleave: point, focusin: point, focusout: point },
      h("caption", { class: "hidden" }), h("thead", {}, h("tr")), h("tbody"));
    const legend = h("p", { class: "legend" });
    place = h("div", {}, legend, table, h("div", { class: "paging" }));
    $("view-ranking").append(place);
  }

  function legend() {
    const sample = name => h("span", { class: `drawn key ${name}`, "aria-hidden": "true" }, h("span", { class: name }));
    const entry = (key, ...signs) => h("span", {}, ...signs, words(key));
    return [
      entry("legend_value", sample("point")), entry("legend_interval", sample("range")),
      rows.some(row => row.counts[2]) && data.measure !== "score" ? entry("legend_bounds", sample("bounds")) : null,
      rows.some(row => row.tied.length) ? entry("legend_tied") : null,
      state.m || state.l ? entry("ranked_among") : null,
    ].filter(one => one);
  }

  return {
    draw() {
      if (!place) build();
      const challenge = chosen();
      rows = rowsOf(challenge);
      if (challenge < 0) {
        single = data.challenges.map((_, k) => new Map(data.rows.filter(row => row.challenge === k).map(row => [contestantKey(row), row])));
      }
      const all = columns();
      const by = sorting(all, "rank");
      const fitting = sorted(rows.filter(fits), by.column, by.down);
      const { shown, nav } = paged(fitting);
      found("found_rows", fitting.length, rows.length);
      place.hidden = !fitting.length;
      place.className = challenge < 0 ? "" : "roomy";
      place.querySelector("caption").replaceChildren(...wordsWith("caption_ranking",
        { measure: words(`measure_${data.measure}`), challenge: challengeTitle(challenge) }));
      place.querySelector(".legend").replaceChildren(...legend());
      const head = place.querySelector("thead tr");
      const focus = focused(head);
      head.replaceChildren(...heads(all, by));
      focus();
      sortChoices(all, by);
      const sign = JSON.stringify([site.language, all.map(column => column.key)]);
      patch(place.querySelector("tbody"), shown.flatMap(row => {
        const key = contestantKey(row);
        const open = opened.has(key);
        const mine = sign + open + JSON.stringify([row, single.map(one => one.get(key)?.pass)]);
        const cell = column =>
          h(column.row ? "th" : "td", { class: column.kind, scope: column.row ? "row" : null }, ...column.cell(row));
        const line = { key, sign: mine, make: () => h("tr", { class: "contestant" }, all.map(cell)) };
        return open ? [line, { key: `${key} details`, sign: mine, make: () => details(row, all.length) }] : [line];
      }));
      const byKey = new Map(shown.map(row => [contestantKey(row), row]));
      for (const element of place.querySelectorAll("tr.contestant")) element.row = byKey.get(element.patchKey);
      setPages(place.querySelector(".paging"), nav);
    },
  };
})();

const challengeTitle = challenge => challenge < 0 ? words("all_challenges") : h("bdi", { lang: "en" }, data.challenges[challenge][1]);
