// Saves drafts: what is typed into a form with [data-draft] is kept for this tab, until the next page shows that the server has it.
// A page without a frame (sign-in, an error) does not show that, so the draft stays. The field `expect` is kept too: the server
// then knows that a draft was written for an older version of the text, and shows both texts.

const ALL = "draft:";
const me = document.documentElement.dataset.me; // The signed-in person. People only see their own drafts.
const PREFIX = `${ALL}${me ?? ""}:`;
const UNKEPT = ["hidden", "password", "file", "submit", "button", "fieldset"];
const kept = (field) => field.name && (!UNKEPT.includes(field.type) || field.name === "expect");
const ticks = (field) => field.type === "radio" || field.type === "checkbox";
const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(ALL));
const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const write = (key, draft) => sessionStorage.setItem(key, JSON.stringify(draft));
const refused = (within) => within.querySelector(".refusal, [aria-invalid]");

if (me) keys().filter((key) => !key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key)); // Delete the drafts of other people.

for (const key of keys()) {
  const draft = read(key);
  if (!draft.sent) continue;
  if (document.body.classList.contains("bare")) write(key, { ...draft, sent: false });
  else if (!refused(document)) sessionStorage.removeItem(key);
}

function bring(within) {
  for (const form of within.querySelectorAll("[data-draft]")) {
    const draft = read(PREFIX + form.dataset.draft);
    if (!draft || refused(form)) continue; // After a refusal the server already sent back what was typed.
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
