// A form that was sent is not sent again while its answer is on the way. [data-busy] holds what its button says meanwhile.

const AGAIN_AFTER = 5000; // An answer that was lost, or that is a file, leaves the page where it is.

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

// Back from the next page, as the browser kept this one: the form may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("[data-sent]")) {
    if (form.dataset.busy) location.reload();
    delete form.dataset.sent;
  }
});
