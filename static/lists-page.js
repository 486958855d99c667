// The page of the lists in this browser, and what the page of a shared list does with them. lists.js comes before it.
"use strict";

const { LONGEST_NAME, FIRST_NAME, PAUSE_IN_NOTE, NotKept, appended, attempt, changeLists, currentOf, element, keepForm, keyOf, madeList, manyOf, readLists, say, soundLists } = globalThis.keeping;

const DIGITS = /^[1-9]\d{0,6}$/;
const place = document.getElementById("browser-lists");
const byId = (id) => document.getElementById(id);

function withEntries(address, name, entries, withNotes) {
  const pairs = new URLSearchParams([["name", name]]);
  for (const entry of entries) {
    pairs.append("c", withNotes && entry.note ? `${entry.cable}~${entry.paragraph}~${entry.note}` : keyOf(entry));
  }
  return `${address}?${pairs.toString().replaceAll("%7E", "~")}`;
}

function saveFile(lists) {
  const body = JSON.stringify({ reftel: "lists", version: 1, lists }, null, 1);
  const link = element("a", { href: URL.createObjectURL(new Blob([body], { type: "application/json" })), download: "reftel-lists.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function takeIn(file) {
  let read = null;
  try { read = JSON.parse(await file.text()); } catch { /* said below */ }
  const found = soundLists(read?.lists);
  if (!found.length) throw new NotKept("This file holds no lists: choose one that was saved here as a file.");
  changeLists((state) => { for (const list of found) madeList(state, list.name, list.entries); });
  return found;
}

// The page of one's own lists. The address names the list and the page, so that reloading and going back work.

function lists() {
  const pageSize = Number(place.dataset.pageSize);
  const longest = Number(place.dataset.longest);
  const notice = byId("list-notice");
  const entries = byId("list-entries");
  let asking = null;
  let undo = null;

  function asked() {
    const pairs = new URLSearchParams(location.hash.slice(1));
    const state = readLists();
    const list = state.lists.find((one) => one.id === pairs.get("list")) ?? currentOf(state) ?? null;
    const pages = Math.max(1, Math.ceil((list?.entries.length ?? 0) / pageSize));
    const page = DIGITS.test(pairs.get("page")) ? Math.min(Number(pairs.get("page")), pages) : 1;
    return { state, list, page, pages };
  }

  const addressOf = (list, page = 1) => `#list=${encodeURIComponent(list.id)}${page > 1 ? `&page=${page}` : ""}`;

  function tell(sentence) {
    notice.textContent = sentence;
    notice.hidden = !sentence;
  }

  async function change(act) {
    tell("");
    const result = await attempt(act);
    if (result instanceof NotKept) tell(result.message);
    return result;
  }

  const inList = (id, act) => change(() => changeLists((state) => act(state.lists.find((one) => one.id === id), state)));

  function offerUndo(sentence, act) {
    undo = act;
    byId("list-undo").hidden = false;
    byId("list-undo").querySelector("span").textContent = sentence;
    say(`${sentence} It can be undone.`);
  }

  byId("list-undo").querySelector("button").addEventListener("click", async () => {
    const act = undo;
    byId("list-undo").hidden = true;
    await change(() => changeLists(act));
    byId("list-title").focus();
    say("Undone.");
  });

  function drawIndex({ state, list }) {
    byId("list-index").replaceChildren(...state.lists.map((one) => {
      const link = element("a", { href: addressOf(one), textContent: one.name });
      if (one === list) link.setAttribute("aria-current", "true");
      const line = element("li", {}, link, " ", element("span", { className: "count", textContent: manyOf(one.entries.length, "entry", "entries") }));
      if (one.id === state.current) line.append(" ", element("span", { className: "in-use", textContent: "in use" }));
      return line;
    }));
  }

  function drawPages({ list, page, pages }) {
    const bar = byId("list-pages");
    bar.hidden = pages < 2;
    if (bar.hidden) return;
    bar.firstElementChild.replaceChildren(...Array.from({ length: pages }, (_, index) => {
      const link = element("a", { href: addressOf(list, index + 1) }, element("span", { className: "hidden", textContent: "Page " }), String(index + 1));
      if (index + 1 === page) link.setAttribute("aria-current", "page");
      return element("li", {}, link);
    }));
  }

  function drawShare({ list }) {
    const notes = byId("share-notes").checked;
    const address = new URL(withEntries(place.dataset.shared, list.name, list.entries, notes), location.href);
    const length = address.href.length - address.origin.length;
    const fits = length <= longest;
    byId("share-row").hidden = !fits;
    byId("share-link").value = fits ? address.href : "";
    byId("share-hint").textContent = fits
      ? "The list travels in the link; the archive stores nothing. Whoever has it sees the list as it is now."
      : `A link holds ${longest.toLocaleString("en-US")} characters, and this list needs ${length.toLocaleString("en-US")}. Leave the notes out, make the list shorter, or send it as a file.`;
  }

  function toolsFor(list, entry, number) {
    const tools = byId("entry-tools").content.firstElementChild.cloneNode(true);
    const { note, place: box } = tools.elements;
    const key = keyOf(entry);
    tools.setAttribute("aria-label", key);
    note.value = entry.note;
    box.value = number;
    box.max = list.entries.length;
    let pause;
    const store = () => {
      clearTimeout(pause);
      inList(list.id, (one) => { const found = one?.entries.find((other) => keyOf(other) === key); if (found) found.note = note.value; });
    };
    note.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(store, PAUSE_IN_NOTE); });
    note.addEventListener("change", store);
    box.addEventListener("change", () => move(list, key, Number(box.value)));
    tools.addEventListener("submit", (event) => {
      event.preventDefault();
      const act = { up: () => move(list, key, number - 1, "up"), down: () => move(list, key, number + 1, "down"), drop: () => remove(list, key) }[event.submitter?.value];
      act ? act() : move(list, key, Number(box.value));
    });
    return tools;
  }

  async function move(list, key, to, direction = "") {
    await inList(list.id, (one) => {
      const from = one.entries.findIndex((entry) => keyOf(entry) === key);
      if (from < 0) return;
      const [entry] = one.entries.splice(from, 1);
      one.entries.splice(Math.min(Math.max(Math.round(to) || 1, 1), one.entries.length + 1) - 1, 0, entry);
    });
    const now = readLists().lists.find((one) => one.id === list.id).entries.findIndex((entry) => keyOf(entry) === key) + 1;
    const page = Math.ceil(now / pageSize);
    if (page !== asked().page) { location.hash = addressOf(list, page); await draw(); }
    await drawn;
    document.querySelector(`[data-key="${CSS.escape(key)}"] ${direction ? `[value=${direction}]` : "[name=place]"}`)?.focus();
    say(`${key} is at place ${now} now.`);
  }

  async function remove(list, key) {
    let gone = null;
    await inList(list.id, (one) => {
      const at = one.entries.findIndex((entry) => keyOf(entry) === key);
      if (at >= 0) gone = { at, entry: one.entries.splice(at, 1)[0] };
    });
    if (!gone) return;
    byId("list-title").focus();
    offerUndo(`${key} is removed.`, (state) => {
      const one = state.lists.find((other) => other.id === list.id);
      if (one) appended(one, gone.entry, gone.at);
    });
  }

  async function fetchEntries(shown, signal) {
    const response = await fetch(withEntries(place.dataset.shared, "", shown, false), { signal, headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return new Map([...page.querySelectorAll(".entry")].map((line) => [line.dataset.key, document.adoptNode(line)]));
  }

  function lineOf(entry, fetched) {
    // The server spells ids as the archive does; it gives nothing for what is no id.
    return fetched.get(keyOf(entry)) ?? element("li", { className: "hit entry" },
      element("h3", { className: "hit-subject absent", textContent: keyOf(entry) }), element("p", { className: "hint", textContent: "Not in the archive now." }));
  }

  async function drawEntries({ list, page }) {
    asking?.abort();
    asking = new AbortController();
    const first = (page - 1) * pageSize;
    const shown = list?.entries.slice(first, first + pageSize) ?? [];
    entries.setAttribute("aria-busy", "true");
    let fetched = new Map();
    try {
      if (shown.length) fetched = await fetchEntries(shown, asking.signal);
    } catch (error) {
      if (error.name === "AbortError") return;
      tell("The archive does not answer, so only ids and notes are shown. Load the page again later.");
    }
    entries.start = first + 1;
    entries.replaceChildren(...shown.map((entry, index) => {
      const line = lineOf(entry, fetched);
      line.dataset.key = keyOf(entry);
      line.append(element("p", { className: "entry-note on-paper", textContent: entry.note }), toolsFor(list, entry, first + index + 1));
      return line;
    }));
    entries.setAttribute("aria-busy", "false");
  }

  let drawn = Promise.resolve();
  function draw() {
    const view = asked();
    const { list, state } = view;
    place.hidden = false;
    byId("list-title").textContent = list?.name ?? FIRST_NAME;
    byId("list-count").textContent = list ? manyOf(list.entries.length, "entry", "entries") : "";
    byId("list-in-use").hidden = !list || list.id !== state.current;
    byId("list-empty").hidden = Boolean(list?.entries.length);
    byId("list-tools").hidden = !list;
    byId("use-row").hidden = !list || list.id === state.current;
    byId("share").hidden = !list?.entries.length;
    byId("save-file").disabled = !list;
    for (const part of document.querySelectorAll("[data-needs-entries]")) part.hidden = !list?.entries.length;
    drawIndex(view);
    drawPages(view);
    if (list) {
      drawShare(view);
      if (document.activeElement !== byId("rename-list").elements.name) byId("rename-list").elements.name.value = list.name;
    }
    drawn = drawEntries(view);
    return drawn;
  }

  // A note that is being written is not drawn anew under the hands of who writes it.
  function drawUnlessWriting() {
    if (document.activeElement?.matches(".entry-tools textarea")) { drawIndex(asked()); drawShare(asked()); } else draw();
  }

  byId("new-list").addEventListener("submit", async (event) => {
    event.preventDefault();
    const box = event.target.elements.name;
    const made = await change(() => changeLists((state) => madeList(state, box.value)));
    if (made instanceof NotKept) return;
    box.value = "";
    location.hash = addressOf(made);
    byId("list-title").focus();
  });
  byId("rename-list").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    if (name) await inList(asked().list.id, (list) => { list.name = name.slice(0, LONGEST_NAME); });
    say(`The list is called ${name} now.`);
  });
  byId("use-list").addEventListener("click", async () => {
    const { list } = asked();
    location.hash = addressOf(list);
    await change(() => changeLists((state) => { state.current = list.id; }));
    say(`What you keep goes into ${list.name} now.`);
    byId("list-title").focus();
  });
  byId("delete-list").addEventListener("click", async () => {
    const { list } = asked();
    let at = -1;
    await change(() => changeLists((state) => {
      at = state.lists.findIndex((one) => one.id === list.id);
      if (at >= 0) state.lists.splice(at, 1);
      if (state.current === list.id) state.current = state.lists[0]?.id ?? "";
    }));
    location.hash = "";
    byId("list-title").focus();
    offerUndo(`“${list.name}” is deleted.`, (state) => { state.lists.splice(at, 0, list); state.current = list.id; });
  });
  byId("share-notes").addEventListener("change", () => drawShare(asked()));
  byId("share-copy").addEventListener("click", async () => {
    const box = byId("share-link");
    box.select();
    try { await navigator.clipboard.writeText(box.value); say("The link is copied."); byId("share-copy").textContent = "Copied"; } catch { say("The browser does not allow copying; the link is selected."); }
    setTimeout(() => { byId("share-copy").textContent = "Copy"; }, 2000);
  });
  byId("save-file").addEventListener("click", () => saveFile(readLists().lists));
  byId("open-file").addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = await change(() => takeIn(event.target.elements.file.files[0]));
    if (found instanceof NotKept) return;
    event.target.reset();
    location.hash = "";
    say(`${manyOf(found.length, "list")} taken in.`);
  });
  for (const form of document.querySelectorAll("form[data-take-away]")) {
    form.addEventListener("submit", () => { form.elements.text.value = JSON.stringify({ lists: [asked().list] }); });
  }
  addEventListener("hashchange", draw);
  addEventListener("lists-changed", drawUnlessWriting);
  addEventListener("lists-elsewhere", drawUnlessWriting);
  draw();
}

