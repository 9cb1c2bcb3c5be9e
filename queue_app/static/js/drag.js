// Lifting and moving rows by pointer and keys. The list captures the pointer, not the moving row. Touch drags only by the position number.
import { giveBack, isLifted, letGo, lift, listOf, step, stepBefore } from "./lift.js";
import { look } from "./more.js";
import { isBlank } from "./rows.js";

const FAR_ENOUGH = 4; // px; a shorter movement is a click
const EDGE = 90; // px from the edge of the window in which a drag scrolls, faster with time
const KEYS = { ArrowUp: "up", ArrowDown: "down", Home: "top", End: "bottom" };

let drag = null; // {row, list, pointer, from, grip, y, moved, at: time of the last frame, long: ms at the edge}

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest("[data-order] .row");
  if (!row || event.button || event.target.closest(".lift, button, .menu, .drop-down")) return;
  if (event.pointerType !== "mouse" && !event.target.closest(".pos")) return;
  if (isLifted() && !row.classList.contains("is-lifted")) return;
  drag = { row, list: listOf(row), pointer: event.pointerId, from: event.clientY, y: event.clientY, moved: false, at: 0, long: 0 };
});

document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("[data-order] .row")) event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drag?.pointer) return;
  drag.y = event.clientY;
  if (drag.moved || Math.abs(drag.y - drag.from) < FAR_ENOUGH) return;
  drag.moved = true;
  drag.grip = drag.from - drag.row.getBoundingClientRect().top;
  drag.list.setPointerCapture(drag.pointer);
  if (!isLifted()) lift(drag.row, { quietly: true });
  drag.row.classList.add("is-dragged");
  requestAnimationFrame(follow);
});

function follow(now) {
  if (!drag?.moved) return;
  const { row, y } = drag;
  const speed = y < EDGE ? y - EDGE : y > innerHeight - EDGE ? y - innerHeight + EDGE : 0;
  const passed = now - (drag.at || now);
  drag.at = now;
  drag.long = speed ? drag.long + passed : 0;
  if (speed) scrollBy(0, (speed * passed * Math.min(10, 1 + drag.long / 1000)) / 64);
  stand(drag);
  row.style.translate = "none";
  row.style.translate = `0 ${y - drag.grip - row.getBoundingClientRect().top}px`;
  requestAnimationFrame(follow);
}

// Puts the row between the rows at the pointer. Returns true at a blank, whose rows must be loaded first.
function stand({ row, list, y }) {
  const others = [...list.querySelectorAll(":scope > :is(.row, .blank)")].filter((one) => one !== row);
  const next = others.find((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return (isBlank(one) ? bottom : (top + bottom) / 2) > y;
  });
  if (isBlank(next) && next.getBoundingClientRect().top < y) return true;
  const last = others[(next ? others.indexOf(next) : others.length) - 1];
  const beside = [...list.querySelectorAll(":scope > :is(.row, .blank)")];
  if (beside[beside.indexOf(row) - 1] !== last) stepBefore(last ? last.nextSibling : list.firstChild);
}

function endDrag() {
  const { row, moved } = drag;
  drag = null;
  row.style.translate = "";
  row.classList.remove("is-dragged");
  return moved;
}

document.addEventListener("pointerup", async (event) => {
  const here = drag;
  if (event.pointerId !== here?.pointer || !endDrag()) return;
  swallowClick();
  if (stand(here)) {
    await look();
    if (stand(here)) return giveBack(); // The neighbours there are still unknown.
  }
  letGo();
});

// Ignores the click that ends a drag, so that it does not act on the element under the pointer.
function swallowClick() {
  const swallow = (click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
}

document.addEventListener("pointercancel", (event) => {
  if (event.pointerId === drag?.pointer && endDrag()) giveBack();
});

document.addEventListener("keydown", (event) => {
  const pos = event.target.closest?.("[data-order] .row:has(a.pos) :is(.pos, .row-title)")?.closest(".row").querySelector("a.pos"); // j and k focus titles
  if (isLifted() && event.key === "Escape") {
    event.preventDefault();
    if (drag) endDrag();
    return giveBack();
  }
  if (!pos || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isLifted() && KEYS[event.key]) {
    event.preventDefault();
    step(KEYS[event.key]);
    pos.focus();
  } else if (event.key === " " || (isLifted() && event.key === "Enter")) {
    event.preventDefault();
    if (isLifted()) return letGo();
    pos.focus();
    lift(pos.closest(".row"));
  }
});

document.addEventListener("click", (event) => {
  const pos = event.target.closest("[data-order] a.pos");
  if (event.target.closest("[data-lift-return]")) giveBack();
  const button = event.target.closest("[data-lift-step]");
  if (button) {
    step(button.dataset.liftStep);
    button.focus();
  }
  if (!pos || event.ctrlKey || event.metaKey || event.shiftKey || event.button || event.detail === 0) return;
  event.preventDefault();
  if (isLifted() && pos.closest(".is-lifted")) giveBack();
  else lift(pos.closest(".row"));
  pos.closest(".row").querySelector(".pos").focus();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-lift-form]")) return;
  event.preventDefault();
  letGo();
});
