// How often each check passed: a table of models by checks.

VIEWS.checks = (() => {
  let place = null;

  /** Of contestants by key: for each check how often it passed and how often it was decided. */
  function counted(challenge, checks) {
    const found = new Map();
    for (const run of runs) {
      if (run.challenge !== challenge || run.statuses === "" || !fits(run)) continue;
      const key = contestantKey(run);
      if (!found.has(key)) found.set(key, checks.map(() => [0, 0]));
      const sums = found.get(key);
      data.lists[run.list].forEach((check, k) => {
        const status = run.statuses[k];
        if (status !== "p" && status !== "f") return;
        const sum = sums[checks.indexOf(check)];
        sum[0] += status === "p";
        sum[1] += 1;
      });
    }
    return found;
  }

  function cell([passed, decided]) {
    if (!decided) return h("td", { class: "share" }, h("span", { "aria-hidden": "true" }, "–"), h("span", { class: "hidden" }, words("cell_none")));
    const share = passed / decided;
    const text = words("cell", { percent: percent(share), n: passed, total: decided });
    const element = h("td", { class: passed ? "share" : "share never", title: text },
      h("span", { "aria-hidden": "true" }, String(Math.round(100 * share))), h("span", { class: "hidden" }, text));
    element.style.setProperty("--share", `${Math.round(100 * share)}%`);
    return element;
  }

  function build() {
    place = h("div", {}, h("p", { class: "note what" }),
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "title-checks" },
        h("table", { class: "matrix" }, h("caption", { class: "hidden" }), h("thead", {}, h("tr")), h("tbody"))),
      h("div", { class: "paging" }));
    $("view-checks").append(place);
  }

  return {
    draw() {
      if (!place) build();
      const judged = new Set(runs.filter(run => run.statuses).map(run => run.challenge));
      const challenge = chosen() >= 0 ? chosen() : data.challenges.findIndex((_, k) => judged.has(k));
      const used = new Set(runs.filter(run => run.challenge === challenge).map(run => run.list));
      const checks = [...new Set([...used].flatMap(list => data.lists[list]))];
      const sums = counted(challenge, checks);
      const rows = rowsOf(challenge).filter(row => sums.has(contestantKey(row)));
      const { shown, nav } = paged(rows);
      found("found_rows", rows.length, rows.length);
      place.hidden = !rows.length;
      if (!rows.length) {
        $("found").textContent = words(judged.has(challenge) ? "nothing" : "no_checks");
        return;
      }
      const choice = chosen() < 0 ? wordsWith("choose_challenge", { challenge: bdi(challengeName(challenge)) }) : [];
      place.querySelector(".what").replaceChildren(words("checks_are"), " ", ...choice);
      place.querySelector("caption").replaceChildren(...wordsWith("caption_checks", { challenge: challengeTitle(challenge) }));
      const head = place.querySelector("thead tr");
      patch(head, [
        { key: " ", sign: site.language, make: () => h("th", { scope: "col", class: "model" }, words("model")) },
        ...checks.map(check => ({ key: check, sign: "", make: () => h("th", { scope: "col", lang: "en" }, h("span", {}, bdi(check))) })),
      ]);
      patch(place.querySelector("tbody"), shown.map(row => {
        const cells = sums.get(contestantKey(row));
        return {
          key: contestantKey(row), sign: JSON.stringify([site.language, cells, checks]),
          make: () => h("tr", {}, h("th", { scope: "row", class: "model" }, ...contestant(row)), cells.map(cell)),
        };
      }));
      setPages(place.querySelector(".paging"), nav);
    },
  };
})();
