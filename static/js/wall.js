// A screen on the wall: panels take turns, figures are fetched every minute, and once a
// day the page loads anew. What was shown is thrown away whole, so nothing piles up.

const TURN = 15_000;
const EVERY = 60_000;
const DAY = 24 * 60 * 60 * 1000;
const wall = document.getElementById("wall");
const lost = document.getElementById("wall-lost");
const clock = document.getElementById("wall-clock");
const full = document.getElementById("wall-full");
const since = Date.now();
let turn = 0;
let tag = "";

function show() {
  const panels = wall.querySelectorAll("[data-panel]");
  panels.forEach((panel, at) => { panel.hidden = at !== turn % panels.length; });
}

async function refresh() {
  if (Date.now() - since > DAY && navigator.onLine) return location.reload();
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch("?live=1", { headers, cache: "no-store", signal: AbortSignal.timeout(20_000) });
    if (answer.status === 404) return location.reload(); // it has ended
    if (answer.status !== 304) {
      if (!answer.ok) throw new Error(String(answer.status));
      wall.innerHTML = await answer.text();
      tag = answer.headers.get("ETag") ?? "";
      show();
    }
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
}

function tick() {
  const now = new Date();
  clock.textContent = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
}

show();
setInterval(() => { turn += 1; show(); }, TURN);
setInterval(refresh, EVERY);
setInterval(tick, 5000);
addEventListener("online", refresh);

if (document.documentElement.requestFullscreen) {
  full.hidden = false;
  full.addEventListener("click", () => document.documentElement.requestFullscreen());
  document.addEventListener("fullscreenchange", () => { full.hidden = Boolean(document.fullscreenElement); });
}
