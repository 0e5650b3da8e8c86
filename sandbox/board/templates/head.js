"use strict";
// Language and appearance, before anything is painted. `site` serves the page's other script too.
const site = {
  languages: ["en", "zh-Hans"],
  themes: ["auto", "light", "dark"],
  root: document.documentElement,
  kept(name, known, otherwise) {
    let value = null;
    try { value = localStorage.getItem("sandbox-" + name); } catch { /* a browser may forbid it for files */ }
    return known.includes(value) ? value : otherwise;
  },
  keep(name, value) {
    try { localStorage.setItem("sandbox-" + name, value); } catch { /* then it holds for this page alone */ }
  },
  get language() { return this.root.lang; },
  set language(value) {
    this.root.lang = value;
    const title = document.querySelector("title");
    if (title && title.dataset.en) title.textContent = value === "en" ? title.dataset.en : title.dataset.zh;
  },
  get theme() { return this.root.dataset.theme; },
  set theme(value) { this.root.dataset.theme = value; },
  switches() {
    const [language, theme] = ["language", "theme"].map(name => document.getElementById("switch-" + name));
    language.hidden = theme.hidden = false;
    this.language = this.language;
    language.addEventListener("click", () => {
      this.language = this.languages[1 - this.languages.indexOf(this.language)];
      this.keep("language", this.language);
      this.root.dispatchEvent(new Event("language"));
    });
    theme.addEventListener("click", () => {
      this.theme = this.themes[(this.themes.indexOf(this.theme) + 1) % this.themes.length];
      this.keep("theme", this.theme);
    });
  },
};
site.theme = site.kept("theme", site.themes, "auto");
site.language = site.kept("language", site.languages, navigator.language.startsWith("zh") ? "zh-Hans" : "en");
