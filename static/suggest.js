// Suggestions for the search box, after the combobox pattern of the ARIA Authoring Practices. Nothing typed is kept.
"use strict";

const KINDS = { cable: "Cable", post: "Post", tag: "TAGS", subject: "Subject", word: "Word", field: "Field" };
const TYPING = 120; // milliseconds without a key before the site is asked

function quickenSuggestions(box) {
  if (!box?.dataset.suggests || box.getAttribute("role") === "combobox") return;
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const frame = document.createElement("span");
  frame.className = "suggesting";
  box.replaceWith(frame);
  frame.append(box, list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    box.setAttribute(name, value);
  }
  let found = [];
  let at = -1;
  let pause;
  let asking = null;

  function close() {
    clearTimeout(pause);
    asking?.abort();
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }
  function mark(place) {
    at = place;
    for (const [index, line] of [...list.children].entries()) line.setAttribute("aria-selected", String(index === at));
    if (at < 0) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }
  function choose(place) {
    const { url, text } = found[place];
    close();
    if (url) { location.href = url; return; }
    box.value = text;
    if (!text.endsWith(":")) box.form.requestSubmit();
  }
  function fill() {
    list.replaceChildren(...found.map(({ kind, label, detail }, index) => {
      const line = document.createElement("li");
      line.id = `suggestion-${index}`;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      for (const [name, words] of [["kind", KINDS[kind] ?? kind], ["label", label], ["detail", detail]]) {
        if (!words) continue;
        const part = document.createElement("span");
        part.className = `suggestion-${name}`;
        part.textContent = words;
        line.append(part, " ");
      }
      line.addEventListener("pointerdown", (event) => event.preventDefault());
      line.addEventListener("click", () => choose(index));
      return line;
    }));
    list.hidden = !found.length;
    at = -1;
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
  }
  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const address = new URL(box.dataset.suggests, location.href);
    address.searchParams.set("q", box.value);
    try {
      const response = await fetch(address, { signal: asking.signal });
      found = response.ok ? (await response.json()).suggestions : [];
    } catch (error) {
      if (error.name === "AbortError") return;
      found = [];
    }
    if (document.activeElement === box) fill();
  }

  box.addEventListener("input", () => {
    clearTimeout(pause);
    if (box.value.trim()) pause = setTimeout(ask, TYPING); else close();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "Escape" && open) { event.stopPropagation(); event.preventDefault(); close(); }
    else if (event.key === "Enter" && open && at >= 0) { event.preventDefault(); choose(at); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) { if (box.value.trim()) ask(); return; }
      const places = found.length + 1;
      mark((at + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places - 1);
    }
  });
}

quickenSuggestions(document.getElementById("q"));
