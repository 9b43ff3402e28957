// The site as an app, on every page: the service worker, what waits, a new version, signing out.

import { install } from "./offline/update.js";

const user = document.body.dataset.user ?? "";
const WAITS = ["draft", "waiting", "stale", "refused"];

function box(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null; // storage is off: nothing can wait here
  }
}

const waitingOf = (name) => WAITS.reduce((sum, state) => sum + (box(name)?.[state] ?? 0), 0);

// -- whose phone it is -------------------------------------------------------------

async function greet() {
  const before = box("fq-user");
  if (before && String(before) !== user) {
    const { forget } = await import("./offline/store.js");
    await forget(Number(before));
  }
  localStorage.setItem("fq-user", user);
}

// The sign-in page, on a phone that took a round along: may it keep that still?
async function checkPermit() {
  const { review } = await import("./offline/permit.js");
  await review(Number(box("fq-user")));
}

// -- what waits ------------------------------------------------------------------------

function badge() {
  const link = document.querySelector("[data-outbox]");
  if (!link) return;
  const n = waitingOf(`fq-outbox:${user}`);
  link.hidden = !n;
  link.querySelector("[data-outbox-count]").textContent = n;
}

async function flush() {
  if (!waitingOf(`fq-outbox:${user}`)) return;
  const { unshut } = await import("./offline/store.js");
  await unshut(Number(user));
  const { send, tell } = await import("./offline/outbox.js");
  if (navigator.onLine) await send(Number(user));
  await tell(Number(user));
  badge();
}

// -- the service worker ------------------------------------------------------------------

// When the page is there and the line is free.
function whenIdle(work) {
  const later = () => (window.requestIdleCallback ?? setTimeout)(work);
  if (document.readyState === "complete") setTimeout(later, 1500);
  else window.addEventListener("load", () => setTimeout(later, 1500));
}

// -- signing out: nothing that waits is lost unasked, all else is wiped -------------------

const somethingWaits = () => Object.keys(localStorage).some((name) => name.startsWith("fq-outbox:") && waitingOf(name));

async function wipe(isKept) {
  const store = await import("./offline/store.js");
  if (isKept) await store.forget(Number(user));
  else await store.forgetAll();
  for (const name of Object.keys(localStorage)) {
    if (name === "fq-user" || (name.startsWith("fq-outbox:") && !waitingOf(name))) localStorage.removeItem(name);
  }
}

async function leave(form, isKept) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "keep", value: isKept ? "1" : "" });
  form.append(field);
  try {
    await wipe(isKept);
  } finally {
    form.submit();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || !("indexedDB" in window)) return;
  event.preventDefault();
  const ask = document.getElementById("sign-out-ask");
  if (!somethingWaits() || !ask) {
    leave(form, somethingWaits());
    return;
  }
  ask.querySelector("[data-sign-out-anyway]").onclick = () => leave(form, true);
  ask.showModal();
});

if (user) {
  greet().catch(() => {});
  badge();
  document.addEventListener("fq-outbox", badge);
  flush().catch(() => {});
  window.addEventListener("online", () => flush().catch(() => {}));
  whenIdle(() => install());
} else if (box("fq-user")) {
  checkPermit().catch(() => {});
  window.addEventListener("online", () => checkPermit().catch(() => {}));
}
