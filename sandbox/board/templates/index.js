// The page as a whole: its sentence, filters, views, and news from the server.
const POLL_MS = 2000;

/** The finding, as a sentence: who leads, and whether the samples show it. Equal ones lead together: their order is their names'. */
function sentence() {
  const rows = rowsOf(chosen());
  const fitting = rows.filter(fits).filter(row => row.rank !== null);
  if (!data.rows.length) return [words("no_answers")];
  if (!fitting.length) return [words("lead_none")];
  const best = fitting[0];
  const tied = fitting.filter(row => isTied(best, row));
  const reached = row => (data.measure === "score" ? row.score : row.pass)[0];
  const level = tied.filter(row => reached(row) === reached(best)).length;
  const more = tied.length - level;
  const rest = fitting.length === 1 ? words("lead_only")
    : level ? words(more ? "lead_level_more" : "lead_level_only", { n: more })
    : more ? words("lead_tied", { n: more }) : words("lead_alone");
  const zh = site.language !== "en";
  const first = wordsWith(level ? "lead_level" : "lead_one", { model: bdi(modelName(best)), n: level });
  return [h("span", { class: "first" }, ...first, zh ? "，" : fitting.length === 1 ? ". " : ", "),
    h("span", { class: "rest" }, rest)];
}

function filters() {
  const all = key => ["", words(key)];
  const modes = [...new Set(data.rows.map(row => row.mode))].sort((a, b) => b - a);
  options($("filter-c"), [...(data.challenges.length > 1 ? [all("all_challenges")] : []),
    ...data.challenges.map(([slug]) => [data.challenges.length > 1 ? slug : "", slug])], chosen() < 0 ? "" : state.c);
  options($("filter-m"), [all("all_modes"), ...modes.map(mode => [String(mode), modeName(mode)])], state.m);
  options($("filter-l"), [all("all_langs"), ...data.languages.map(code => [code, languageName(code)])], state.l);
  options($("filter-r"), [all("all_results"), ...STANDINGS.map(standing => [standing, words(standing)])], state.r);
  $("filter-c").parentElement.hidden = data.challenges.length < 2;
  $("filter-m").parentElement.hidden = modes.length < 2;
  $("filter-l").parentElement.hidden = data.languages.length < 2;
  $("filter-r").parentElement.hidden = state.v !== "runs";
  $("filter-s").parentElement.classList.toggle("none", state.v !== "ranking" && state.v !== "runs");
  if ($("filter-q") !== document.activeElement) $("filter-q").value = state.q;
  $("reset").hidden = ["c", "m", "l", "r", "q", "s"].every(key => state[key] === EMPTY[key]);
}

function draw() {
  $("lead").replaceChildren(...sentence());
  const challenge = chosen();
  const waiting = runs.filter(run => STANDINGS[run.standing] === "waiting").length;
  $("counted").replaceChildren(
    challenge < 0 ? "" : h("span", { class: "what" }, challengeTitle(challenge)),
    [words("counted", { n: runs.length }), words("of_models", { n: data.models.length }), words("of_challenges", { n: data.challenges.length }),
      ...(waiting ? [words("to_judge", { n: waiting })] : [])].join(" · "));
  $("made").textContent = words("made", { time: new Date(data.made).toLocaleString(site.language, { dateStyle: "long", timeStyle: "short" }) });
  for (const link of document.querySelectorAll("[data-view]")) {
    link.href = address({ v: link.dataset.view, s: "", p: "1", r: "" });
    if (link.dataset.view === state.v) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  filters();
  for (const name of Object.keys(VIEWS)) {
    const section = $(`view-${name}`);
    section.hidden = name !== state.v;
    if (section.hidden) for (const film of section.querySelectorAll("video")) film.pause();
  }
  if (!data.rows.length) return;
  VIEWS[state.v].draw();
}

/** The same page again from the server, where it changed; nothing else of this one is touched. */
function listen() {
  let tag = null;
  const show = key => {
    const text = words(key);
    $("live").className = key;
    if ($("live").textContent !== text) $("live").textContent = text;
  };
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.pathname, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.ok) {
        const known = tag;
        tag = answer.headers.get("ETag");
        const text = await answer.text();
        const next = new DOMParser().parseFromString(text, "text/html").getElementById("data").textContent;
        if (known !== null || next !== $("data").textContent) take(next);
      } else if (answer.status !== 304) throw new Error(answer.statusText);
      show("live_on");
    } catch {
      show("live_off");
    }
  };
  const take = text => {
    $("data").textContent = text;
    data = JSON.parse(text);
    readRuns();
    draw();
  };
  site.root.addEventListener("language", () => show($("live").className || "live_on"));
  setInterval(ask, POLL_MS);
  document.addEventListener("visibilitychange", ask);
  ask();
}

site.switches();
site.root.addEventListener("language", draw);
for (const key of ["c", "m", "l", "r", "s"]) $(`filter-${key}`).addEventListener("change", event => change({ [key]: event.target.value }));
$("filter-q").addEventListener("input", event => change({ q: event.target.value.trim() }));
$("reset").addEventListener("click", () => { change({ c: "", m: "", l: "", r: "", q: "", s: "" }); $("filter-q").value = ""; $("content").focus(); });
// The address is the state's, so that this link must not change it.
document.querySelector(".skip").addEventListener("click", event => { event.preventDefault(); $("content").focus(); });
addEventListener("hashchange", () => { readState(); draw(); });
readRuns();
readState();
$("tools").hidden = !data.rows.length;
draw();
if ("live" in document.body.dataset) listen();
