// Somebody changed the household meanwhile: both sides, and the officer's word.

import { besideTheirs, differences, renewed } from "./conflict.js";
import { dayOf, make, say } from "./dom.js";
import { sendAnyway } from "./outbox.js";
import { changeStop } from "./round.js";
import * as store from "./store.js";
import { change } from "./waiting_page.js";

export async function render(app, key) {
  const entry = await store.entry(app.user, key);
  if (entry?.state !== "stale") {
    location.hash = "#/waiting";
    return [];
  }
  const { stop, body, problem } = entry.inside;
  const root = make("conflict", { name: stop.name });
  root.querySelector("tbody").append(...differences(stop, body, problem.current).map(row));
  root.querySelector("[data-do='anyway']").addEventListener("click", async () => {
    await takeOver(app, entry);
    await sendAnyway(entry, besideTheirs(stop, body, problem.current));
    location.hash = "#/waiting";
    await app.flush();
    await app.open();
  });
  root.querySelector("[data-do='edit']").addEventListener("click", async () => {
    await takeOver(app, entry);
    entry.inside.form = beside(entry.inside.form, besideTheirs(stop, body, problem.current));
    await change(entry);
  });
  return [root];
}

function row([field, mine, theirs]) {
  const words = (value) => (field === "left_on" && value ? dayOf(value) : value) || say("empty");
  return make("both", { label: say(field), mine: words(mine), theirs: words(theirs) });
}

// From now on the phone shows what stands at the station.
async function takeOver(app, entry) {
  const { stop, problem } = entry.inside;
  const next = renewed(stop, problem.current);
  entry.inside.stop = next;
  await changeStop(app.user, stop.household, (kept) => renewed(kept, problem.current));
}

// The form as it was typed, with the names that are gone kept in words.
function beside(form, body) {
  return {
    ...form,
    people_met: body.people_met.map(String),
    others_met: body.others_met ?? form.others_met,
    learned: body.learned ?? form.learned,
    settles: body.settles ? [String(body.settles)] : [""],
  };
}
