// Opens pages in a dialog: for a link with [data-dialog] it shows the part of the linked page (part.js) in the dialog of this page. The dialog
// also sends the form: a refusal is shown in it with what was typed, and success closes it and refreshes the page.
// For any other answer the browser sends the form itself and shows the page that comes back.
import { reveal } from "./more.js";
import { partOf } from "./part.js";
import { refresh } from "./refresh.js";

const FIRST = "[data-focus], [autofocus], :is(.input, input:not([type=hidden]), button, a):not([data-close])";
const box = document.getElementById("dialog");
const place = box?.lastElementChild;
const pathOf = (address) => new URL(address).pathname.replace(/\/[^/]*$/, ""); // turns the address of an item's act into that of the item
let opened = ""; // the address that the dialog was opened with

export async function open(link) {
  const { part } = await partOf(link.href);
  if (!part) return location.assign(link.href);
  opened = link.href;
  show(part);
}

function show(part) {
  const heading = part.querySelector("h1, h2");
  heading.id ||= "dialog-h";
  box.setAttribute("aria-labelledby", heading.id);
  place.replaceChildren(part);
  if (part.querySelector("[data-images]")) import("./pages/images.js"); // On demand, because most pages take no images.
  if (!box.open) box.showModal();
  document.dispatchEvent(new CustomEvent("shown", { detail: place }));
  (part.querySelector("[data-focus]") ?? part.querySelector(FIRST) ?? box).focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (box?.contains(event.target) && event.target.closest("[data-close]")) box.close();
  else if (link && box) open(link);
  else return;
  event.preventDefault();
});

box?.addEventListener("pointerdown", ({ target }) => target === box && box.close()); // on the backdrop

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!place?.contains(form) || "page" in form.dataset) return;
  event.preventDefault();
  if (!form.dataset.sent) send(form, submitter);
});

async function send(form, submitter) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  const address = submitter?.getAttribute("formaction") || form.getAttribute("action");
  form.dataset.sent = "yes";
  const { answer, part } = await (form.method === "post" ? partOf(address, { method: "POST", body: fields }) : partOf(`${address}?${fields}`));
  delete form.dataset.sent;
  if (!place.contains(form)) return; // Meanwhile the dialog was closed, or shows another part.
  if (answer?.type === "opaqueredirect") return arrived(form);
  if (part) return show(part);
  if (answer) {
    form.dataset.page = "";
    return form.requestSubmit(submitter);
  }
  const words = form.querySelector(".refusal") ?? form.appendChild(document.createElement("p"));
  words.className = "refusal";
  words.role = "alert";
  words.textContent = box.dataset.lost;
}

async function arrived(form) {
  const moved = form.action.endsWith("/move") && (new FormData(form).get("items") ?? form.action.split("/").at(-2));
  form.dispatchEvent(new Event("arrived", { bubbles: true }));
  box.close();
  if (!["fresh", "same"].includes(await refresh())) return location.reload();
  const row = moved && (await reveal(moved));
  if (row) return row.querySelector(".row-title").focus({ preventScroll: true });
  if (document.activeElement !== document.body) return;
  const same = [...document.querySelectorAll("[data-item] a")].find((link) => link.pathname === pathOf(opened));
  (same ?? document.querySelector("main :is(h1 a, .row-title)"))?.focus({ preventScroll: true });
}
