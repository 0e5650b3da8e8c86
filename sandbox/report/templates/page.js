"use strict";
for (const button of document.querySelectorAll("button[data-film]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const film = document.getElementById(button.dataset.film);
    if (!film) return;
    const seek = () => { film.currentTime = Math.min(Number(button.dataset.at), Math.max(0, film.duration - 0.02)); };
    for (const other of document.querySelectorAll("video")) other.pause();
    if (film.readyState >= 1) seek(); else film.addEventListener("loadedmetadata", seek, { once: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    film.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "center" });
    film.focus({ preventScroll: true });
  });
}
