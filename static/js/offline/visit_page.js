// A visit at a door: the same form as with signal, checked here as far as it can be.

import { wakeAll as wakePosition } from "../position.js";
import { isoDay, isoMinute, limits, make, moment, say, toast } from "./dom.js";
import { finished, putBackPhotos, save, watch } from "./draft.js";
import * as fields from "./form.js";
import { newDraft } from "./outbox.js";
import { badges, lastVisit, toHandOver } from "./stops_page.js";
import * as store from "./store.js";

const DAY = 86400000;

export async function render(app, household, key) {
  const found = await entryFor(app.user, Number(household), key);
  const round = await store.roundOf(app.user);
  const stop = found?.inside.stop ?? round?.stops.find((one) => one.household === Number(household));
  if (!stop) {
    location.hash = "#/";
    return [];
  }
  const root = make("door", { ...stop, last: lastVisit(stop) });
  const deliveries = toHandOver(stop, await store.entries(app.user));
  root.querySelector("[data-badges]").append(...badges({ ...stop, deliveries }, found?.state));
  root.querySelector("[data-people]").append(...stop.residents.map((person) => make("person", person)));
  root.querySelector("[data-deliveries]").append(...deliveries.map((one) => (
    make("hand-over", { ...one, url: `#/delivery/${stop.household}/${one.id}` })
  )));
  root.querySelector("[data-form]").append(await form(app, stop, found));
  return [root];
}

async function entryFor(user, household, key) {
  const all = await store.entries(user);
  return all.find((entry) => entry.kind === "visit" && entry.state === "draft" && entry.inside.stop.household === household
    && (!key || entry.key === key));
}

async function form(app, stop, found) {
  const root = make("visit-form");
  const node = root.querySelector("form");
  prepare(node, stop);
  const draft = { entry: found ?? newDraft(app.user, "visit", { path: "visits/", stop }), saving: Promise.resolve(), app };
  if (found) {
    fields.write(node, found.inside.form);
    await putBackPhotos(node, found);
  }
  wakePosition(node);
  watch(node, draft);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(app, node, stop, draft);
  });
  return root;
}

// -- filling -----------------------------------------------------------------------------

function prepare(node, stop) {
  const people = stop.residents.map((person) => ({ value: person.id, label: [person.name, person.relation_display].filter(Boolean).join(" · ") }));
  fields.options(node.querySelector("#visit_people_met"), "people_met", "checkbox", people);
  if (people.length === 1) node.querySelector("[name='people_met']").checked = true;
  if (stop.follow_ups.length) {
    const promises = stop.follow_ups.map((one) => ({ value: one.id, label: `${one.matter} (${say("due", { due: moment(one.due_at) })})` }));
    const none = node.querySelector("#visit_settles label span").textContent;
    fields.options(node.querySelector("#visit_settles"), "settles", "radio", [{ value: "", label: none }, ...promises]);
    node.querySelector("[name='settles']").checked = true;
  } else node.querySelector("#visit_settles").closest(".fq-field").remove();
  if (!stop.card) node.querySelector("[data-card]").remove();
  node.querySelector("[name='visited_at']").value = isoMinute(new Date());
  for (const chip of node.querySelectorAll("[data-in-days]")) {
    chip.dataset.value = isoDay(new Date(Date.now() + chip.dataset.inDays * DAY));
  }
}

// -- done -----------------------------------------------------------------------------------

async function submit(app, node, stop, draft) {
  const button = node.querySelector("[type='submit']");
  if (button.getAttribute("aria-busy") === "true") return; // photos are still being made small, or it is saved
  const said = fields.read(node);
  const errors = check(said, node);
  fields.showErrors(node, errors);
  if (errors.length) return;
  button.setAttribute("aria-busy", "true");
  draft.stop();
  if ((await save(node, draft)) || !(await finished(node, draft, bodyOf(said, stop)))) {
    button.removeAttribute("aria-busy");
    return;
  }
  draft.observer.disconnect();
  toast("kept");
  location.hash = "#/";
  if (navigator.onLine) app.flush().then(app.open);
}

export function check(said, node) {
  const errors = [];
  const bad = (field, word) => errors.push([field, say(word)]);
  const at = new Date(said.visited_at);
  const isMet = said.outcome[0] === "met";
  if (isMet && !said.people_met?.length && !said.others_met.trim()) bad("people_met", "nobody_named");
  if (Number.isNaN(at.getTime())) bad("visited_at", "no_time");
  else if (at > new Date()) bad("visited_at", "visited_in_future");
  else if (Date.now() - at > limits.late_days * DAY && !said.reason.trim()) bad("reason", "late_without_reason");
  if (said.next_visit_on) checkNext(new Date(`${said.next_visit_on}T00:00`), at, bad);
  if (said.promise_on && !said.promise_matter.trim()) bad("promise_matter", "promise_matter");
  if (said.promise_matter.trim() && !said.promise_on) bad("promise_on", "promise_on");
  if (said.promise_on && dueAt(said) < new Date()) bad("promise_on", "promise_past");
  if (node.querySelector("[name='photos']").files.length > limits.photos) bad("photos", "too_many_photos");
  return errors;
}

function checkNext(next, at, bad) {
  const visited = new Date(`${isoDay(at)}T00:00`);
  if (next <= visited) bad("next_visit_on", "next_too_early");
  else if (next - visited > limits.next_days * DAY) bad("next_visit_on", "next_too_late");
}

const dueAt = (said) => new Date(`${said.promise_on}T${said.promise_at || "09:00"}`);

// What the server takes; the same fields as the form of the page.
function bodyOf(said, stop) {
  const isHome = said.outcome[0] !== "nobody_home";
  const met = isHome ? (said.people_met ?? []).map(Number) : [];
  const body = {
    household: stop.household,
    household_version: stop.version,
    outcome: said.outcome[0],
    purpose: said.purpose,
    visited_at: new Date(said.visited_at).toISOString(),
    people_met: met,
    advice: isHome ? (said.advice ?? []) : [],
    others_met: said.others_met.trim(),
    learned: said.learned.trim(),
    asked_for: said.asked_for.trim(),
    next_visit_on: said.next_visit_on || null,
    reason: said.reason.trim(),
  };
  if (said.latitude) Object.assign(body, { latitude: said.latitude, longitude: said.longitude });
  if (said.settles?.[0]) body.settles = Number(said.settles[0]);
  if (said.promise_matter.trim()) body.promise = { matter: said.promise_matter.trim(), due_at: dueAt(said).toISOString() };
  if (said.card_given?.length) {
    const first = stop.residents.find((person) => met.includes(person.id));
    body.card = { card: stop.card.id, received_by: said.card_received_by.trim() || first?.name || "" };
  }
  return body;
}
