// Quickens the search page, which works without it: a tick, a link or the timeline changes the page in place. The page is
// fetched from its own address, so that addresses, the back button and reloading keep their meaning.
"use strict";

const PLAIN = { sort: "relevance", size: "20", in: "cables" };
const PAUSE = 150; // milliseconds without a key before a facet is searched
const announcement = document.getElementById("announcement");
const ORDER = ["q", "f[", "f[-", "from", "to", "in", "sort", "size"]; // of parameters, as in the links of the page
let shown = location.search;
let running = null;

const placeOf = (name) => ORDER.indexOf(name.match(/^f\[-?/)?.[0] ?? name);

function addressOf(form) {
  const pairs = new URLSearchParams();
  for (const [name, value] of [...new FormData(form)].sort(([one], [other]) => placeOf(one) - placeOf(other))) {
    const goesWithoutSaying = name !== "q" && (value === "" || PLAIN[name] === value);
    if (!goesWithoutSaying && !pairs.getAll(name).includes(value)) pairs.append(name, value);
  }
  return `${form.action.split("?")[0]}?${pairs.toString().replaceAll("%5B", "[").replaceAll("%5D", "]")}`;
}

async function fetched(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function show(address, { push = true, focus = "total" } = {}) {
  const before = document.querySelector("form[data-search]");
  running?.abort();
  running = new AbortController();
  before.setAttribute("aria-busy", "true");
  let page;
  try {
    page = await fetched(address, running.signal);
  } catch (error) {
    if (error.name !== "AbortError") location.href = address;
    return;
  }
  const after = page.querySelector("form[data-search]");
  if (!after) { location.href = address; return; }
  const lists = [...before.querySelectorAll("details[id]")];
  for (const part of lists) {
    const same = after.querySelector(`#${CSS.escape(part.id)}`);
    if (same) same.open = part.open;
  }
  const searched = [...before.querySelectorAll(".find-value input")].map((box) => [box.closest("details").id, box.value]);
  if (push) history.pushState(null, "", address);
  shown = new URL(address, location.href).search;
  document.title = page.title;
  before.replaceWith(document.adoptNode(after));
  quicken(after);
  for (const [id, text] of searched) {
    const link = document.querySelector(`#${CSS.escape(id)} [data-more]`);
    if (link) listAll(link, text);
  }
  // What was chosen in the list of all values stands among the first ones now.
  const place = document.getElementById(focus) ?? document.getElementById(focus.replace("all-", ""));
  if (focus) (place ?? document.getElementById("total")).focus();
  if (focus !== "total") announcement.textContent = document.getElementById("total").textContent;
}

function submit(form, focus) {
  show(addressOf(form), { focus });
}

async function listAll(link, text = null) {
  const panel = link.closest("fieldset");
  const address = new URL(link.href);
  const box = document.createElement("input");
  const part = document.createElement("div");
  const name = panel.querySelector("legend").textContent;
  Object.assign(box, { type: "search", autocomplete: "off", placeholder: `Find in ${name}`, value: text ?? "" });
  box.setAttribute("aria-label", `Find in ${name} by the beginning of a word`);
  part.className = "find-value";
  const list = document.createElement("div");
  part.append(box, list);
  link.parentElement.replaceWith(part);
  const hereAlready = new Set([...panel.querySelectorAll("input[type=checkbox]")].map((tick) => tick.value));
  let asking = null;

  async function fill(said) {
    asking?.abort();
    asking = new AbortController();
    address.searchParams.set("start", box.value.trim());
    let found;
    try {
      found = (await fetched(address, asking.signal)).getElementById("facet-values");
    } catch (error) {
      if (error.name !== "AbortError") location.href = link.href;
      return;
    }
    if (!found) { location.href = link.href; return; }
    found.removeAttribute("id");
    for (const line of found.querySelectorAll("li.excluded")) line.remove();
    for (const tick of found.querySelectorAll("input[type=checkbox]")) {
      if (hereAlready.has(tick.value)) tick.closest("li").remove();
    }
    for (const heading of found.querySelectorAll("h2")) {
      if (!heading.nextElementSibling?.querySelector("li")) { heading.nextElementSibling?.remove(); heading.remove(); }
    }
    if (!found.querySelector("li, .hint")) found.textContent = "No other begins so.";
    list.replaceChildren(document.adoptNode(found));
    if (said) announcement.textContent = `${list.querySelectorAll("li").length} in ${name}`;
  }

  let pause;
  box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(fill, PAUSE, true); });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  await fill(false);
  if (text === null) box.focus();
}

