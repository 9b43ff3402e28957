// Drafts, what waits, what was sent. Sent in order, each once: the key of an entry is the
// key of its request, and an entry leaves the phone only when the server has confirmed it.

import { differences } from "./conflict.js";
import { afterRefusal } from "./permit.js";
import { post } from "./rest.js";
import * as store from "./store.js";

const KEPT_BY_SERVER = 70 * 3600000; // keys are forgotten there after 72 hours
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("fq-outbox") : null;
const STOPS = new Set([408, 425, 429, 500, 502, 503, 504]);

// -- counts for every page ------------------------------------------------------------

export async function tell(user) {
  const found = await store.counts(user);
  if (globalThis.localStorage) {
    const waits = found.draft + found.waiting + found.stale + found.refused;
    if (waits || found.sent) localStorage.setItem(`fq-outbox:${user}`, JSON.stringify(found));
    else localStorage.removeItem(`fq-outbox:${user}`);
    document.dispatchEvent(new CustomEvent("fq-outbox", { detail: found }));
  }
  channel?.postMessage({ user });
  return found;
}

export const onNews = (listener) => channel?.addEventListener("message", listener);

// -- writing ------------------------------------------------------------------------------

export const newDraft = (user, kind, inside) => (
  { key: crypto.randomUUID(), user, kind, state: "draft", seq: Date.now(), at: Date.now(), tried: 0, inside }
);

export async function keep(entry) {
  await store.put(entry);
  await tell(entry.user);
}

// No way back from here: what may have reached the server is not edited any more.
export async function finish(entry, body) {
  entry.state = "waiting";
  entry.seq = Date.now();
  entry.inside = { ...entry.inside, body, problem: null };
  await keep(entry);
  askForSync();
}

export async function discard(entry) {
  await store.drop(entry.key);
  await tell(entry.user);
}

async function askForSync() {
  try {
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.sync?.register("outbox");
  } catch {
    // no background sync here: the page sends when it has signal
  }
}

// -- sending ------------------------------------------------------------------------------------

// Gives why it stopped: "" (all gone through), "signal", "signin", "other", "out", "busy".
export async function send(user) {
  if (!navigator.locks) return sendOrLeave(user);
  return navigator.locks.request("fq-outbox", { ifAvailable: true }, (lock) => (lock ? sendOrLeave(user) : "busy"));
}

async function sendOrLeave(user) {
  const why = await sendAll(user);
  if (why !== "refused") return why;
  const said = await afterRefusal(user);
  channel?.postMessage({ user, why: said }); // the worker heard it: the open pages tell it
  return said;
}

async function sendAll(user) {
  const held = new Set(); // households of which something older still stands
  for (const entry of await store.entries(user)) {
    if (entry.state === "stale" || entry.state === "refused") held.add(entry.inside.stop.household);
    if (entry.state !== "waiting" || held.has(entry.inside.stop.household)) continue;
    const why = await sendOne(entry);
    await tell(user);
    if (why) return why;
    if (entry.state !== "sent") held.add(entry.inside.stop.household);
  }
  return "";
}

async function sendOne(entry) {
  if (entry.tried && Date.now() - entry.tried > KEPT_BY_SERVER) return hold(entry, "refused", { code: "unsure" });
  try {
    const why = entry.inside.made ? "" : await sendEntry(entry);
    if (why || entry.state !== "waiting") return why;
    return await sendPhotos(entry);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    entry.tried ||= Date.now(); // perhaps it arrived: the same key again finds out
    await store.put(entry);
    return "signal";
  }
}

async function sendEntry(entry) {
  const { path, body } = entry.inside;
  const said = await post(path, await whole(entry, body), entry);
  if (said.ok) {
    entry.inside.made = { id: said.body.id };
    entry.tried = 0;
    await store.put(entry);
    return "";
  }
  if (said.status === 412 && said.body.code === "stale") return onStale(entry, said.body);
  return refused(entry, said);
}

// A delivery goes with its signature, a finding with its photos: one request each.
const FIELDS = { delivery: { signature: "signature" }, finding: { photo: "photos" } };

async function whole(entry, body) {
  const named = FIELDS[entry.kind];
  if (!named) return body;
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, value);
  for (const file of await store.filesOf(entry.user, entry.key)) form.append(named[file.kind], picture(file), file.name);
  return form;
}

const picture = ({ bytes, kind }) => new Blob([bytes], { type: kind === "signature" ? "image/png" : "image/jpeg" });

async function onStale(entry, problem) {
  const { stop, body } = entry.inside;
  if (entry.kind === "delivery" || differences(stop, body, problem.current).length || entry.inside.body.household_version === problem.current.version) {
    return hold(entry, "stale", problem);
  }
  // What changed is not what the phone shows, such as a remark: nothing to decide.
  entry.inside.body = { ...body, household_version: problem.current.version };
  await store.put(entry);
  return sendEntry(entry);
}

async function refused(entry, { status, body }) {
  if (body.code === "duty_first") return "signin";
  if (status === 401 || status === 403) return "refused";
  if (body.code === "other_person") return "other";
  if (STOPS.has(status) || body.code === "request_in_flight") return "busy";
  return hold(entry, "refused", { status, code: body.code, detail: body.detail, errors: body.errors });
}

async function hold(entry, state, problem) {
  entry.state = state;
  entry.inside.problem = problem;
  await store.put(entry);
  return "";
}

async function sendPhotos(entry) {
  const files = entry.kind === "visit" ? await store.filesOf(entry.user, entry.key) : [];
  for (const file of files) {
    const form = new FormData();
    form.append("photos", picture(file), file.name);
    const said = await post(`visits/${entry.inside.made.id}/photos/`, form, { user: entry.user, key: file.id });
    if (!said.ok) return refused(entry, said);
    await store.dropFile(file.id);
  }
  await done(entry);
  return "";
}

// The server has it: of the texts only the name stays, to be seen as sent.
async function done(entry) {
  await store.drop(entry.key);
  entry.state = "sent";
  entry.at = Date.now();
  entry.inside = { stop: { household: entry.inside.stop.household, name: entry.inside.stop.name }, made: entry.inside.made };
  await store.put(entry);
}

// -- deciding a conflict -----------------------------------------------------------------------------

export async function sendAnyway(entry, body) {
  entry.state = "waiting";
  entry.inside = { ...entry.inside, body, problem: null };
  await keep(entry);
  askForSync();
}
