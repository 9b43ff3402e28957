// On the page of today's round: take it along, by itself and by a tap.

import { mayKeep } from "./crypto.js";
import { take } from "./round.js";

const box = document.querySelector("[data-take-along]");

async function go() {
  const button = box.querySelector("button");
  button.setAttribute("aria-busy", "true");
  await navigator.serviceWorker?.register("/sw.js", { type: "module" }).catch(() => {});
  await navigator.serviceWorker?.ready; // the shell is on the phone by then
  (await navigator.serviceWorker?.getRegistration())?.active?.postMessage("keep-shell");
  const came = await take(Number(document.body.dataset.user), Number(box.dataset.hours));
  button.removeAttribute("aria-busy");
  tell(came);
}

function tell(came) {
  const words = box.querySelector(`[data-word="${came}"]`) ?? box.querySelector("[data-word='failed']");
  const place = box.querySelector("[role='status']");
  place.textContent = words.textContent;
  box.dataset.state = came;
}

if (box) {
  box.hidden = false;
  if (!mayKeep() || !("serviceWorker" in navigator)) {
    box.querySelector("button").hidden = true;
    tell("not_able");
  } else {
    box.querySelector("button").addEventListener("click", () => go().catch(() => tell("failed")));
    go().catch(() => tell("failed"));
  }
}
