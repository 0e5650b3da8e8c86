// Every run, a row each, a hundred at a time.

VIEWS.runs = (() => {
  const SHOWN = 2; // checks that did not pass, by name
  let place = null;

  function columns() {
    const plain = (key, value, digits, down) => ({
      key, label: () => words(key), value, kind: "number wide", down, cell: run => [value(run) === null ? "" : number(value(run), digits)],
    });
    return [
      { key: "result", label: () => words("result"), value: run => run.standing, kind: "result", row: true, cell: resultCell },
      { ...plain("score", run => run.score, 1, true), kind: "number" },
      { key: "model", label: () => words("model"), value: modelName, kind: "model", cell: modelCell },
      ...(chosen() < 0 ? [{
        key: "challenge", label: () => words("challenge"), value: run => challengeName(run.challenge), kind: "wide",
        cell: run => [bdi(challengeName(run.challenge))],
      }] : []),
      { ...plain("sample", run => run.sample + 1, 0, false) },
      { key: "why", label: () => words("why"), kind: "why wide", cell: whyCell },
      plain("seconds", run => run.seconds, 1, false),
      plain("tokens", run => run.tokens, 0, false),
    ];
  }

  function resultCell(run) {
    const standing = STANDINGS[run.standing];
    const label = `${words(standing)}: ${plainName(run)}, ${challengeName(run.challenge)}, ${words("sample")} ${run.sample + 1}`;
    return [h("a", { class: standing, href: `runs/${run.id}.html`, "data-key": `run ${run.id}`, "aria-label": label }, ...result(standing))];
  }

  function modelCell(run) {
    const where = chosen() < 0 ? [h("span", { class: "mode phone" }, " · ", bdi(challengeName(run.challenge)))] : [];
    return [...contestant(run), ...where];
  }

  function whyCell(run) {
    const names = status => data.lists[run.list].filter((_, k) => run.statuses[k] === status);
    const failed = names("f").length ? names("f") : names("u");
    if (!failed.length) return [];
    const shown = failed.slice(0, SHOWN).join(", ");
    const more = failed.length > SHOWN ? [", ", words("and_more", { n: failed.length - SHOWN })] : [];
    return [h("bdi", { lang: "en" }, shown), ...more];
  }

  function build() {
    place = h("div", {}, h("table", { class: "board" }, h("caption", { class: "hidden" }), h("thead", {}, h("tr")), h("tbody")), h("div", { class: "paging" }));
    $("view-runs").append(place);
  }

  return {
    draw() {
      if (!place) build();
      const challenge = chosen();
      const fitting = runs.filter(run => (challenge < 0 || run.challenge === challenge) && fits(run)
        && (state.r === "" || STANDINGS[run.standing] === state.r));
      const all = columns();
      const by = state.s ? sorting(all, "result") : { column: null, down: false }; // else in the order in which they came
      const { shown, nav } = paged(by.column ? sorted(fitting, by.column, by.down) : fitting);
      found("found_runs", fitting.length, runs.length);
      place.hidden = !fitting.length;
      place.querySelector("caption").textContent = words("caption_runs", { n: challengeName(challenge) });
      const head = place.querySelector("thead tr");
      const focus = focused(head);
      head.replaceChildren(...heads(all, by));
      focus();
      sortChoices(all, by);
      const sign = JSON.stringify([site.language, all.map(column => column.key)]);
      patch(place.querySelector("tbody"), shown.map(run => ({
        key: String(run.id), sign: sign + JSON.stringify(run),
        make: () => h("tr", {}, all.map(column =>
          h(column.row ? "th" : "td", { class: column.kind, scope: column.row ? "row" : null }, ...column.cell(run)))),
      })));
      setPages(place.querySelector(".paging"), nav);
    },
  };
})();
