// The menu of an item: a link with [data-acts] leads to the page with the item's actions. Here its list opens as a menu in place, with the
// content from the server. Arrow keys move through it, Escape closes it, and the focus returns to the link.
import { letGo, lift, step } from "./lift.js";
import { partOf } from "./part.js";

const AGAIN = 300; // ms in which the press that closed the menu does not open it again
const menu = document.createElement("div");
Object.assign(menu, { id: "acts", popover: "auto", className: "acts-pop" });
menu.dataset.keep = "";
document.querySelector("main")?.append(menu);
let by = null; // the link that opened the menu
let closed = 0;

menu.addEventListener("beforetoggle", ({ newState }) => newState === "closed" && (closed = Date.now()));

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-acts]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link !== by || Date.now() - closed > AGAIN) open(link);
});

async function open(link) {
  const { part } = await partOf(link.href);
  if (!part) return location.assign(link.href);
  by = link;
  link.focus();
  menu.replaceChildren(part);
  menu.showPopover();
  const at = link.getBoundingClientRect();
  const up = at.bottom + menu.offsetHeight > innerHeight && at.top > menu.offsetHeight;
  menu.style.top = `${scrollY + (up ? at.top - menu.offsetHeight : at.bottom)}px`;
  menu.style.left = `${Math.max(0, Math.min(at.right, innerWidth) - menu.offsetWidth)}px`;
  menu.querySelector("a, button").focus();
}

menu.addEventListener("keydown", (event) => {
  const all = [...menu.querySelectorAll("a, button")];
  const here = all.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all.at(next % all.length).focus();
});

menu.addEventListener("click", async (event) => {
  const act = event.target.closest("a, button");
  if (!act || "copy" in act.dataset) return;
  menu.hidePopover();
  const row = act.dataset.move && by.closest("[data-order] .row");
  if (!row) return;
  event.preventDefault();
  lift(row, { quietly: true });
  await step(act.dataset.move);
  letGo();
});
