// Somebody changed the household or the document meanwhile: both sides, and the officer's word.

import { besideTheirs, deliveryDifferences, differences, renewed } from "./conflict.js";
import { dayOf, make, moment, say } from "./dom.js";
import { discard, sendAnyway } from "./outbox.js";
import { changeStop } from "./round.js";
import * as store from "./store.js";
import { change } from "./waiting_page.js";

export async function render(app, key) {
  const entry = await store.entry(app.user, key);
  if (entry?.state !== "stale") {
    location.hash = "#/waiting";
    return [];
  }
  return [entry.kind === "delivery" ? await deliveryConflict(app, entry) : visitConflict(app, entry)];
}

const when = (root, name, act) => root.querySelector(`[data-do='${name}']`)?.addEventListener("click", act);

async function sent(app) {
  location.hash = "#/waiting";
  await app.flush();
  await app.open();
}

// -- a visit --------------------------------------------------------------------------

function visitConflict(app, entry) {
  const { stop, body, problem } = entry.inside;
  const root = make("conflict", { name: stop.name });
  root.querySelector("tbody").append(...differences(stop, body, problem.current).map(row));
  when(root, "anyway", async () => {
    await takeOver(app, entry);
    await sendAnyway(entry, besideTheirs(stop, body, problem.current));
    await sent(app);
  });
  when(root, "edit", async () => {
    await takeOver(app, entry);
    entry.inside.form = beside(entry.inside.form, besideTheirs(stop, body, problem.current));
    await change(entry);
  });
  return root;
}

const DAYS = new Set(["left_on"]);
const MOMENTS = new Set(["handed_at_field"]);

function row([field, mine, theirs]) {
  const told = (value) => (DAYS.has(field) ? dayOf(value) : MOMENTS.has(field) ? moment(value) : value);
  const words = (value) => (value ? told(value) : say("empty"));
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

// -- a document ------------------------------------------------------------------------

async function deliveryConflict(app, entry) {
  const { stop, body, delivery, problem } = entry.inside;
  const { current } = problem;
  const what = [stop.name, delivery.kind_display, delivery.holder_name].filter(Boolean).join(" · ");
  const root = make("delivery-conflict", { what, anyway: current.may_hand_over, beside: !current.may_hand_over });
  const rows = deliveryDifferences(entry.inside, current);
  rows[0][1] = say("handed_over");
  root.querySelector("tbody").append(...rows.map(row), await signatures(entry));
  when(root, "anyway", async () => {
    await sendAnyway(entry, { ...body, version: current.version });
    await sent(app);
  });
  when(root, "beside", async () => {
    const { version: _seen, ...told } = body;
    entry.inside.path = `deliveries/${delivery.id}/also-handed-over/`;
    await sendAnyway(entry, told);
    await sent(app);
  });
  when(root, "theirs", async () => {
    if (!window.confirm(say("discard"))) return;
    await discard(entry);
    location.hash = "#/waiting";
  });
  return root;
}

async function signatures(entry) {
  const line = row(["signature_field", "", ""]);
  const [file] = await store.filesOf(entry.user, entry.key);
  const image = Object.assign(new Image(), { alt: say("signature_field"), src: URL.createObjectURL(new Blob([file.bytes], { type: "image/png" })) });
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  line.cells[1].replaceChildren(image);
  return line;
}
