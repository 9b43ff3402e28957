// The doors of the day in their order, and how each one stands.

import { badge, dayOf, make, moment, say, stateBadge } from "./dom.js";
import * as store from "./store.js";

const STATES = ["stale", "refused", "draft", "waiting", "sent"];

export async function render(app) {
  const round = await store.roundOf(app.user);
  const root = make(round ? "stops" : "no-stops", round ? words(round) : {});
  root.querySelector("[data-do='take']").addEventListener("click", app.takeAlong);
  if (round) {
    const entries = await store.entries(app.user);
    root.querySelector("[data-list]").append(...round.stops.map((stop) => row(stop, entries)));
    const done = round.stops.filter((stop) => stop.visited || stateOf(stop, entries)).length;
    root.querySelector("[data-text='progress']").textContent = say("stops", { done, all: round.stops.length });
    root.querySelector("[data-text='progress']").hidden = false;
  }
  return [root];
}

const words = (round) => ({ taken: say("taken", { at: moment(round.at), until: moment(round.until) }) });

export function lastVisit(stop) {
  return stop.last_visited_at ? say("last_visit", { on: dayOf(stop.last_visited_at) }) : say("never");
}

function stateOf(stop, entries) {
  const here = entries.filter((entry) => entry.inside.stop.household === stop.household && entry.kind === "visit");
  return STATES.find((state) => here.some((entry) => entry.state === state));
}

function row(stop, entries) {
  const node = make("stop", { ...stop, url: `#/visit/${stop.household}`, last: lastVisit(stop) });
  const state = stateOf(stop, entries);
  node.classList.toggle("is-done", Boolean(stop.visited || (state && state !== "draft")));
  node.querySelector("[data-badges]").append(...badges({ ...stop, deliveries: toHandOver(stop, entries) }, state));
  return node;
}

// What is still in the officer's bag for this door.
export function toHandOver(stop, entries) {
  const done = entries.filter((entry) => entry.kind === "delivery").map(({ inside }) => inside.delivery?.id ?? inside.made?.id);
  return stop.deliveries.filter((one) => !done.includes(one.id));
}

export function badges(stop, state) {
  const found = stop.reasons.map((text) => badge(text, "grey"));
  if (stop.follow_ups.length) found.push(badge(stop.follow_ups[0].matter, "amber"));
  found.push(...stop.deliveries.map((one) => badge(one.kind_display, "blue")));
  if (state) found.push(stateBadge(state));
  else if (stop.visited) found.push(badge(say("visited"), "green"));
  else if (stop.skipped) found.push(badge(say("skipped"), "grey"));
  return found;
}
