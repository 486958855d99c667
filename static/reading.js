// Quickens the pages of a cable, which work without it. keys.js comes before it.
"use strict";

// Words that have an entry in the glossary open it under the pointer and with the focus; a click keeps it open.

const LINGER = 250;
let waiting = 0;
let kept = null;

const cardOf = (word) => document.getElementById(word.getAttribute("popovertarget"));

function openCard(word) {
  const card = cardOf(word);
  if (!card.matches(":popover-open")) card.showPopover({ source: word });
}

function later(action) {
  clearTimeout(waiting);
  waiting = setTimeout(action, LINGER);
}

function closeCard(card) {
  if (card !== kept && card.matches(":popover-open") && !card.matches(":hover, :focus-within")) card.hidePopover();
}

function quickenWord(word) {
  const card = cardOf(word);
  word.setAttribute("popovertargetaction", "show");
  word.addEventListener("click", () => { clearTimeout(waiting); kept = card; });
  word.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") later(() => openCard(word)); });
  word.addEventListener("pointerleave", () => later(() => closeCard(card)));
  word.addEventListener("focus", () => { if (word.matches(":focus-visible")) later(() => openCard(word)); });
  word.addEventListener("blur", () => later(() => closeCard(card)));
}

function quickenCard(card) {
  card.addEventListener("pointerenter", () => clearTimeout(waiting));
  card.addEventListener("pointerleave", () => later(() => closeCard(card)));
  card.addEventListener("focusout", () => later(() => closeCard(card)));
  card.addEventListener("toggle", (event) => { if (event.newState === "closed" && kept === card) kept = null; });
}

if ("popover" in HTMLElement.prototype) {
  document.querySelectorAll("[popovertarget]").forEach(quickenWord);
  document.querySelectorAll(".gloss-card").forEach(quickenCard);
}

// From one found word to the next.

const found = [...document.querySelectorAll("mark[id]")];
const steps = document.querySelector("[data-matches]");
let current = -1;

function nearest(by) {
  const top = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const below = found.findIndex((mark) => mark.getBoundingClientRect().top >= top);
  if (by > 0) return below < 0 ? 0 : below;
  return below < 0 ? found.length - 1 : (below - 1 + found.length) % found.length;
}

function stepMatch(by) {
  if (!found.length) return;
  found[current]?.classList.remove("current");
  current = current < 0 ? nearest(by) : (current + by + found.length) % found.length;
  const mark = found[current];
  mark.classList.add("current");
  mark.scrollIntoView({ block: "center" });
  history.replaceState(history.state, "", `#${mark.id}`);
  tellMatch();
}

function tellMatch() {
  const many = found.length === 1 ? "1 found word" : `${found.length} found words`;
  steps.querySelector("[role=status]").textContent = current < 0 ? many : `${current + 1} of ${many}`;
}

if (steps) {
  steps.hidden = false;
  steps.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) stepMatch(Number(button.dataset.step));
  });
  current = found.findIndex((mark) => `#${mark.id}` === location.hash);
  tellMatch();
}

// keys.js takes Escape for the way back; an open entry comes first.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.querySelector(":popover-open")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  clearTimeout(waiting);
  for (const card of document.querySelectorAll(":popover-open")) card.hidePopover();
}, { capture: true });

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (remembered(localStorage, SHORTCUTS) === "off" || event.target.closest("input, select, textarea")) return;
  if (event.key === "n") stepMatch(1);
  else if (event.key === "p") stepMatch(-1);
});

const cable = document.querySelector(".cable");

// A paragraph in another part of a long cable: its part is fetched.
function fetchPart() {
  const wanted = location.hash.slice(1);
  if (!("parts" in cable.dataset) || !/^[pu]\d[\d-]*$/.test(wanted) || document.getElementById(wanted)) return;
  const address = new URL(location.href);
  if (address.searchParams.get("at") === wanted) return;
  address.searchParams.delete("part");
  address.searchParams.set("at", wanted);
  location.replace(address);
}

if (cable) {
  fetchPart();
  addEventListener("hashchange", fetchPart);
}
