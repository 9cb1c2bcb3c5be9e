// A link to plain text with [data-copy] puts the text on the clipboard and says so. Where that is not to be had, it leads there.

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    await navigator.clipboard.writeText(await answer.text());
    document.getElementById("said").textContent = link.textContent = link.dataset.copy;
  } catch {
    location.href = link.href;
  }
});
