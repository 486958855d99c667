// Keys on every page. They can be switched off on the help page.
"use strict";

const SHORTCUTS = "reftel-shortcuts";

const remembered = (store, key) => { try { return store.getItem(key); } catch { return null; } };
const remember = (store, key, value) => { try { value === null ? store.removeItem(key) : store.setItem(key, value); } catch { /* storage is closed */ } };

function step(by) {
  const hits = [...document.querySelectorAll(".hit-subject a")];
  if (!hits.length) return;
  const at = hits.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(Math.max(at + by, 0), hits.length - 1);
  hits[next].focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || remembered(localStorage, SHORTCUTS) === "off") return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const actions = {
    "/": () => document.getElementById("q")?.focus(),
    "?": () => { location.href = document.querySelector(".main-nav a[href$='/help/']").href + "#keys"; },
    j: () => step(1),
    k: () => step(-1),
    Escape: () => { if (!document.querySelector(":popover-open")) document.querySelector("a[data-back]")?.click(); },
  };
  if (!(event.key in actions) || event.defaultPrevented) return;
  event.preventDefault();
  actions[event.key]();
}

addEventListener("keydown", onKey);

const keySetting = document.getElementById("keys-setting");
if (keySetting) {
  keySetting.closest("[hidden]").hidden = false;
  keySetting.checked = remembered(localStorage, SHORTCUTS) !== "off";
  keySetting.addEventListener("change", () => remember(localStorage, SHORTCUTS, keySetting.checked ? null : "off"));
}
