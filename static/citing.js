// Copies citations. The page holds all their forms; this puts in the paragraph that the address names.
// keys.js comes before it.
"use strict";

const STYLE = "reftel-citation-style";

const article = document.querySelector(".cable");
const citePanel = document.getElementById("cite");
const forms = [...citePanel.querySelectorAll("[data-style]")];
const what = citePanel.querySelector(".cite-what");

function named() {
  let place = null;
  try { place = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* no name of a place */ }
  return place?.matches(".paragraph") ? place : null;
}

const addressOf = (paragraph) => article.dataset.url + (paragraph ? `#${paragraph.id}` : "");

function citeParagraph(paragraph) {
  const stated = paragraph?.querySelector(".permalink").textContent ?? "";
  const number = /^\d+$/.test(stated) ? stated : "";
  for (const locator of citePanel.querySelectorAll(".citation-locator")) locator.textContent = number && locator.dataset.before + number;
  for (const address of citePanel.querySelectorAll(".citation-url")) address.textContent = addressOf(paragraph);
  for (const file of citePanel.querySelectorAll("[data-file]")) file.href = file.dataset.file + (paragraph ? `?at=${paragraph.id}` : "");
  what.textContent = number ? `paragraph ${number}` : paragraph ? "this paragraph" : "this cable";
  citePanel.querySelector(".cite-whole").hidden = !paragraph;
}

// What was done is said where the reader is, not at the foot of the page.

const saying = document.createElement("p");
saying.className = "saying screen-only";
saying.setAttribute("role", "status");
document.body.append(saying);
let silence = 0;

function say(sentence) {
  clearTimeout(silence);
  saying.textContent = sentence;
  silence = setTimeout(() => { saying.textContent = ""; }, 5000);
}

// The form last copied is the one that the key copies.
const preferred = () => forms.find((form) => form.dataset.style === remembered(localStorage, STYLE)) ?? forms[0];
const nameOf = (form) => form.querySelector("dt").textContent;

function showPreferred() {
  for (const form of forms) form.querySelector("button kbd").hidden = form !== preferred();
}

async function copyForm(form) {
  const words = form.querySelector(".citation").cloneNode(true);
  for (const span of words.querySelectorAll("span")) span.replaceWith(...span.childNodes);
  try {
    await navigator.clipboard.write([new ClipboardItem({
      "text/plain": new Blob([words.textContent], { type: "text/plain" }),
      "text/html": new Blob([words.innerHTML], { type: "text/html" }),
    })]);
    say(`Copied: ${nameOf(form)} citation of ${what.textContent}.`);
  } catch {
    getSelection().selectAllChildren(form.querySelector(".citation"));
    form.scrollIntoView({ block: "center" });
    say("The browser does not let this site copy. The citation is selected: press Ctrl and C.");
  }
}

async function copyLink(paragraph) {
  try {
    await navigator.clipboard.writeText(addressOf(paragraph));
    say("Copied: the link to the paragraph.");
  } catch {
    say("The browser does not let this site copy. The link is in the address bar.");
  }
}

function button(label, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", action);
  return made;
}

function keyMark() {
  const mark = document.createElement("kbd");
  mark.textContent = "c";
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

function offerForms() {
  for (const form of forms) {
    const copy = button("Copy ", () => {
      remember(localStorage, STYLE, form.dataset.style);
      showPreferred();
      copyForm(form);
    });
    copy.setAttribute("aria-label", `Copy the ${nameOf(form)} citation`);
    copy.append(keyMark());
    form.querySelector("dd").append(copy);
  }
  showPreferred();
}

function offerParagraph() {
  document.querySelector(".paragraph-tools")?.remove();
  const paragraph = named();
  if (!paragraph) return;
  citeParagraph(paragraph);
  const tools = document.createElement("p");
  tools.className = "paragraph-tools";
  const all = document.createElement("a");
  all.href = "#cite";
  all.textContent = "All forms";
  const copy = button("Copy citation ", () => { citeParagraph(paragraph); copyForm(preferred()); });
  copy.append(keyMark());
  tools.append(
    button("Copy link", () => copyLink(paragraph)),
    copy,
    all,
  );
  paragraph.querySelector(".words").append(tools);
}

offerForms();
offerParagraph();
addEventListener("hashchange", offerParagraph);
citePanel.querySelector(".cite-whole a").addEventListener("click", () => citeParagraph(null));

addEventListener("keydown", (event) => {
  if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (remembered(localStorage, SHORTCUTS) === "off" || event.target.closest("input, select, textarea")) return;
  copyForm(preferred());
});
