// Posts to the server as the forms do: with the CSRF token, and an idempotency key so that a repeated request acts once.

const token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

// Posts fields; returns {ok, code, sentence}. Without an answer there is no code, and repeating with the same key is safe.
export async function post(address, fields) {
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams(fields) });
    const said = await answer.json();
    return { ok: answer.ok, code: said.code, sentence: said.sentence ?? said.detail ?? said.title };
  } catch {
    return { ok: false };
  }
}

export const freshKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