function quickenTimeline(form, timeline) {
  const chart = timeline.querySelector(".timeline-chart");
  const bars = [...chart.querySelectorAll("a")];
  const shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shade.classList.add("chosen");
  shade.setAttribute("height", "100%");
  chart.prepend(shade);
  const sliders = document.createElement("div");
  sliders.className = "timeline-sliders";
  const [low, high] = [["First", 0], ["Last", bars.length]].map(([which, value]) => {
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: bars.length, step: 1, value });
    slider.setAttribute("aria-label", `${which} part of the time shown`);
    sliders.append(slider);
    return slider;
  });
  const go = document.createElement("button");
  go.type = "button";
  go.className = "show-time";
  go.hidden = true;
  chart.after(sliders);
  form.querySelector(".when-row").append(go);

  const range = () => [Number(low.value), Number(high.value)];
  function draw() {
    const [from, to] = range();
    shade.setAttribute("x", `${100 * from / bars.length}%`);
    shade.setAttribute("width", `${100 * (to - from) / bars.length}%`);
    low.setAttribute("aria-valuetext", bars[from].dataset.label);
    high.setAttribute("aria-valuetext", bars[to - 1].dataset.label);
    go.hidden = from === 0 && to === bars.length;
    shade.classList.toggle("active", !go.hidden);
    const [first, last] = [bars[from].dataset.label, bars[to - 1].dataset.label];
    go.textContent = first === last ? `Show ${first}` : `Show ${first} to ${last}`;
  }
  function apply(focus) {
    const [from, to] = range();
    form.elements.from.value = bars[from].dataset.first;
    form.elements.to.value = bars[to - 1].dataset.last;
    submit(form, focus);
  }
  low.addEventListener("input", () => { low.value = Math.min(low.value, high.value - 1); draw(); });
  high.addEventListener("input", () => { high.value = Math.max(high.value, Number(low.value) + 1); draw(); });
  for (const slider of [low, high]) {
    slider.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); if (!go.hidden) apply("total"); } });
  }
  go.addEventListener("click", () => apply("total"));
  draw();

  const barAt = (event) => {
    const { left, width } = chart.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(bars.length * (event.clientX - left) / width), 0), bars.length - 1);
  };
  let start = null;
  let dragged = false;
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    start = barAt(event);
    dragged = false;
  });
  chart.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const at = barAt(event);
    if (at !== start && !dragged) { dragged = true; chart.setPointerCapture(event.pointerId); }
    if (!dragged) return;
    [low.value, high.value] = [Math.min(start, at), Math.max(start, at) + 1];
    draw();
  });
  chart.addEventListener("pointerup", () => { if (dragged) apply(""); start = null; });
  chart.addEventListener("pointercancel", () => { start = null; });
  chart.addEventListener("click", (event) => { if (dragged) { event.preventDefault(); event.stopPropagation(); dragged = false; } });
}

function quicken(form) {
  for (const element of form.querySelectorAll("[data-without-script]")) element.hidden = true;
  for (const element of form.querySelectorAll(".with-script")) element.hidden = false;
  form.addEventListener("change", (event) => { if (event.target.matches("[data-submits]")) submit(form, event.target.id); });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(form, "total"); });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.matches("[data-more]")) { event.preventDefault(); listAll(link); return; }
    const address = new URL(link.href.baseVal ?? link.href, location.href);
    if (address.hash && address.search === location.search) return; // To a place on this very page.
    if (address.pathname !== location.pathname || address.search === "") return;
    event.preventDefault();
    show(address.href, { focus: link.closest(".timeline-chart") ? "" : link.id || "total" });
  });
  const timeline = form.querySelector("[data-timeline]");
  if (timeline) quickenTimeline(form, timeline);
  globalThis.quickenSuggestions?.(form.elements.q);
  globalThis.markKept?.(form);
}

quicken(document.querySelector("form[data-search]"));
addEventListener("popstate", () => { if (location.search !== shown) show(location.href, { push: false, focus: "" }); });
