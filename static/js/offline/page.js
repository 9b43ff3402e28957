// The round without signal: which page stands behind the address, and what keeps running.

import * as conflictPage from "./conflict_page.js";
import { mayKeep } from "./crypto.js";
import * as deliveryPage from "./delivery_page.js";
import { closed, countBadge, limits, moment, notice, say, show, toast } from "./dom.js";
import { onNews, send, tell } from "./outbox.js";
import { get } from "./rest.js";
import { afterRefusal, review } from "./permit.js";
import { take } from "./round.js";
import * as stopsPage from "./stops_page.js";
import * as store from "./store.js";
import { install } from "./update.js";
import * as visitPage from "./visit_page.js";
import * as waitingPage from "./waiting_page.js";

const OLD = 12 * 3600000; // after that the officer is told to find signal
const PATIENCE = 2500;
const EVERY = 60000;
// ``keepNow``: what the page shown keeps before it is taken away; ``unkept``: why it could not.
const app = { user: 0, why: "", unkept: "", keepNow: async () => {}, flush, takeAlong, open };

const pages = [
  [/^#\/waiting$/, waitingPage.render],
  [/^#\/visit\/(\d+)(?:\/([\w-]+))?$/, visitPage.render],
  [/^#\/delivery\/(\d+)\/(\d+)$/, deliveryPage.render],
  [/^#\/conflict\/([\w-]+)$/, conflictPage.render],
];

let turn = 0; // only the page opened last is shown

async function open() {
  if (!app.user) return;
  const mine = (turn += 1);
  Object.assign(app, { unkept: "", keepNow: async () => {} });
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

const TOLD = new Set(["signin", "other", "no_round", "not_able", "full"]);

// The station sent the person away: what is typed is kept, locked, and nothing shown any more.
async function leave() {
  if (!app.user) return;
  await app.keepNow();
  await store.shut(app.user);
  Object.assign(app, { user: 0, unkept: "", keepNow: async () => {} });
  turn += 1;
  document.querySelector("[data-states]").replaceChildren();
  show(closed("out"));
}

async function flush() {
  const before = (await store.counts(app.user)).waiting;
  const why = await send(app.user);
  if (why === "out") {
    await leave();
    return why;
  }
  app.why = TOLD.has(why) && before ? why : "";
  const left = await store.counts(app.user);
  if (before && !why && !left.waiting && !left.stale && !left.refused) toast("all_sent");
  return why;
}

async function sendAndShow() {
  if (!app.user || !navigator.onLine) return;
  if ((await review(app.user)) === "out") {
    await leave();
    return;
  }
  if (!(await store.counts(app.user)).waiting) return;
  await flush();
  await openUnlessTyped();
}

// Nothing under somebody's fingers moves.
async function openUnlessTyped() {
  if (!document.querySelector("#content form")) await open();
}

async function takeAlong() {
  const came = await take(app.user, limits.hours);
  if (came === "out") {
    await leave();
    return;
  }
  app.why = TOLD.has(came) ? came : "";
  if (came === "no_signal" || came === "busy" || came === "taken_along") toast(came);
  await open();
}

// Who is signed in now, when there is signal to ask; else who was, on this phone.
async function whoIsIt() {
  const kept = Number(localStorage.getItem("fq-user")) || 0;
  if (!navigator.onLine) return unlessShut(kept);
  try {
    const late = new Promise((_done, fail) => { setTimeout(() => fail(new TypeError("late")), PATIENCE); });
    const said = await Promise.race([get("me/"), late]);
    if (said.status === 401 || said.status === 403) app.why = kept ? await afterRefusal(kept) : "signin";
    return said.ok ? await welcome(said.body.id, kept) : await unlessShut(kept);
  } catch (error) {
    if (error instanceof TypeError) return unlessShut(kept);
    throw error;
  }
}

// What another page or the worker learned.
async function hear({ data }) {
  if (data.user !== app.user) return;
  if (await store.isShut(app.user)) {
    await leave();
    return;
  }
  states(await store.counts(app.user));
  if (!data.why || data.why === app.why) return;
  app.why = data.why;
  await openUnlessTyped();
}

const unlessShut = async (user) => (user && (await store.isShut(user)) ? 0 : user);

// The station knows who this is: what is no longer theirs goes, what was locked opens.
async function welcome(user, before) {
  if (before && before !== user) await store.forget(before);
  await review(user);
  await store.unshut(user);
  localStorage.setItem("fq-user", user);
  return user;
}

async function start() {
  document.documentElement.dataset.js = "on";
  line();
  if (!mayKeep()) {
    show(closed("not_able"));
    return;
  }
  await store.dropOld();
  app.user = await whoIsIt();
  if (!app.user || app.why) {
    show(closed(app.why || "signin")); // the session is over and there is signal: first the person, then the names
    return;
  }
  document.addEventListener("fq-outbox", (event) => states(event.detail));
  onNews(hear);
  await tell(app.user);
  if (navigator.onLine && !app.why && !(await store.roundOf(app.user))) await takeAlong();
  else await open();
  window.addEventListener("hashchange", open);
  window.addEventListener("online", () => { line(); sendAndShow(); });
  window.addEventListener("offline", line);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAndShow(); });
  setInterval(sendAndShow, EVERY);
  guard();
  await sendAndShow();
  document.documentElement.dataset.ready = "yes";
}

// What the phone could not keep is not left behind unasked.
function guard() {
  window.addEventListener("beforeunload", (event) => {
    if (app.unkept) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (app.unkept && event.target.closest("a[href]") && !window.confirm(say("leave_unkept"))) event.preventDefault();
  }, { capture: true });
}

install(() => app.keepNow());
start();