// Somebody logged in moves what this browser keeps into the account.

function offerToMove(part) {
  const shown = readLists().lists;
  const entries = shown.reduce((sum, list) => sum + list.entries.length, 0);
  if (!entries) return;
  part.hidden = false;
  part.querySelector(".what").textContent = `${manyOf(shown.length, "list")} with ${manyOf(entries, "entry", "entries")}, kept before you logged in.`;
  byId("move").addEventListener("click", async (event) => {
    event.target.disabled = true;
    const moved = readLists().lists;
    const body = new FormData(keepForm);
    body.set("text", JSON.stringify({ lists: moved }));
    let answer;
    try {
      answer = await (await fetch(part.dataset.import, { method: "POST", body, headers: { Accept: "application/json" } })).json();
    } catch {
      answer = { error: "Nothing was moved: the archive did not answer. Try again." };
    }
    if (answer.error) {
      event.target.disabled = false;
      part.querySelector("[role=alert]").textContent = answer.error;
      part.querySelector("[role=alert]").hidden = false;
      return;
    }
    // What another tab changed meanwhile stays.
    const sent = new Map(moved.map((list) => [list.id, JSON.stringify(list)]));
    await attempt(() => changeLists((state) => { state.lists = state.lists.filter((list) => sent.get(list.id) !== JSON.stringify(list)); }));
    location.reload();
  });
}

function offerCopy(button) {
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    const said = element("p", { className: "notice" });
    const kept = await attempt(async () => {
      const response = await fetch(button.dataset.file).catch(() => null);
      if (!response?.ok) throw new NotKept("Not kept: the archive did not answer. Try again.");
      return takeIn(await response.blob());
    });
    if (kept instanceof NotKept) {
      said.textContent = kept.message;
    } else {
      const home = document.querySelector(".main-nav a[href$='/lists/']").href;
      said.append(`Kept in this browser as “${kept[0].name}”. `, element("a", { href: home, textContent: "Your lists" }));
      say("A copy is kept in this browser.");
    }
    button.parentElement.replaceChildren(said);
  });
}

if (place) lists();
if (byId("to-move")) offerToMove(byId("to-move"));
if (byId("keep-copy")) offerCopy(byId("keep-copy"));
