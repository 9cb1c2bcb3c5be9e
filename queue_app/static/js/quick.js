// The line for a new item ([data-quick]): below the order, and for people who may order also in any gap, by n on a row or the plus below it.
// Enter adds the item, pasted lines become several items, Escape closes the line. It asks for a reason if one is needed.
import { freshKey, post } from "./ask.js";
import { letter } from "./letters.js";
import { move } from "./morph.js";
import { apart } from "./part.js";
import { refresh } from "./refresh.js";
import { below, numberOf, placeOf } from "./rows.js";

const plus = document.createElement("button");
Object.assign(plus, { id: "plus", type: "button", className: "plus", textContent: "+", tabIndex: -1, ariaHidden: "true" });
plus.dataset.keep = "";
const lineOf = (form) => form.querySelector("textarea");
const foot = () => document.getElementById("quick");

// Opens a line below the row. Each new item goes above the next row, so that several items keep their order.
function open(row) {
  close();
  const gap = document.createElement("li");
  const form = apart(foot().cloneNode(true));
  Object.assign(gap, { id: "gap", className: "gap" });
  gap.dataset.keep = "";
  lineOf(form).placeholder = form.dataset.quick.replace("{n}", placeOf(row) + 1);
  gap.append(form);
  row.after(gap);
  lineOf(form).focus();
}

const close = () => document.getElementById("gap")?.remove();

document.addEventListener("pointerover", ({ target, pointerType }) => {
  const row = pointerType === "mouse" && foot() && target.closest("[data-order]:not(.is-lifting) > .row");
  if (row && plus.parentElement !== row) row.append(plus);
});

document.addEventListener("click", ({ target }) => target === plus && open(plus.parentElement));

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-order] > .row");
  const form = event.target.closest?.("[data-quick]");
  if (row && foot() && letter(event) === "n") {
    event.preventDefault();
    open(row);
  } else if (form && event.key === "Enter" && event.target === lineOf(form) && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  } else if (form && event.key === "Escape") {
    const above = document.getElementById("gap")?.previousElementSibling;
    close();
    (above?.querySelector(".row-title") ?? event.target).focus();
    if (!above) event.target.blur();
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("quick" in form.dataset) || form.dataset.sent) return;
  event.preventDefault();
  const gap = form.closest("#gap");
  const next = gap && below(gap);
  const fields = new FormData(form);
  fields.set("key", freshKey());
  if (gap) fields.set(...(next ? ["above", numberOf(next)] : ["below", numberOf(gap.previousElementSibling)]));
  form.dataset.sent = "yes";
  lineOf(form).value = ""; // The person can already type the next item.
  const answer = await post(form.action, fields);
  delete form.dataset.sent;
  if (!answer.ok) return refused(form, answer, fields.get("text"));
  form.querySelector(".refusal")?.remove();
  await refresh();
  if (gap?.isConnected && next) move(next.parentElement, gap, next); // Escape may have closed the line meanwhile.
});

function refused(form, { code, sentence }, text) {
  lineOf(form).value ||= text;
  const words = form.querySelector(".refusal") ?? form.appendChild(Object.assign(document.createElement("p"), { className: "refusal", role: "alert" }));
  words.textContent = sentence ?? document.getElementById("dialog").dataset.lost;
  if (code !== "reason_missing") return;
  const reason = document.getElementById("lift").content.querySelector(".row-form"); // the same fields as for a lifted row
  if (!form.elements.kind) words.before(apart(document.importNode(reason, true)));
  form.elements.kind.focus();
}
