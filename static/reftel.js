// Quickens what already works without it. Key strokes can be switched off on the help page.
"use strict";

const KEYS_OFF = "reftel-keys-off";
const LAST_FOCUS = "reftel-last-focus";

const remembered = (store, key) => { try { return store.getItem(key); } catch { return null; } };
const remember = (store, key, value) => { try { value === null ? store.removeItem(key) : store.setItem(key, value); } catch { /* storage is closed */ } };

function quickenSearch(form) {
  for (const element of document.querySelectorAll("[data-without-script]")) element.hidden = true;
  for (const element of document.querySelectorAll(".with-script")) element.hidden = false;
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-submits]")) return;
    remember(sessionStorage, LAST_FOCUS, event.target.id);
    form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const name of ["from", "to"]) {
      const field = form.elements[name];
      if (field && !field.value) field.disabled = true;
    }
    for (const [name, plain] of [["sort", "relevance"], ["size", "20"]]) {
      if (form.elements[name] && form.elements[name].value === plain) form.elements[name].disabled = true;
    }
  });
  addEventListener("pageshow", () => { for (const field of form.elements) field.disabled = false; });
  const last = remembered(sessionStorage, LAST_FOCUS);
  remember(sessionStorage, LAST_FOCUS, null);
  if (last) {
    const field = document.getElementById(last);
    field?.closest("details:not([open])")?.setAttribute("open", "");
    field?.focus({ preventScroll: false });
  }
}

function quickenLongFacet(box) {
  const part = box.closest("details");
  box.parentElement.hidden = false;
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    let found = 0;
    for (const line of part.querySelectorAll(".choices.long > li")) {
      line.hidden = wanted !== "" && !line.querySelector(".choice-label").textContent.toLowerCase().includes(wanted);
      if (!line.hidden) found += 1;
    }
    part.querySelector(".none-found").hidden = found > 0;
  });
}

function step(by) {
  const hits = [...document.querySelectorAll(".hit-subject a")];
  if (!hits.length) return;
  const at = hits.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(Math.max(at + by, 0), hits.length - 1);
  hits[next].focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || remembered(localStorage, KEYS_OFF)) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const actions = {
    "/": () => document.getElementById("q")?.focus(),
    "?": () => { location.href = document.querySelector(".main-nav a[href$='/help/']").href + "#keys"; },
    j: () => step(1),
    k: () => step(-1),
  };
  if (!(event.key in actions)) return;
  event.preventDefault();
  actions[event.key]();
}

const searchForm = document.querySelector("form[data-search]");
if (searchForm) quickenSearch(searchForm);
for (const box of document.querySelectorAll("[data-finds]")) quickenLongFacet(box);
addEventListener("keydown", onKey);

const keySetting = document.getElementById("keys-setting");
if (keySetting) {
  keySetting.closest("[hidden]").hidden = false;
  keySetting.checked = !remembered(localStorage, KEYS_OFF);
  keySetting.addEventListener("change", () => remember(localStorage, KEYS_OFF, keySetting.checked ? null : "1"));
}
