"use strict";
site.switches();
for (const button of document.querySelectorAll("button[data-at]")) {
  const film = document.getElementById("video");
  const at = Number(button.dataset.at);
  const decide = () => { button.hidden = !(at <= film.duration); };
  if (film.readyState >= 1) decide(); else film.addEventListener("loadedmetadata", decide, { once: true });
  button.addEventListener("click", () => {
    for (const other of document.querySelectorAll("video")) other.pause();
    film.currentTime = Math.min(at, Math.max(0, film.duration - 0.02));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    film.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "center" });
    film.focus({ preventScroll: true });
  });
}
