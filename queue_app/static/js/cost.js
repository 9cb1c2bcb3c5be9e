// What a lifted row costs where it hovers: asked of the server a moment after it came to rest, shown in its panel and on the rows.

const REST = 120; // ms
const was = new Map(); // the dates of the rows as the page came, by element
let asking = null; // the question under way
let waiting = 0;

// `items` are lifted and would be put at `anchor`; without one they stand where they stood.
export function tell(list, panel, items, anchor) {
  clearTimeout(waiting);
  asking?.abort();
  const address = document.getElementById("lift").content.querySelector("[data-lift-cost]")?.dataset.liftCost;
  if (!address) return;
  if (!anchor) return show(list, panel, null);
  waiting = setTimeout(() => ask(list, panel, `${address}?${new URLSearchParams([...items.map((item) => ["items", item]), ...Object.entries(anchor)])}`), REST);
}

async function ask(list, panel, address) {
  asking = new AbortController();
  const answer = await fetch(address, { signal: asking.signal }).catch(() => null);
  const text = answer?.ok && (await answer.text().catch(() => null)); // A later question may end this one in the middle.
  if (text) show(list, panel, new DOMParser().parseFromString(text, "text/html"));
}

function show(list, panel, told) {
  forget();
  const place = panel?.querySelector("[data-lift-cost]");
  place?.replaceChildren(...(told?.querySelector(".cost-panel")?.childNodes ?? []));
  for (const dates of told?.querySelectorAll("template[data-of]") ?? []) {
    const cell = list.querySelector(`[data-item="${dates.dataset.of}"] .fc`);
    if (!cell) continue;
    was.set(cell, [...cell.childNodes]);
    cell.replaceChildren(document.adoptNode(dates.content));
  }
}

// The rows show their own dates again.
export function forget() {
  clearTimeout(waiting);
  for (const [cell, nodes] of was) cell.replaceChildren(...nodes);
  was.clear();
}
