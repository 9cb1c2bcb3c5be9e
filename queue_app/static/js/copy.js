// A link to plain text with [data-copy] puts the text on the clipboard and says so; with [data-copy-address] its own address. Where that is not to be had, it leads there.

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-copy]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  try {
    const text = "copyAddress" in link.dataset ? link.href : await (await fetch(link.href)).text();
    await navigator.clipboard.writeText(text);
    document.getElementById("said").textContent = link.lastChild.textContent = link.dataset.copy;
  } catch {
    location.href = link.href;
  }
});
