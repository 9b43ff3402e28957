// Requests in the name of one person; what cannot be answered is told apart by state.

async function token() {
  if (globalThis.document) {
    const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrf=/.test(part));
    return cookie?.split("=")[1] ?? "";
  }
  if (!globalThis.cookieStore) return ""; // an older browser's worker: the page will send
  const cookie = (await cookieStore.get("__Host-csrf")) ?? (await cookieStore.get("csrf"));
  return cookie?.value ?? "";
}

async function answer(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    if (response.ok) throw new TypeError("cut"); // the answer broke off: nothing is sure
  }
  return { status: response.status, ok: response.ok, body, wait: Number(response.headers.get("Retry-After")) || 0 };
}

export async function get(path, headers = {}) {
  const request = { headers: { Accept: "application/json", ...headers }, credentials: "same-origin", cache: "no-store", redirect: "error" };
  return answer(await fetch(path.startsWith("/") ? path : `/api/v1/${path}`, request));
}

// ``user``: the server refuses when somebody else is signed in by now.
export async function post(path, body, { user, key }) {
  const isForm = body instanceof FormData;
  const headers = { Accept: "application/json", "X-CSRFToken": await token(), "X-On-Behalf": String(user), "Idempotency-Key": key, "X-Phone-Clock": new Date().toISOString() };
  if (!isForm) headers["Content-Type"] = "application/json";
  const request = { method: "POST", headers, credentials: "same-origin", redirect: "error", body: isForm ? body : JSON.stringify(body) };
  return answer(await fetch(`/api/v1/${path}`, request));
}
