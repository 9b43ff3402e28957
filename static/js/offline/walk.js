// The patrol on the phone, with signal or without: on duty, check-ins, track, off duty.
// Everything goes through the outbox, so each is sent once, in the order it was done.

import { mayKeep } from "./crypto.js";
import { badge, make, moment, say, stateBadge, toast } from "./dom.js";
import * as findings from "./finding_page.js";
import { discard, finish, keep, newDraft, onNews, send, tell } from "./outbox.js";
import { get } from "./rest.js";
import * as store from "./store.js";
import { nearest, where } from "./where.js";
import { record } from "./walk_track.js";
import { install } from "./update.js";

const EVERY = 60000;
const ours = new Set(["duty_on", "check_in", "duty_off", "track", "finding"]);
const app = { user: 0, walk: null, why: "", unkept: "", keepNow: async () => {} };
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const now = () => new Date().toISOString();

// -- what stands, with what still waits on top of it --------------------------------------

const mine = async () => (await store.entries(app.user)).filter(({ kind }) => ours.has(kind));

function standing(entries) {
  let patrol = app.walk?.patrol ?? null;
  for (const { kind, state, inside } of entries) {
    if (state !== "waiting") continue;
    if (kind === "duty_on") patrol ??= { kind: inside.stop.name, started_at: inside.body.began, is_tracked: inside.body.is_tracked, check_ins: [] };
    if (kind === "duty_off") patrol = null;
  }
  return patrol;
}

async function draw() {
  const entries = await mine();
  const patrol = standing(entries);
  part("on").hidden = Boolean(patrol);
  part("out").hidden = !patrol;
  part("find").hidden = !part("finding").hidden;
  const why = document.querySelector("[data-why]");
  why.textContent = app.why ? say(app.why) : "";
  why.hidden = !app.why;
  document.querySelector("[data-sign-in]").hidden = !["signin", "out", "other"].includes(app.why);
  if (patrol) drawPatrol(patrol);
  else drawStart();
  drawEntries(entries);
  record(patrol?.is_tracked ? app : null, add);
}

function drawPatrol(patrol) {
  document.querySelector("[data-since]").textContent = `${patrol.kind} · ${say("since", { at: moment(patrol.started_at) })}`;
  document.querySelector("[data-tracked]").hidden = !patrol.is_tracked;
  const names = new Map((app.walk?.points ?? []).map(({ id, name }) => [id, name]));
  const been = patrol.check_ins.map(({ point, at }) => make("been", { name: names.get(point), at: moment(at) }));
  document.querySelector("[data-been]").replaceChildren(...been);
}

function drawStart() {
  const shift = app.walk?.shift;
  document.querySelector("[data-shift]").textContent = shift ? `${shift.place} · ${moment(shift.starts_at)}` : say("no_shift");
  const kinds = document.querySelector("[data-kind]");
  kinds.closest("label").hidden = Boolean(shift);
  if (kinds.options.length !== (app.walk?.kinds ?? []).length) {
    kinds.replaceChildren(...(app.walk?.kinds ?? []).map(({ id, title }) => new Option(title, id)));
  }
  document.querySelector("[data-track]").closest("label").hidden = !app.walk?.may_be_tracked;
}

function drawEntries(entries) {
  const isWriting = !part("finding").hidden;
  const shown = entries.filter(({ kind, state }) => (kind !== "track" || state === "refused") && !(isWriting && state === "draft"));
  document.querySelector("[data-list]").replaceChildren(...shown.reverse().slice(0, 30).map(row));
  part("kept").hidden = !shown.length;
  document.querySelector("[data-do='send']").hidden = !entries.some(({ state }) => state === "waiting");
}

function row(entry) {
  const note = `${say(entry.kind)} · ${moment(entry.at)}`;
  const isDraft = entry.state === "draft";
  const isRefused = entry.state === "refused";
  const isFinding = entry.kind === "finding";
  const node = make("entry", {
    name: entry.inside.stop.name,
    note,
    problem: problemOf(entry),
    choices: isDraft || isRefused,
    again: isRefused && !isFinding,
    write: isFinding && (isDraft || isRefused),
  });
  node.querySelector("[data-state]").replaceWith(stateBadge(entry.state));
  node.querySelector("[data-do='again']")?.addEventListener("click", () => again(entry));
  node.querySelector("[data-do='write']")?.addEventListener("click", async () => {
    if (isRefused) await findings.reopen(entry);
    await find();
  });
  node.querySelector("[data-do='remove']")?.addEventListener("click", async () => {
    if (window.confirm(say("discard"))) await discard(entry);
    await draw();
  });
  return node;
}

// What the station said, field by field where it did.
function problemOf({ inside: { problem } }) {
  const told = Object.values(problem?.errors ?? {}).flat(2).filter((words) => typeof words === "string");
  return told.length ? told.join(" ") : problem?.detail ?? problem?.code;
}

async function again(entry) {
  Object.assign(entry, { state: "waiting", tried: 0 });
  await keep(entry);
  await flush();
}

