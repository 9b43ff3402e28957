// A new version of the site: offered, and taken when the officer says so.

let before = async () => {}; // what a page does first, so that nothing typed is lost

function offer(worker) {
  const note = document.getElementById("new-version")?.content.firstElementChild.cloneNode(true);
  const list = document.getElementById("toasts");
  if (!note || !list || list.querySelector("[data-new-version]")) return;
  note.querySelector("button").addEventListener("click", async () => {
    await before();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take-over");
  });
  list.append(note);
}

function watch(registration) {
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const fresh = registration.installing;
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed" && navigator.serviceWorker.controller) offer(fresh);
    });
  });
}

export function install(first = before) {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  before = first;
  navigator.serviceWorker.register("/sw.js", { type: "module" }).then(watch, () => {});
}
