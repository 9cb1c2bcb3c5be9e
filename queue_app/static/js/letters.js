// Single keys: which one was pressed, and whether it may act. [data-keys] on the page means that the person turned them off.

// Single keys act on the page and on its rows. A link, button or field with the focus handles its own keys.
const acts = (element) => element.matches("body, main, .notice, [data-row], [data-row] :is(.choose, .pos, .row-title, h2 a, h3 a, .title)");

// The character of a key; "" if it may not act. On a keyboard that is not Latin (З) the position of the key gives the letter (p).
export function letter(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return "";
  if ((event.key.length === 1 && document.documentElement.dataset.keys) || !acts(event.target)) return "";
  const place = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (!place || !/^\p{L}$/u.test(event.key) || /\p{Script=Latin}/u.test(event.key)) return event.key;
  return event.shiftKey ? place : place.toLowerCase();
}
