// Sends a form only once until its answer comes. [data-busy] on the form is the label of its button in the meantime.

const AGAIN_AFTER = 5000; // ms; a lost answer or a download does not replace the page

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  if (form.dataset.busy && event.submitter) {
    event.submitter.textContent = form.dataset.busy;
    event.submitter.setAttribute("aria-disabled", "true");
    event.submitter.setAttribute("aria-busy", "true");
  } else setTimeout(() => delete form.dataset.sent, AGAIN_AFTER);
});

// When the browser restores the page from its back/forward cache, the form may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("[data-sent]")) {
    if (form.dataset.busy) location.reload();
    delete form.dataset.sent;
  }
});
