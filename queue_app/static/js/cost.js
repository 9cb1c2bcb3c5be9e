// The cost of moving a lifted row to where it is now. Asks the server a moment after the row came to rest, and shows the answer in the panel
// and on the rows.

const REST = 120; // ms
const was = new Map(); // {cell: the nodes of its dates as the server sent them}
let asking = null; // the request under way
let waiting = 0;

// The lifted `items` would be put at `anchor`. Without an anchor they are where they were.
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
  const text = answer?.ok && (await answer.text().catch(() => null)); // A later request may abort this one.
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

// Shows the rows' own dates again.
export function forget() {
  clearTimeout(waiting);
  for (const [cell, nodes] of was) cell.replaceChildren(...nodes);
  was.clear();
}
