// Updates an element to match a fresh one, and keeps its nodes: nodes with the same id or data-item are the same, wherever they are.
// It keeps the person's state: the focus, and what is selected, typed, open, chosen or lifted. A form with typed text is left unchanged.

const STAYS = ["open", "style", "data-sent", "aria-busy", "aria-disabled"]; // attributes that only people and scripts set
const STATES = ["is-lifted", "is-lifting"];
const TEXTS = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea";

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("id") || (node.dataset.item && `${node.localName} ${node.dataset.item}`) : null);
const typedIn = (form) => [...form.querySelectorAll(TEXTS)].some((field) => field.value !== field.defaultValue);
const stays = (was, now) => was.hasAttribute("data-keep") || (was.dataset.same && was.dataset.same === now.dataset.same) || (was.localName === "form" && typedIn(was));

// `all`: also updates a list in which a row is lifted.
export function morph(was, now, all) {
  if (was.nodeType !== Node.ELEMENT_NODE) {
    if (was.nodeValue !== now.nodeValue) was.nodeValue = now.nodeValue;
  } else if (!was.isEqualNode(now) && !stays(was, now) && (all || !was.matches(".is-lifting"))) {
    attributes(was, now);
    children(was, now, all);
  }
}

function attributes(was, now) {
  const states = STATES.filter((state) => was.classList.contains(state));
  for (const { name } of [...was.attributes]) if (!now.hasAttribute(name) && !STAYS.includes(name)) was.removeAttribute(name);
  for (const { name, value } of now.attributes) if (!STAYS.includes(name) && was.getAttribute(name) !== value) was.setAttribute(name, value);
  if (states.length) was.classList.add(...states);
}

function children(was, now, all) {
  const wanted = new Map([...now.childNodes].map((node) => [keyOf(node), node.nodeName]));
  const known = new Map();
  for (const node of [...was.childNodes]) {
    const key = keyOf(node);
    if (key && wanted.get(key) === node.nodeName) known.set(key, node);
    else if (key && !node.matches("[data-keep]")) node.remove();
  }
  let at = was.firstChild; // all nodes before it are done
  for (const next of now.childNodes) {
    while (at && keyOf(at) && at.matches("[data-keep]") && !wanted.has(keyOf(at))) at = at.nextSibling; // A script added it.
    const key = keyOf(next);
    const mine = key ? known.get(key) : alike(at, next);
    if (!mine) {
      was.insertBefore(document.importNode(next, true), at);
      continue;
    }
    if (at !== mine && mine === at?.nextElementSibling && keyOf(at)) { // A node moved down: move this one, instead of all those it passed.
      move(was, at, null);
      at = mine;
    }
    if (at === mine) at = mine.nextSibling;
    else move(was, mine, at);
    morph(mine, next, all);
  }
  while (at) {
    const over = at;
    at = at.nextSibling;
    if (over.nodeType !== Node.ELEMENT_NODE || !over.matches("[data-keep]")) over.remove();
  }
}

// The first node from `from` on that has no key and the same node name.
function alike(from, next) {
  let node = from;
  while (node && (keyOf(node) || node.nodeName !== next.nodeName)) node = node.nextSibling;
  return node;
}

// Moves a node, in browsers with moveBefore without losing its focus, selection or state.
export const move = (parent, node, before) => (parent.moveBefore ? parent.moveBefore(node, before) : parent.insertBefore(node, before));
