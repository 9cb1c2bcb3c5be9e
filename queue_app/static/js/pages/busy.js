// A button with [data-busy] says so from the press until the answer: what takes long must not look dead, and is sent once.

document.addEventListener("submit", (event) => {
  const form = event.target;
  const said = event.submitter?.dataset.busy;
  if (form.ariaBusy === "true") event.preventDefault();
  else if (said && !event.defaultPrevented) {
    form.ariaBusy = "true";
    event.submitter.classList.add("is-busy");
    form.querySelector("[data-busy-said]").textContent = said;
  }
});

// A file that was chosen or dropped is sent at once.
document.addEventListener("change", ({ target }) => {
  if ("atOnce" in target.dataset && target.value) target.form.requestSubmit(target.form.querySelector("[data-busy]"));
});

// The way back may show the page as it was left.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.ariaBusy = null;
    form.querySelector(".is-busy").classList.remove("is-busy");
    form.querySelector("[data-busy-said]").textContent = "";
  }
});
