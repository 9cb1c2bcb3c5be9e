// [data-part] is the part of a page that is shown in a dialog or menu of another page. Its ids get a prefix, so that they stay unique.

const MINE = "part-";
const NAMES = ["id", "for", "form", "aria-describedby", "aria-labelledby"]; // attributes that hold ids

// Returns the answer (null if none came) and the part of its page (null for a redirect).
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
