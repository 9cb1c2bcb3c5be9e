// A button with [data-busy] shows that its form is being sent, so that a slow request does not look dead and is sent once.

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

// Sends a chosen or dropped file at once.
document.addEventListener("change", ({ target }) => {
  if ("atOnce" in target.dataset && target.value) target.form.requestSubmit(target.form.querySelector("[data-busy]"));
});

// The back button may restore the page as it was left.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    form.ariaBusy = null;
    form.querySelector(".is-busy").classList.remove("is-busy");
    form.querySelector("[data-busy-said]").textContent = "";
  }
});
