"use strict";

/* Comforts only: every page of the desk works without them. */

function sizeInWords(bytes) {
  const units = ["bytes", "KB", "MB", "GB"];
  let unit = 0;
  while (bytes >= 1024 && unit < units.length - 1) {
    bytes /= 1024;
    unit += 1;
  }
  return `${unit ? bytes.toFixed(1) : bytes} ${units[unit]}`;
}

function describeFiles(input, output) {
  const files = Array.from(input.files);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  output.replaceChildren();
  if (!files.length) {
    return;
  }
  const total = document.createElement("p");
  total.textContent = `${files.length} ${files.length === 1 ? "file" : "files"}, ${sizeInWords(bytes)}`;
  output.append(total);
  if (files.length > Number(input.dataset.limitFiles) || bytes > Number(input.dataset.limitBytes)) {
    total.className = "over";
    total.append(": more than an upload may hold. Choose fewer, or zip them.");
  }
  const list = document.createElement("ul");
  for (const file of files.slice(0, 20)) {
    const entry = document.createElement("li");
    entry.textContent = `${file.name}, ${sizeInWords(file.size)}`;
    list.append(entry);
  }
  if (files.length > 20) {
    const entry = document.createElement("li");
    entry.textContent = `and ${files.length - 20} more`;
    list.append(entry);
  }
  output.append(list);
}

function watchUpload() {
  const input = document.getElementById("id_texts");
  const output = document.getElementById("chosen");
  if (!input || !output) {
    return;
  }
  input.addEventListener("change", () => describeFiles(input, output));
  const drop = input.closest(".drop");
  for (const [event, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
    input.addEventListener(event, () => drop.classList.toggle("over", over));
  }
}

function watchSelection() {
  const form = document.querySelector(".review-form");
  const all = form && form.querySelector("[data-select-all]");
  if (!all) {
    return;
  }
  const boxes = Array.from(form.querySelectorAll("input[name=items]"));
  const count = form.querySelector("[data-selected]");
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = String(chosen);
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.closest("[hidden]").hidden = boxes.length === 0;
  all.addEventListener("change", () => {
    for (const box of boxes) {
      box.checked = all.checked;
    }
    show();
  });
  form.addEventListener("change", show);
  show();
}

watchUpload();
watchSelection();