// -- doing ------------------------------------------------------------------------------------

async function add(kind, path, name, body, withKey = true) {
  const entry = newDraft(app.user, kind, { path, stop: { household: "", name } });
  entry.inside.stop.household = `walk:${entry.key}`; // nothing else waits for this one
  await finish(entry, withKey ? { ...body, client_key: entry.key } : body);
  await flush();
}

async function goOn() {
  const kinds = document.querySelector("[data-kind]");
  const hasShift = Boolean(app.walk?.shift);
  const title = hasShift ? app.walk.shift.kind : kinds.selectedOptions[0]?.text ?? "";
  const body = { began: now(), is_tracked: document.querySelector("[data-track]").checked };
  if (!hasShift && kinds.value) body.kind = Number(kinds.value);
  await add("duty_on", "patrols/", title, body);
}

const goOff = () => add("duty_off", "patrols/go-off/", say("duty_off"), { ended: now() }, false);

const place = (coords) => (coords ? {
  latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6), accuracy_m: Math.min(1000000, Math.round(coords.accuracy)),
} : {});

async function here() {
  const coords = await where();
  const point = coords && nearest(app.walk?.points ?? [], coords);
  if (!point) return toast(coords ? "no_point" : "no_position");
  return add("check_in", "check-ins/", point.name, { way: "position", point: point.id, made_at: now(), ...place(coords) });
}

// -- what was found -----------------------------------------------------------------------------

async function find(kind = "") {
  const root = await findings.render(app, kind, put);
  part("finding").replaceChildren(root);
  part("finding").hidden = false;
  part("find").hidden = true;
  part("finding").scrollIntoView({ block: "start" });
  root.querySelector("[name='what']").focus({ preventScroll: true });
}

async function put() {
  part("finding").hidden = true;
  part("finding").replaceChildren();
  Object.assign(app, { unkept: "", keepNow: async () => {} });
  await flush();
}

// A page of what was found was asked for without signal: this one stands in for it.
async function asked() {
  const place = location.hash.match(/^#\/patrols\/findings\/new\/(?:\?(.*))?$/);
  if (!place) return;
  history.replaceState(null, "", location.pathname);
  await find(new URLSearchParams(place[1] ?? "").get("kind") ?? "");
}

// The camera led here without signal: the code stands in the address.
async function scanned() {
  const [, code, screen] = location.hash.match(/^#\/p\/([\w-]+)\/?(?:\?k=(\d{6}))?/) ?? [];
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  const made = now();
  const body = { way: "scan", code, made_at: made, ...(screen && { screen_code: screen }) };
  await add("check_in", "check-ins/", say("scanned"), { ...body, ...place(await where()) });
}

// -- sending ------------------------------------------------------------------------------------

async function flush() {
  const before = (await store.counts(app.user)).waiting;
  app.why = before ? await send(app.user) : "";
  const { waiting, refused } = await store.counts(app.user);
  if (before && !waiting && !refused) toast("all_sent");
  if (before && (app.why === "signal" || app.why === "busy")) toast("kept");
  if (["signal", "busy"].includes(app.why)) app.why = "";
  await refresh();
  await tell(app.user);
  await draw();
}

async function refresh() {
  if (!navigator.onLine) return;
  try {
    const said = await get("patrols/today/");
    if (said.ok) {
      app.walk = said.body;
      await store.keepWalk(app.user, said.body);
    } else if (said.status === 401 || said.status === 403) app.why = "signin";
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // no signal: what is kept stands
  }
}

function line() {
  const shown = badge(say(navigator.onLine ? "online" : "offline"), navigator.onLine ? "green" : "amber");
  document.querySelector("[data-line]").replaceChildren(shown);
}

async function tap(event) {
  const button = event.target.closest("[data-do]");
  const work = { on: goOn, off: goOff, here, send: flush, find: () => find() }[button?.dataset.do];
  if (!work) return;
  button.disabled = true;
  try {
    await work();
  } finally {
    button.disabled = false;
  }
}

async function start() {
  document.documentElement.dataset.js = "on";
  line();
  app.user = Number(localStorage.getItem("fq-user")) || 0;
  if (!mayKeep() || !app.user || (await store.isShut(app.user))) {
    app.why = mayKeep() ? "signin" : "not_able";
    part("closed").hidden = false;
    document.querySelector("[data-closed]").textContent = say(app.why);
    return;
  }
  app.walk = await store.walkOf(app.user);
  document.addEventListener("click", tap);
  window.addEventListener("hashchange", () => { scanned(); asked(); });
  window.addEventListener("online", () => { line(); flush(); });
  window.addEventListener("offline", line);
  onNews(() => draw());
  setInterval(() => { if (navigator.onLine) flush(); }, EVERY);
  await flush();
  await scanned();
  await asked();
  window.addEventListener("beforeunload", (event) => { if (app.unkept) event.preventDefault(); });
  install(() => app.keepNow());
}

start();
