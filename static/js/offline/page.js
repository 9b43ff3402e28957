// The round without signal: which page stands behind the address, and what keeps running.

import * as conflictPage from "./conflict_page.js";
import { mayKeep } from "./crypto.js";
import * as deliveryPage from "./delivery_page.js";
import { countBadge, limits, moment, notice, say, show, toast } from "./dom.js";
import { onNews, send, tell } from "./outbox.js";
import { get } from "./rest.js";
import { take } from "./round.js";
import * as stopsPage from "./stops_page.js";
import * as store from "./store.js";
import * as visitPage from "./visit_page.js";
import * as waitingPage from "./waiting_page.js";

const OLD = 12 * 3600000; // after that the officer is told to find signal
const PATIENCE = 2500;
const EVERY = 60000;
const app = { user: 0, why: "", flush, takeAlong, open };

const pages = [
  [/^#\/waiting$/, waitingPage.render],
  [/^#\/visit\/(\d+)(?:\/([\w-]+))?$/, visitPage.render],
  [/^#\/delivery\/(\d+)\/(\d+)$/, deliveryPage.render],
  [/^#\/conflict\/([\w-]+)$/, conflictPage.render],
];

let turn = 0; // only the page opened last is shown

async function open() {
  const mine = (turn += 1);
  const found = pages.find(([pattern]) => pattern.test(location.hash));
  const nodes = found ? await found[1](app, ...location.hash.match(found[0]).slice(1)) : await stopsPage.render(app);
  if (mine !== turn) return;
  show(...(await notices()), ...nodes);
}

// -- the head ------------------------------------------------------------------------

function line() {
  const badge = document.querySelector("[data-line]");
  badge.textContent = say(navigator.onLine ? "online" : "offline");
  badge.className = `fq-badge is-${navigator.onLine ? "green" : "amber"}`;
}

function states(counts) {
  const shown = ["draft", "waiting", "stale", "refused", "sent"].filter((state) => counts[state] || ["waiting", "sent"].includes(state));
  document.querySelector("[data-states]").replaceChildren(...shown.map((state) => countBadge(state, counts[state])));
}

async function notices() {
  const counts = await store.counts(app.user);
  const found = [];
  if (app.why) found.push(notice(app.why));
  if (counts.others) found.push(notice("others", { n: counts.others }));
  if (counts.waiting && Date.now() - counts.oldest > OLD) found.push(notice("old", { at: moment(counts.oldest) }));
  return found;
}

// -- what keeps running -----------------------------------------------------------------

const TOLD = new Set(["signin", "other", "ended", "no_round", "not_able", "full"]);

async function flush() {
  const before = (await store.counts(app.user)).waiting;
  const why = app.user ? await send(app.user) : "signin";
  if (why === "ended") await store.dropRound(app.user);
  app.why = TOLD.has(why) && (before || why === "ended") ? why : "";
  if (before && !why && !(await store.counts(app.user)).waiting) toast("all_sent");
  return why;
}

async function sendAndShow() {
  const { waiting } = await store.counts(app.user);
  if (!waiting || !navigator.onLine) return;
  await flush();
  if (!document.querySelector("#content form")) await open(); // nothing under somebody's fingers moves
}

async function takeAlong() {
  const came = await take(app.user, limits.hours);
  app.why = TOLD.has(came) ? came : "";
  if (came === "no_signal" || came === "busy" || came === "taken_along") toast(came);
  await open();
}

// Who is signed in now, when there is signal to ask; else who was, on this phone.
async function whoIsIt() {
  const kept = Number(localStorage.getItem("fq-user")) || 0;
  if (!navigator.onLine) return kept;
  try {
    const late = new Promise((_done, fail) => { setTimeout(() => fail(new TypeError("late")), PATIENCE); });
    const said = await Promise.race([get("me/"), late]);
    if (said.status === 401) app.why = "signin";
    if (!said.ok || said.body.id === kept) return kept;
    if (kept) await store.forget(kept);
    localStorage.setItem("fq-user", said.body.id);
    return said.body.id;
  } catch (error) {
    if (error instanceof TypeError) return kept;
    throw error;
  }
}

async function start() {
  document.documentElement.dataset.js = "on";
  line();
  if (!mayKeep()) {
    show(notice("not_able"));
    return;
  }
  await store.dropOld();
  app.user = await whoIsIt();
  if (!app.user || app.why === "signin") {
    show(notice("signin")); // the session is over and there is signal: first the person, then the names
    return;
  }
  document.addEventListener("fq-outbox", (event) => states(event.detail));
  onNews(async () => states(await store.counts(app.user)));
  await tell(app.user);
  if (navigator.onLine && !app.why && !(await store.roundOf(app.user))) await takeAlong();
  else await open();
  window.addEventListener("hashchange", open);
  window.addEventListener("online", () => { line(); sendAndShow(); });
  window.addEventListener("offline", line);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAndShow(); });
  setInterval(sendAndShow, EVERY);
  await sendAndShow();
  document.documentElement.dataset.ready = "yes";
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js", { type: "module" }).catch(() => {});
}
start();
