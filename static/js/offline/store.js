// The phone's store: one person's round, and what waits to be sent. Names, addresses and
// texts stand only inside sealed boxes; outside are keys, numbers and states.

import Dexie from "../../vendor/dexie/dexie.js";
import { newKey, open, openBytes, seal, sealBytes } from "./crypto.js";

const db = new Dexie("fengqiao-offline");
db.version(1).stores({
  keys: "user",
  rounds: "user",
  entries: "key, user, seq",
  files: "id, entry, user",
});
db.version(2).stores({ walks: "user" });

const known = new Map(); // user -> key, as long as the page is open

async function keyOf(user) {
  if (!known.has(user)) {
    const fresh = await newKey(); // outside: a transaction does not wait for it
    known.set(user, await db.transaction("rw", db.keys, async () => {
      const row = await db.keys.get(user);
      if (!row?.key) await db.keys.put({ ...row, user, key: fresh });
      return row?.key ?? fresh;
    }));
  }
  return known.get(user);
}

const placeOf = (kind, user, id) => `${kind}:${user}:${id}`;

// A full store says so in one of two ways.
export const isFull = (error) => [error?.name, error?.inner?.name].includes("QuotaExceededError");

// -- the round ------------------------------------------------------------------

export async function keepRound(user, round, until) {
  const sealed = await seal(await keyOf(user), round, placeOf("round", user, ""));
  await db.rounds.put({ user, at: Date.now(), until, ...sealed });
}

// What the station gave along: it says whose round this is, nothing about anybody at a door.
export const keepPermit = (user, permit) => db.keys.update(user, { permit });
export const permitOf = async (user) => (await db.keys.get(user))?.permit;

export async function roundOf(user) {
  const row = await db.rounds.get(user);
  if (!row) return null;
  if (row.until < Date.now()) {
    await dropRound(user);
    return null;
  }
  const round = await open(await keyOf(user), row, placeOf("round", user, ""));
  return { ...round, at: row.at, until: row.until };
}

export const dropRound = (user) => db.rounds.delete(user);

// Rounds whose time is over, whoever took them along.
export const dropOld = () => db.rounds.filter((row) => row.until < Date.now()).delete();

// -- the patrol: points, kinds and one's own standing --------------------------------

export async function keepWalk(user, walk) {
  const sealed = await seal(await keyOf(user), walk, placeOf("walk", user, ""));
  await db.walks.put({ user, at: Date.now(), ...sealed });
}

export async function walkOf(user) {
  const row = await db.walks.get(user);
  return row ? open(await keyOf(user), row, placeOf("walk", user, "")) : null;
}

// -- what waits --------------------------------------------------------------------

export async function put(entry) {
  const { inside, ...outside } = entry;
  const sealed = await seal(await keyOf(entry.user), inside, placeOf("entry", entry.user, entry.key));
  await db.entries.put({ ...outside, ...sealed });
  return entry;
}

async function opened({ iv, box, ...outside }) {
  const inside = await open(await keyOf(outside.user), { iv, box }, placeOf("entry", outside.user, outside.key));
  return { ...outside, inside };
}

export async function entry(user, key) {
  const row = await db.entries.get(key);
  return row?.user === user ? opened(row) : null;
}

export async function entries(user) {
  const rows = await db.entries.where("user").equals(user).sortBy("seq");
  return Promise.all(rows.map(opened));
}

export async function drop(key) {
  await db.transaction("rw", db.entries, db.files, async () => {
    await db.files.where("entry").equals(key).delete();
    await db.entries.delete(key);
  });
}

// Without opening anything: how many of each state, of this person and of others.
export async function counts(user) {
  const found = { draft: 0, waiting: 0, stale: 0, refused: 0, sent: 0, others: 0, oldest: 0 };
  await db.entries.each((row) => {
    if (row.user !== user) found.others += row.state === "sent" ? 0 : 1;
    else {
      found[row.state] += 1;
      if (row.state !== "sent" && row.at) found.oldest = Math.min(found.oldest || row.at, row.at);
    }
  });
  return found;
}

export async function people() {
  return [...new Set(await db.entries.filter((row) => row.state === "waiting").toArray().then((rows) => rows.map((row) => row.user)))];
}

// -- photos and signatures -----------------------------------------------------------

export async function putFiles(user, entry, files) {
  const key = await keyOf(user);
  const rows = [];
  for (const [at, { id, kind, name, bytes }] of files.entries()) {
    rows.push({ id, user, entry, at, kind, name, ...(await sealBytes(key, bytes, placeOf("file", user, id))) });
  }
  await db.transaction("rw", db.files, async () => {
    await db.files.where("entry").equals(entry).delete();
    await db.files.bulkAdd(rows);
  });
}

export async function filesOf(user, entry) {
  const rows = await db.files.where("entry").equals(entry).sortBy("at");
  const key = await keyOf(user);
  return Promise.all(rows.map(async ({ iv, box, ...outside }) => (
    { ...outside, bytes: await openBytes(key, { iv, box }, placeOf("file", user, outside.id)) }
  )));
}

export const dropFile = (id) => db.files.delete(id);

// -- leaving ---------------------------------------------------------------------------

// The person was sent away: nothing of theirs is shown here until the station knows them again.
export async function shut(user) {
  await forget(user);
  const row = await db.keys.get(user);
  await db.keys.put({ user, ...(row?.key && { key: row.key }), shut: true });
}

export const isShut = async (user) => Boolean((await db.keys.get(user))?.shut);
export const unshut = (user) => db.keys.update(user, { shut: false });

export const holders = () => db.keys.toCollection().primaryKeys();

// Everything of a person but what still waits, and its key goes when nothing does.
export async function forget(user) {
  known.delete(user);
  await db.rounds.delete(user);
  await db.walks.delete(user);
  await db.entries.where("user").equals(user).filter((row) => row.state === "sent").delete();
  if (!(await db.entries.where("user").equals(user).count())) await db.keys.delete(user);
}

export async function forgetAll() {
  known.clear();
  await db.delete();
}
