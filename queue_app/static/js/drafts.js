// Nothing typed is lost: a form with [data-draft] keeps what stands in it for this tab, until a page shows that it arrived.
// A page without a frame (signing in, an error) is no such page: what was sent may not have arrived, so it is kept. `expect` is
// kept too: a text written against an older version is sent as such, and the server shows both.

const ALL = "draft:";
const me = document.documentElement.dataset.me; // The person of this page, who sees own drafts only.
const PREFIX = `${ALL}${me ?? ""}:`;
const UNKEPT = ["hidden", "password", "file", "submit", "button", "fieldset"];
const kept = (field) => field.name && (!UNKEPT.includes(field.type) || field.name === "expect");
const ticks = (field) => field.type === "radio" || field.type === "checkbox";
const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(ALL));
const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const write = (key, draft) => sessionStorage.setItem(key, JSON.stringify(draft));
const refused = (within) => within.querySelector(".refusal, [aria-invalid]");

if (me) keys().filter((key) => !key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key)); // Somebody else signed in.

for (const key of keys()) {
  const draft = read(key);
  if (!draft.sent) continue;
  if (document.body.classList.contains("bare")) write(key, { ...draft, sent: false });
  else if (!refused(document)) sessionStorage.removeItem(key);
}

function bring(within) {
  for (const form of within.querySelectorAll("[data-draft]")) {
    const draft = read(PREFIX + form.dataset.draft);
    if (!draft || refused(form)) continue; // After a refusal the server brought back what was sent.
    for (const field of form.elements) if (kept(field)) restore(field, draft.typed);
  }
}

bring(document);
document.addEventListener("shown", ({ detail }) => bring(detail));
document.addEventListener("arrived", ({ target }) => sessionStorage.removeItem(PREFIX + target.dataset.draft));

function restore(field, typed) {
  const values = typed[field.name];
  if (values === undefined) return;
  if (ticks(field)) field.checked = values.includes(field.value);
  else field.value = values[0] ?? field.value;
}

function keep(form, sent) {
  const typed = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const values = (typed[field.name] ??= []);
    if (!ticks(field) || field.checked) values.push(field.value);
  }
  write(PREFIX + form.dataset.draft, { typed, sent });
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) keep(form, false);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("forget" in form.dataset) keys().forEach((key) => sessionStorage.removeItem(key));
  else if (form.dataset.draft) keep(form, true);
});
