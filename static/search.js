// Quickens the search page, which works without it.
"use strict";

const LAST_FOCUS = "reftel-last-focus";

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

const searchForm = document.querySelector("form[data-search]");
if (searchForm) quickenSearch(searchForm);
for (const box of document.querySelectorAll("[data-finds]")) quickenLongFacet(box);
