// The part of a page that stands for it elsewhere, in a dialog or a menu: [data-part]. Its ids are changed, so that none stands twice.

const MINE = "part-";
const NAMES = ["id", "for", "form", "aria-describedby", "aria-labelledby"]; // attributes that hold ids

// The answer (null: none came) and the part of its page. An answer that leads elsewhere has none.
export async function partOf(address, how = {}) {
  const answer = await fetch(address, { redirect: "manual", ...how, headers: { Accept: "text/html" } }).catch(() => null);
  const page = answer?.type === "basic" && new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page && page.querySelector("[data-part]");
  return { answer, part: part ? apart(document.adoptNode(part)) : null };
}

export function apart(part) {
  const own = new Set([part, ...part.querySelectorAll("[id]")].map((one) => one.id).filter(Boolean));
  for (const one of [part, ...part.querySelectorAll(NAMES.map((name) => `[${name}]`).join())])
    for (const name of NAMES) {
      const ids = one.getAttribute(name)?.split(" ");
      if (ids) one.setAttribute(name, ids.map((id) => (own.has(id) ? MINE + id : id)).join(" "));
    }
  return part;
}
