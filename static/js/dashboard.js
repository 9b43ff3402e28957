// Keeps the figures of an open page fresh: asked every minute while it is looked at.
// The server answers “unchanged” for next to nothing; what fails is tried again later.

const EVERY = 60_000;
const live = document.getElementById("live");
let tag = "";

async function refresh() {
  if (document.hidden || live.contains(document.activeElement)) return;
  const url = new URL(live.dataset.live, location.origin);
  url.searchParams.set("live", "1");
  try {
    const answer = await fetch(url, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", credentials: "same-origin" });
    if (answer.status !== 200 || answer.redirected) return;
    tag = answer.headers.get("ETag") ?? "";
    live.innerHTML = await answer.text();
  } catch {
    // no connection: what stands there says of when it is
  }
}

if (live) {
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
