// Pictures and films: one of each model side by side, or all samples of each.

VIEWS.gallery = (() => {
  const CARDS = 60; // at first, and more at a time
  const PATIENCE_MS = 3000; // for films that shall begin together
  let place = null;

  function build() {
    const choice = (g, key) => h("button", { type: "button", "data-key": g, "data-arrange": g, click: () => change({ g }) });
    place = h("div", {},
      h("div", { class: "tools" },
        h("div", { class: "group", role: "group" }, choice("side"), choice("all")),
        h("div", { class: "group stepper", role: "group" },
          h("button", { type: "button", "data-step": "-1", click: () => step(-1) }, "‹"),
          h("span", { role: "status" }),
          h("button", { type: "button", "data-step": "1", click: () => step(1) }, "›")),
        h("button", { type: "button", class: "play-all", click: playAll })),
      h("div", { class: "cards" }),
      h("button", { type: "button", class: "more", click: () => change({ p: String(Number(state.p) + 1) }) }));
    $("view-gallery").append(place);
  }

  const step = by => change({ n: String(Math.max(1, Number(state.n) + by)) });

  /** Runs with pictures, by contestant, in the order of the ranking. */
  function strips() {
    const challenge = chosen();
    const found = new Map();
    for (const run of runs) {
      if (!run.picture || !fits(run) || (challenge >= 0 && run.challenge !== challenge)) continue;
      const key = contestantKey(run);
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(run);
    }
    return rowsOf(challenge).filter(row => found.has(contestantKey(row))).map(row => [row, found.get(contestantKey(row))]);
  }

  function card(run, row, named) {
    const told = { model: plainName(run), n: run.sample + 1 };
    const standing = STANDINGS[run.standing];
    const picture = h("img", { loading: "lazy", decoding: "async", src: `files/${run.picture}`, alt: words("picture_of", told) });
    const shot = h("div", { class: "shot" }, h("a", { href: `runs/${run.id}.html`, "data-key": `run ${run.id}` }, picture));
    if (run.film) {
      shot.append(h("button", {
        type: "button", class: "play", "data-key": `play ${run.id}`, "aria-label": words("play", told),
        click: () => start(shot, run, told).then(film => { film.focus(); film.play(); }),
      }, h("span", { "aria-hidden": "true" }, "▶")));
    }
    shot.film = run.film ? () => start(shot, run, told) : null;
    const score = run.score === null ? [] : [h("span", { class: "score" }, number(run.score, 1))];
    const place = named && row.rank !== null ? [h("span", { class: "place" }, `${row.rank}${row.tied.length ? "=" : ""}`), " "] : [];
    const where = chosen() < 0 ? [h("span", { class: "mode" }, bdi(challengeName(run.challenge))), " "] : [];
    return h("li", { class: `card ${standing}` }, shot,
      h("p", { class: "line" }, h("span", { class: "result" }, ...result(standing)), score,
        named ? null : h("span", { class: "mode" }, `${words("sample")} ${run.sample + 1}`)),
      named || where.length ? h("p", { class: "line who" }, ...where, ...(named ? [...place, ...contestant(run)] : [])) : null);
  }

  /** The film in the picture's place, ready to play. */
  function start(shot, run, told) {
    let film = shot.querySelector("video");
    if (!film) {
      film = h("video", { src: `files/${run.film}`, controls: true, loop: true, muted: true, playsinline: true,
        "aria-label": words("film_of", told), "data-key": `run ${run.id}`, play: label, pause: label });
      film.muted = true;
      shot.replaceChildren(film);
    }
    return new Promise(resolve => {
      if (film.readyState >= 3) resolve(film);
      else {
        film.addEventListener("canplay", () => resolve(film), { once: true });
        setTimeout(() => resolve(film), PATIENCE_MS);
      }
    });
  }

  /** All films that are shown, together from their first second; or all of them end. */
  async function playAll() {
    const films = [...place.querySelectorAll("video")];
    if (films.some(film => !film.paused)) for (const film of films) film.pause();
    else {
      const shots = [...place.querySelectorAll(".shot")].filter(shot => shot.film);
      const ready = await Promise.all(shots.map(shot => shot.film()));
      for (const film of ready) film.currentTime = 0;
      await Promise.allSettled(ready.map(film => film.play()));
    }
  }

  function label() {
    const playing = [...place.querySelectorAll("video")].some(film => !film.paused);
    place.querySelector(".play-all").textContent = words(playing ? "stop_all" : "play_all");
  }

  return {
    draw() {
      if (!place) build();
      const found_ = strips();
      const all = found_.flatMap(([, mine]) => mine);
      found("found_runs", all.length, all.length);
      place.hidden = !all.length;
      if (!all.length) $("found").textContent = words("no_pictures");
      const samples = [...new Set(all.map(run => run.sample))].sort((a, b) => a - b);
      const at = Math.min(Math.max(1, Number(state.n) || 1), samples.length || 1);
      const side = state.g !== "all";
      const arrange = place.querySelector(".group");
      arrange.setAttribute("aria-label", words("arrangement"));
      for (const button of arrange.children) {
        button.textContent = words(button.dataset.arrange === "side" ? "side_by_side" : "all_samples");
        button.setAttribute("aria-pressed", String((button.dataset.arrange === "side") === side));
      }
      const stepper = place.querySelector(".stepper");
      stepper.hidden = !side || samples.length < 2;
      stepper.setAttribute("aria-label", words("sample"));
      const [before, , after] = stepper.children;
      stepper.children[1].textContent = words("sample_of", { n: at, total: samples.length });
      before.disabled = at <= 1;
      after.disabled = at >= samples.length;
      before.setAttribute("aria-label", words("previous_sample"));
      after.setAttribute("aria-label", words("next_sample"));
      place.querySelector(".play-all").hidden = !all.some(run => run.film);
      let left = CARDS * Math.max(1, Number(state.p) || 1);
      const items = (row, mine, named) => mine.map(run => ({
        key: String(run.id), sign: JSON.stringify([site.language, run, row.rank, row.tied.length, chosen()]), make: () => card(run, row, named),
      }));
      const cards = place.querySelector(".cards");
      const strip = (key, sign, heading) => ({ key, sign, make: () => h("div", { class: "strip" }, heading(), h("ul")) });
      let hidden = 0;
      const cut = list => {
        const kept = list.slice(0, Math.max(0, left));
        left -= kept.length;
        hidden += list.length - kept.length;
        return kept;
      };
      if (side) {
        const list = cut(found_.flatMap(([row, mine]) => items(row, mine.filter(run => run.sample === samples[at - 1]), true)));
        patch(cards, [strip("side", "", () => "")]);
        patch(cards.querySelector("ul"), list);
      } else {
        const groups = found_.map(([row, mine]) => [row, mine, cut(items(row, mine, false))]).filter(([, , list]) => list.length);
        patch(cards, groups.map(([row, mine]) => strip(contestantKey(row), JSON.stringify([site.language, row, mine.length]), () =>
          h("h3", {}, row.rank === null ? "" : h("span", { class: "place" }, `${row.rank}${row.tied.length ? "=" : ""}`), " ", ...contestant(row),
            h("span", { class: "mode" }, ` · ${words("one_sample", { n: mine.length })}`)))));
        groups.forEach(([, , list], k) => patch(cards.children[k].querySelector("ul"), list));
      }
      const more = place.querySelector(".more");
      more.hidden = hidden === 0;
      more.textContent = words("more", { n: Math.min(hidden, CARDS) });
      label();
    },
  };
})();
