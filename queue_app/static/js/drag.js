// Lifting and moving by pointer and keys. The list holds the pointer, not the row that moves; a touch drags by the numeral only.
import { giveBack, isLifted, letGo, lift, listOf, step, stepBefore } from "./lift.js";
import { more } from "./more.js";
import { above, below } from "./rows.js";

const FAR_ENOUGH = 4; // px: less is a click
const EDGE = 90; // px from the edge of the window, where it scrolls by itself
const KEYS = { ArrowUp: "up", ArrowDown: "down", Home: "top", End: "bottom" };

let drag = null; // {row, list, pointer, from, grip, y, moved}

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest("[data-order] .row");
  if (!row || event.button || event.target.closest(".lift, button, .menu, .drop-down")) return;
  if (event.pointerType !== "mouse" && !event.target.closest(".pos")) return;
  if (isLifted() && !row.classList.contains("is-lifted")) return;
  drag = { row, list: listOf(row), pointer: event.pointerId, from: event.clientY, y: event.clientY, moved: false };
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

function follow() {
  if (!drag?.moved) return;
  const { row, y } = drag;
  const speed = y < EDGE ? y - EDGE : y > innerHeight - EDGE ? y - innerHeight + EDGE : 0;
  if (speed) scrollBy(0, speed / 4);
  const up = above(row);
  const down = below(row);
  if (up && y < middle(up)) stepBefore(up);
  else if (down && y > middle(down)) stepBefore(below(down));
  else if (!down) more();
  row.style.translate = "none";
  row.style.translate = `0 ${y - drag.grip - row.getBoundingClientRect().top}px`;
  requestAnimationFrame(follow);
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

function endDrag() {
  const { row, moved } = drag;
  drag = null;
  row.style.translate = "";
  row.classList.remove("is-dragged");
  return moved;
}

document.addEventListener("pointerup", (event) => {
  if (event.pointerId !== drag?.pointer || !endDrag()) return;
  swallowClick();
  letGo();
});

// The click that ends a drag is no click on what lies under it.
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
  const pos = event.target.closest?.("[data-order] .row:has(a.pos) :is(.pos, .row-title)")?.closest(".row").querySelector("a.pos"); // j and k walk the titles
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
