// The finding that is being written on this phone: one at a time.

import { mayKeep } from "./crypto.js";
import { say } from "./dom.js";
import { pictures } from "./draft.js";
import * as fields from "./form.js";
import { keep, newDraft } from "./outbox.js";
import * as store from "./store.js";

export const draftOf = async (user) => (await store.entries(user)).find(({ kind, state }) => kind === "finding" && state === "draft");

export function fresh(user) {
  const entry = newDraft(user, "finding", { path: "findings/", stop: { household: "", name: say("finding") } });
  entry.inside.stop.household = `walk:${entry.key}`; // nothing else waits for this one
  return entry;
}

// The form of the page with signal, when the signal went while it was filled in: its words
// and photos come along to the page that waits for signal. Gives whether they are kept.
export async function takeAlong(form) {
  const user = Number(localStorage.getItem("fq-user")) || 0;
  if (!mayKeep() || !user || (await store.isShut(user))) return false;
  const entry = (await draftOf(user)) ?? fresh(user);
  entry.inside.form = fields.read(form);
  entry.inside.stop.name = form.elements.what.value.trim();
  await keep(entry);
  await store.putFiles(user, entry.key, await pictures(form));
  return true;
}
