// A lifted row: moved on the page, then put with one anchor or returned. The server decides; after a refusal the row stays lifted.
import { freshKey, post } from "./ask.js";
import { chosenWith } from "./chosen.js";
import { forget, tell } from "./cost.js";
import { fill, reveal } from "./more.js";
import { refresh } from "./refresh.js";
import { above, below, blankOrRow, countOf, isBlank, numberOf, placeOf, put, rowsOf, titleOf } from "./rows.js";

let lifted = null; // {row, list, items: numbers of all moved items, place, was: placeholder at the old place, end: "top" or "bottom" if sent there}

const BROUGHT = ["fresh", "same"];
export const isLifted = () => lifted !== null;
export const listOf = (row) => row.closest("[data-order]");
const words = () => document.getElementById("lift").dataset;
const panelOf = () => lifted.row.querySelector(".lift");

export function lift(row, { quietly = false } = {}) {
  if (lifted) giveBack();
  const list = listOf(row);
  const was = Object.assign(document.createElement("li"), { className: "was", hidden: true });
  lifted = { row, list, items: chosenWith(row), place: placeOf(row), was, end: null };
  row.before(was);
  list.classList.add("is-lifting");
  row.classList.remove("has-changed", "just-changed");
  row.classList.add("is-lifted");
  if (!quietly) showPanel();
  say(words().lifted);
}

export function showPanel() {
  if (panelOf()) return panelOf();
  const panel = document.getElementById("lift").content.firstElementChild.cloneNode(true);
  panel.querySelector("[data-lift-page]").href = `${lifted.list.dataset.order}${numberOf(lifted.row)}/move`;
  const many = panel.querySelector("[data-lift-many]");
  many.hidden = lifted.items.length === 1;
  many.textContent = many.textContent.replace("{n}", lifted.items.length);
  lifted.row.append(panel);
  panel.scrollIntoView({ block: "nearest" });
  tellCost();
  return panel;
}

// Moves the row one place up or down, or to an end of the whole order. Loads rows first that are not on the page.
export function step(where) {
  const { row, list } = lifted;
  const up = where === "up";
  const beyond = up || where === "down" ? blankOrRow(row, up ? "previousElementSibling" : "nextElementSibling") : null;
  if (isBlank(beyond)) return fill(beyond, up ? countOf(beyond) : 0).then((came) => {
      if (!came || lifted?.row !== row) return;
      step(where);
      if (document.activeElement === document.body) row.querySelector(".pos").focus();
    });
  lifted.end = where === "top" || where === "bottom" ? where : null;
  if (beyond || lifted.end) put(list, row, up ? beyond : beyond ? beyond.nextSibling : where === "top" ? rowsOf(list)[0] : null);
  row.scrollIntoView({ block: "nearest" });
  say(words().moved);
  tellCost();
}

// Moves the row before `next`, as the pointer does.
export function stepBefore(next) {
  lifted.end = null;
  put(lifted.list, lifted.row, next);
  tellCost();
}

// Shows the cost of the present place, in the panel and on the rows. At the old place there is none.
function tellCost() {
  const { row, items, place, end } = lifted;
  const moved = placeOf(row) !== place || end || items.length > 1;
  tell(lifted.list, panelOf(), items, moved ? anchor() : null);
}

export function giveBack() {
  const { row, list, was } = lifted;
  put(list, row, was);
  settle();
  row.querySelector(".pos").focus();
  row.scrollIntoView({ block: "nearest" }); // If it had the focus already, Safari does not scroll to it.
  say(words().returned, row);
}

function settle() {
  forget();
  lifted.row.querySelector(".lift")?.remove();
  lifted.was.remove();
  lifted.row.classList.remove("is-lifted");
  lifted.list.classList.remove("is-lifting");
  lifted = null;
  document.dispatchEvent(new Event("settled")); // The list was not refreshed in the meantime.
}

// Puts the row where it is now. After a refusal it stays lifted, with the message, the typed reason and the focus.
export async function letGo() {
  const { row, list, items, place } = lifted;
  if (placeOf(row) === place && !lifted.end && items.length === 1) return giveBack();
  const typed = Object.fromEntries(new FormData(panelOf()?.querySelector("form")));
  const many = items.length > 1;
  const fields = [...Object.entries({ ...anchor(), ...reason(typed), key: freshKey() }), ...(many ? items.map((one) => ["items", one]) : [])];
  const answer = await post(many ? list.dataset.many : `${list.dataset.order}${numberOf(row)}/move`, fields);
  if (!lifted || lifted.row !== row) return;
  if (!answer.ok) return refused(answer, typed);
  const number = numberOf(row);
  const held = row.contains(document.activeElement);
  settle();
  if (many) document.getElementById("chosen").reset();
  say(words().put, row);
  if (!BROUGHT.includes(await refresh())) return location.reload();
  const there = await reveal(number);
  if (held) there?.querySelector(".pos").focus();
}

// A row that moved up goes above its lower neighbour, a row that moved down below its upper one: the last row it passed. Rows that move along
// are never anchors.
function anchor() {
  const { row, items, place, end } = lifted;
  if (end) return { to: end };
  const lower = staying(row, below, items);
  const upper = staying(row, above, items);
  if (lower && (placeOf(row) < place || !upper)) return { above: numberOf(lower) };
  return upper ? { below: numberOf(upper) } : { to: isBlank(blankOrRow(row, "previousElementSibling")) ? "bottom" : "top" };
}

function staying(row, beside, items) {
  let next = beside(row);
  while (next && items.includes(numberOf(next))) next = beside(next);
  return next;
}

const reason = ({ kind, reason: sentence }) => (kind || sentence ? { kind, reason: sentence } : {});

// If the anchor is gone, the order has changed: refreshes the list, and lifts the row again at its place.
async function refused(answer, typed) {
  const number = numberOf(lifted.row);
  if (answer.code === "anchor_gone" && BROUGHT.includes(await refresh({ all: true }))) {
    settle();
    const row = await reveal(number);
    if (!row) return;
    lift(row, { quietly: true });
  }
  const panel = showPanel();
  for (const [name, value] of Object.entries(typed)) if (panel.querySelector(`[name=${name}]`)) panel.querySelector(`[name=${name}]`).value = value;
  const asks = answer.code === "reason_missing" && !typed.kind && !typed.reason && !lifted.asked; // The reason was not asked for yet, so this is a question and not an error.
  lifted.asked ||= asks;
  for (const place of panel.querySelectorAll("[data-lift-refusal], [data-lift-ask]")) {
    const here = "liftAsk" in place.dataset === asks;
    place.textContent = here ? (answer.sentence ?? words().lost) : "";
    place.hidden = !here;
  }
  (answer.code === "reason_missing" ? panel.querySelector("[name=kind]") : lifted.row.querySelector(".pos")).focus();
}

function say(sentence, row = lifted.row) {
  const all = document.querySelector("[data-order]")?.dataset.total ?? "";
  document.getElementById("said").textContent = sentence.replace("{title}", titleOf(row)).replace("{n}", row.querySelector(".pos").textContent).replace("{all}", all);
}
