// Keeps cables and paragraphs: in this browser, or for somebody logged in in the account. keys.js comes before it.
"use strict";

// In a block, since the scripts of a page share their names.
{
const LISTS = "reftel-lists";
const MOST_LISTS = 100;
const MOST_ENTRIES = 2000;
const LONGEST_NOTE = 1000;
const LONGEST_NAME = 120;
const FIRST_NAME = "My list";
const PAUSE_IN_NOTE = 400; // milliseconds without a key before a note is stored
const FULL = "Not kept: this browser’s storage is full. Save your lists as a file and delete what you no longer need.";
const CLOSED = "Not kept: this browser lets no site store anything, as in a private window.";

const keepForm = document.getElementById("keep-form"); // there for somebody logged in

class NotKept extends Error {}

const manyOf = (number, one, more = `${one}s`) => `${number.toLocaleString("en-US")} ${number === 1 ? one : more}`;
const keyOf = (entry) => (entry.paragraph ? `${entry.cable}~${entry.paragraph}` : entry.cable);
const entryOf = (key, note = "") => { const [cable, paragraph = ""] = key.split("~"); return { cable, paragraph, note }; };
const newName = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

function say(sentence) {
  const said = document.getElementById("said");
  // The same sentence twice is two pieces of news.
  said.textContent = said.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

// What is stored may be old, damaged or another program's: anything that is no list of ours is left out.
const text = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "");

function soundLists(lists) {
  if (!Array.isArray(lists)) return [];
  return lists.filter((list) => Array.isArray(list?.entries)).slice(0, MOST_LISTS).map((list) => {
    const entries = new Map();
    for (const item of list.entries) {
      const entry = { cable: text(item?.cable, 80), paragraph: text(item?.paragraph, 20), note: text(item?.note, LONGEST_NOTE) };
      if (entry.cable && !entries.has(keyOf(entry))) entries.set(keyOf(entry), entry);
    }
    return { id: text(list.id, 40) || newName(), name: text(list.name, LONGEST_NAME).trim() || FIRST_NAME, entries: [...entries.values()].slice(0, MOST_ENTRIES) };
  });
}

function readLists() {
  let state = null;
  try { state = JSON.parse(localStorage.getItem(LISTS)); } catch { /* closed or damaged */ }
  const lists = soundLists(state?.lists);
  const current = lists.some((list) => list.id === state?.current) ? state.current : lists[0]?.id ?? "";
  return { current, lists };
}

// Every change reads what is stored at that moment, so that two tabs do not undo each other's work.
function changeLists(change) {
  const state = readLists();
  const result = change(state);
  try {
    localStorage.setItem(LISTS, JSON.stringify(state));
  } catch (error) {
    throw new NotKept(error.name === "QuotaExceededError" ? FULL : CLOSED);
  }
  dispatchEvent(new Event("lists-changed"));
  return result;
}

const currentOf = (state) => state.lists.find((list) => list.id === state.current);

function madeList(state, name, entries = []) {
  if (state.lists.length >= MOST_LISTS) throw new NotKept(`A browser keeps at most ${MOST_LISTS} lists; delete one first.`);
  const list = { id: newName(), name: name.trim().slice(0, LONGEST_NAME) || FIRST_NAME, entries };
  state.lists.push(list);
  state.current = list.id;
  return list;
}

function appended(list, entry, place = list.entries.length) {
  if (list.entries.some((other) => keyOf(other) === keyOf(entry))) return;
  if (list.entries.length >= MOST_ENTRIES) throw new NotKept(`A list holds at most ${MOST_ENTRIES.toLocaleString("en-US")} entries, and “${list.name}” is full; begin another.`);
  list.entries.splice(place, 0, entry);
}

const inBrowser = {
  kept: () => new Set((currentOf(readLists())?.entries ?? []).map(keyOf)),
  async keep(key, note = "") {
    return changeLists((state) => {
      const list = currentOf(state) ?? madeList(state, FIRST_NAME);
      appended(list, entryOf(key, note));
      return list.name;
    });
  },
  async drop(key) {
    return changeLists((state) => {
      const list = currentOf(state);
      const place = list ? list.entries.findIndex((entry) => keyOf(entry) === key) : -1;
      const [entry] = place < 0 ? [] : list.entries.splice(place, 1);
      return { name: list?.name ?? "", note: entry?.note ?? "" };
    });
  },
  async note(key, words) {
    changeLists((state) => {
      const entry = currentOf(state)?.entries.find((other) => keyOf(other) === key);
      if (entry) entry.note = words.slice(0, LONGEST_NOTE);
    });
  },
  noteOf: (key) => currentOf(readLists())?.entries.find((entry) => keyOf(entry) === key)?.note ?? "",
};

const inAccount = {
  kept: () => new Set([...document.querySelectorAll("button.keep[name=drop]")].map((button) => button.value)),
  async send(fields) {
    const body = new FormData(keepForm);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    let answer;
    try {
      const response = await fetch(keepForm.action, { method: "POST", body, headers: { Accept: "application/json" } });
      answer = await response.json();
    } catch {
      throw new NotKept("Not kept: the archive did not answer, or you are logged out. Load the page again.");
    }
    if (answer.error) throw new NotKept(answer.error);
    return answer.list;
  },
  async keep(key, note = "") {
    const name = await this.send({ keep: key });
    if (note) await this.note(key, note);
    return name;
  },
  async drop(key) { return { name: await this.send({ drop: key }), note: "" }; },
  async note(key, words) { await this.send({ note: key, text: words }); },
  noteOf: () => "",
};

const store = keepForm ? inAccount : inBrowser;

function show(button, kept) {
  button.classList.toggle("kept", kept);
  button.querySelector(".keep-word").textContent = kept ? "Kept" : "Keep";
  if (keepForm) button.name = kept ? "drop" : "keep";
}

function showAll(key, kept) {
  for (const button of document.querySelectorAll(`button.keep[data-key="${CSS.escape(key)}"]`)) show(button, kept);
}

// The search page calls it for what it exchanges.
function markKept(part = document) {
  const kept = store.kept();
  for (const button of part.querySelectorAll("button.keep")) show(button, kept.has(button.dataset.key));
}

function count() {
  const place = document.getElementById("kept-count");
  if (keepForm || !place) return;
  const total = readLists().lists.reduce((sum, list) => sum + list.entries.length, 0);
  place.hidden = total === 0;
  place.textContent = total.toLocaleString("en-US");
  place.insertAdjacentHTML("beforeend", '<span class="hidden"> kept</span>');
}

function countInAccount(by) {
  if (!keepForm) return;
  const place = document.getElementById("kept-count").firstChild;
  place.textContent = (Number(place.textContent.replaceAll(",", "")) + by).toLocaleString("en-US");
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Beneath the button that was pressed: where it went, a note, and the way back.
function openPanel(button, ...children) {
  document.querySelector(".keep-panel")?.remove();
  const panel = element("div", { className: "keep-panel" }, ...children);
  const block = button.closest(".paragraph")?.querySelector(".words") ?? button.closest(".hit, .cable-head");
  block ? block.append(panel) : button.after(panel);
  return panel;
}

function listChoice(key) {
  const { lists, current } = readLists();
  if (keepForm || lists.length < 2) return null;
  const choice = element("select", { ariaLabel: "Keep in" });
  for (const list of lists) choice.append(element("option", { value: list.id, textContent: list.name, selected: list.id === current }));
  choice.addEventListener("change", () => attempt(() => {
    changeLists((state) => {
      const [from, to] = [currentOf(state), state.lists.find((list) => list.id === choice.value)];
      if (!from || !to) return;
      const place = from.entries.findIndex((entry) => keyOf(entry) === key);
      if (place >= 0) { appended(to, from.entries[place]); from.entries.splice(place, 1); }
      state.current = to.id;
    });
    say(`Kept in ${choice.selectedOptions[0].textContent}.`);
  }));
  return choice;
}

function noteBox(key) {
  const box = element("textarea", { rows: 2, maxLength: LONGEST_NOTE, value: store.noteOf(key) });
  let pause;
  const store_ = () => { clearTimeout(pause); attempt(() => store.note(key, box.value)); };
  box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(store_, PAUSE_IN_NOTE); });
  box.addEventListener("change", store_);
  return element("label", { className: "note-box" }, element("span", { textContent: "Note" }), " ", box);
}

