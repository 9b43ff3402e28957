// Today's round, taken along: only what is needed at the doors.

import { mayKeep } from "./crypto.js";
import { afterRefusal } from "./permit.js";
import { get } from "./rest.js";
import * as store from "./store.js";

const person = ({ id, name, relation_display, age, phone_masked }) => ({ id, name, relation_display, age, phone_masked });

function stopOf(stop) {
  const { household } = stop;
  return {
    order: stop.order,
    reasons: stop.reasons.map(({ label }) => label),
    visited: Boolean(stop.visited),
    skipped: Boolean(stop.skipped_reason),
    household: household.id,
    version: household.version,
    number: household.number,
    head_name: household.head_name,
    name: household.head_name || household.number,
    address: household.address,
    last_visited_at: household.last_visited_at,
    residents: household.residents.map(person),
    card: stop.card ?? null,
    follow_ups: stop.follow_ups.map(({ id, matter, due_at }) => ({ id, matter, due_at })),
    deliveries: stop.deliveries,
  };
}

// Gives what came of it: "taken_along", or why not.
export async function take(user, hours) {
  if (!mayKeep()) return "not_able";
  let said;
  try {
    said = await get("rounds/today/");
  } catch (error) {
    if (error instanceof TypeError) return "no_signal";
    throw error;
  }
  if (said.body.code === "duty_first") return "signin";
  if (said.status === 401 || said.status === 403) return afterRefusal(user);
  if (said.status === 404) return "no_round";
  if (!said.ok) return "busy";
  if (said.body.officer.id !== user) return "other";
  const round = { on: said.body.on, stops: said.body.stops.map(stopOf) };
  try {
    await store.keepRound(user, round, Date.now() + hours * 3600000);
    await store.keepPermit(user, said.body.permit);
    await store.unshut(user);
  } catch (error) {
    if (store.isFull(error)) return "full";
    throw error;
  }
  navigator.storage?.persist?.().catch(() => {});
  return "taken_along";
}

export async function changeStop(user, household, change) {
  const round = await store.roundOf(user);
  if (!round) return;
  const { until, at: _at, ...rest } = round;
  rest.stops = rest.stops.map((stop) => (stop.household === household ? change(stop) : stop));
  await store.keepRound(user, rest, until);
}
