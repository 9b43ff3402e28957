// What was found on patrol: written down with signal or without, photos and all.

import { wakeFinding } from "../finding.js";
import { wakeAll as wakePosition } from "../position.js";
import { limits, make, say, toast } from "./dom.js";
import { finished, putBackPhotos, save, watch } from "./draft.js";
import { draftOf, fresh } from "./finding_draft.js";
import * as fields from "./form.js";
import { keep } from "./outbox.js";

// What the station refused is written anew: its words and photos come back.
export async function reopen(entry) {
  Object.assign(entry, { state: "draft", tried: 0 });
  entry.inside.problem = null;
  await keep(entry);
}

// ``done`` is told when it is finished or put aside.
export async function render(app, kind, done) {
  const found = await draftOf(app.user);
  const root = make("finding-form");
  const node = root.querySelector("form");
  points(node, app.walk);
  const draft = { entry: found ?? fresh(app.user), saving: Promise.resolve(), app };
  if (found) {
    fields.write(node, found.inside.form ?? {});
    await putBackPhotos(node, found);
  } else if (kind) node.querySelectorAll("[name='kind']").forEach((one) => { one.checked = one.value === kind; });
  wakePosition(node);
  wakeFinding(node);
  watch(node, draft);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(node, draft, done);
  });
  node.querySelector("[data-later]").addEventListener("click", () => later(node, draft, done));
  return root;
}

// The points of the phone; the one of the last check-in stands there already.
function points(node, walk) {
  const field = node.querySelector("[name='point']");
  field.append(...(walk?.points ?? []).map(({ id, name }) => new Option(name, id)));
  const last = walk?.patrol?.check_ins.at(-1)?.point;
  if (last && [...field.options].some(({ value }) => value === String(last))) field.value = last;
}

async function later(node, draft, done) {
  draft.stop();
  draft.observer.disconnect();
  if (draft.entry.inside.form || node.elements.what.value.trim()) await save(node, draft);
  await done();
}

async function submit(node, draft, done) {
  const button = node.querySelector("[type='submit']");
  if (button.getAttribute("aria-busy") === "true") return; // photos are still being made small, or it is saved
  const said = fields.read(node);
  const errors = check(said, node);
  fields.showErrors(node, errors);
  if (errors.length) return;
  button.setAttribute("aria-busy", "true");
  draft.stop();
  draft.entry.inside.stop.name = said.what.trim();
  if ((await save(node, draft)) || !(await finished(node, draft, bodyOf(said)))) {
    button.removeAttribute("aria-busy");
    return;
  }
  draft.observer.disconnect();
  if (!navigator.onLine) toast("kept");
  await done();
}

function check(said, node) {
  const errors = [];
  const bad = (field, word) => errors.push([field, say(word)]);
  if (!said.kind?.length) bad("kind", "no_kind");
  if (!said.what.trim()) bad("what", "no_what");
  const people = Number(said.people);
  if (limits.counted.includes(said.kind?.[0]) && !people) bad("people", "no_people");
  else if (said.people && !(Number.isInteger(people) && people > 0 && people <= limits.people)) bad("people", "many_people");
  if (node.querySelector("[name='photos']").files.length > limits.photos) bad("photos", "too_many_photos");
  return errors;
}

// What the server takes; it knows the patrol one was on at that moment.
function bodyOf(said) {
  const body = { kind: said.kind[0], what: said.what.trim(), found_at: new Date().toISOString() };
  if (limits.counted.includes(body.kind)) body.people = Number(said.people);
  for (const name of ["point", "place", "details", "latitude", "longitude"]) {
    if (said[name]?.trim()) body[name] = said[name].trim();
  }
  return body;
}