function action(word, act) {
  const button = element("button", { type: "button", textContent: word });
  button.addEventListener("click", act);
  return button;
}

async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    say(error.message);
    return error;
  }
}

async function keep(button, note = "") {
  const key = button.dataset.key;
  const name = await attempt(() => store.keep(key, note));
  if (name instanceof NotKept) { openPanel(button, element("p", { className: "notice", textContent: name.message })); return; }
  showAll(key, true);
  countInAccount(1);
  const where = element("p", {}, "Kept in ", listChoice(key) ?? element("b", { textContent: name }), " ", action("Undo", () => drop(button)));
  openPanel(button, where, noteBox(key));
  say(`${button.querySelector(".hidden").textContent} is kept in ${name}.`);
}

async function drop(button) {
  const key = button.dataset.key;
  const dropped = await attempt(() => store.drop(key));
  if (dropped instanceof NotKept) { openPanel(button, element("p", { className: "notice", textContent: dropped.message })); return; }
  showAll(key, false);
  countInAccount(-1);
  openPanel(button, element("p", {}, "Removed from ", element("b", { textContent: dropped.name }), " ", action("Undo", () => keep(button, dropped.note))));
  button.focus();
  say(`${button.querySelector(".hidden").textContent} is removed from ${dropped.name}.`);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.keep");
  if (!button) return;
  event.preventDefault();
  const kept = keepForm ? button.name === "drop" : inBrowser.kept().has(button.dataset.key);
  (kept ? drop : keep)(button);
});

addEventListener("keydown", (event) => {
  if (event.key !== "s" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (remembered(localStorage, SHORTCUTS) === "off" || event.target.closest("input, select, textarea")) return;
  const place = document.activeElement.closest(".hit, .paragraph") ?? document.querySelector(".cable-head");
  place?.querySelector("button.keep")?.click();
});

function refresh() {
  if (!keepForm) markKept();
  count();
}

document.documentElement.classList.add("can-keep");
refresh();
addEventListener("lists-changed", refresh);
addEventListener("storage", (event) => { if (event.key === LISTS || event.key === null) { refresh(); dispatchEvent(new Event("lists-elsewhere")); } });
addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });

globalThis.markKept = markKept;
globalThis.keeping = { LONGEST_NAME, FIRST_NAME, PAUSE_IN_NOTE, NotKept, appended, attempt, changeLists, currentOf, element, keepForm, keyOf, madeList, manyOf, readLists, say, soundLists };
}
