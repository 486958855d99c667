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

/* Sends the form with a count of what has been sent, and shows what the server refuses without losing the chosen files. */
function watchSending() {
  const form = document.querySelector(".upload-form form");
  const sending = form && form.querySelector("[data-sending]");
  if (!sending) {
    return;
  }
  const bar = sending.querySelector("progress");
  const refusal = form.querySelector("[data-refusal]");
  const button = form.querySelector("button");
  const fail = (sentence) => {
    refusal.textContent = sentence;
    refusal.hidden = false;
    sending.hidden = true;
    button.disabled = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    refusal.hidden = true;
    sending.hidden = false;
    button.disabled = true;
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.max = total;
      bar.value = loaded;
      const all = loaded >= total;
      sending.querySelector("[data-sent]").textContent = all
        ? "All is sent; the server writes it down."
        : `${sizeInWords(loaded)} of ${sizeInWords(total)} sent`;
    });
    request.addEventListener("load", () => {
      if (new URL(request.responseURL).pathname === form.dataset.login) {
        fail("You are not logged in any more. Nothing was kept: log in on another page, reload this one, and choose the files again.");
        return;
      }
      if (request.status === 200 && request.responseURL !== window.location.href) {
        window.location.assign(request.responseURL);
        return;
      }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const told = answer.querySelector(".errornote:not([hidden]), [data-told]");
      fail(told ? told.textContent : `The server answered with fault ${request.status}. Nothing was kept; try again.`);
    });
    request.addEventListener("error", () => {
      fail("The connection broke off before all was sent. Nothing was kept; try again.");
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}

/* While a job is not finished, its part of the page is asked for anew; at its end the page is, to show what came of it. */
function watchJob() {
  const place = document.querySelector("[data-progress]");
  const announcement = document.querySelector("[data-announcement]");
  const unfinished = () => place.querySelector("[data-unfinished]");
  if (!place || !unfinished()) {
    return;
  }
  const announce = () => {
    const { announced } = place.querySelector("[data-announced]").dataset;
    if (announcement.textContent !== announced) {
      announcement.textContent = announced;
    }
  };
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(place.dataset.progress, { redirect: "error" });
        if (answer.ok) {
          const text = await answer.text();
          const held = place.contains(document.activeElement);
          place.innerHTML = text;
          announce();
          if (held && place.querySelector("button")) {
            place.querySelector("button").focus();
          }
          if (!unfinished()) {
            window.location.reload();
            return;
          }
        }
      } catch {
        /* The server does not answer: the next look may. */
      }
    }
    window.setTimeout(look, 1500);
  };
  announce();
  window.setTimeout(look, 1500);
}

watchUpload();
watchSelection();
watchSending();
watchJob();
