// The service worker: keeps the shell of the round, gives it when there is no signal,
// sends what waits when the signal is back. It never keeps a page with somebody's data.

import { send } from "./outbox.js";
import * as store from "./store.js";

const PATIENCE = 3000; // one bar of signal: after that the kept page is better

export function start({ version, files, shell, fallback, round, pages, is_hashed: isHashed }) {
  const name = `fengqiao-${version}`;
  const known = new Set(files);
  const shells = [shell, ...pages.map(({ url }) => url)];

  async function install() {
    const cache = await caches.open(name);
    await cache.addAll(files.map((url) => new Request(url, { cache: isHashed ? "default" : "reload" })));
    await cache.add(new Request(fallback, { cache: "reload", credentials: "omit" }));
    await keepShell();
  }

  // Only as a signed-in person gets it, never what a redirect led to, and never the page of
  // a newer version: that one asks for files which are kept only once its worker has taken over.
  async function keep(place, page) {
    const isMine = page.headers.get("X-Shell-Version") === version;
    if (page.ok && !page.redirected && isMine) await (await caches.open(name)).put(place, page.clone());
  }

  // Each as far as the person may open it.
  async function keepShell() {
    for (const place of shells) {
      try {
        await keep(place, await fetch(place, { cache: "reload", headers: { Accept: "text/html" } }));
      } catch {
        // without signal the kept one stays
      }
    }
  }

  async function activate() {
    for (const old of await caches.keys()) {
      if (old.startsWith("fengqiao-") && old !== name) await caches.delete(old);
    }
    await self.clients.claim();
  }

  async function file(request) {
    const kept = await caches.match(request, { cacheName: name });
    if (kept && isHashed) return kept;
    try {
      return await fetch(request);
    } catch (error) {
      if (kept) return kept;
      throw error;
    }
  }

  async function page(event) {
    const { pathname: path, search } = new URL(event.request.url);
    if (shells.includes(path)) return shellPage(event, path);
    try {
      return await fetch(event.request);
    } catch {
      if (path === round) return Response.redirect(shell);
      const scanned = pages.find(({ scans }) => scans.some((start) => path.startsWith(start)));
      if (scanned) return Response.redirect(`${scanned.url}#${path}${search}`);
      return caches.match(fallback, { cacheName: name });
    }
  }

  async function shellPage(event, place) {
    const kept = await caches.match(place, { cacheName: name });
    const fresh = fetch(event.request).then(async (answer) => {
      await keep(place, answer);
      return answer;
    });
    if (!kept) return fresh;
    event.waitUntil(fresh.catch(() => {}));
    const late = new Promise((done) => { setTimeout(() => done(kept), PATIENCE); });
    return Promise.race([fresh, late]).catch(() => kept);
  }

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    if (known.has(url.pathname)) event.respondWith(file(request));
    else if (request.mode === "navigate") event.respondWith(page(event));
  });
  self.addEventListener("message", (event) => {
    if (event.data === "take-over") self.skipWaiting();
    if (event.data === "keep-shell") event.waitUntil(keepShell());
  });
  self.addEventListener("sync", (event) => {
    if (event.tag === "outbox") event.waitUntil(sendForAll());
  });
}

// Everybody's own entries; the server takes only those of who is signed in.
async function sendForAll() {
  for (const user of await store.people()) {
    const why = await send(user);
    if (why === "signal" || why === "busy") throw new Error(why); // the browser tries again later
  }
}
