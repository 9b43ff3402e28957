// Whether this phone may still keep what it took along. The station is asked whenever it
// can be heard, also when the session has run out: a session ends by itself after half an
// hour in a lane, and that alone takes no round away.

import { get } from "./rest.js";
import * as store from "./store.js";

const PLACE = "/households/round/offline/permit/";

// Gives "holds", "over", "none" (nothing to show), or "unknown" (nobody answered).
async function ask(user) {
  const permit = await store.permitOf(user);
  if (!permit) return "none";
  try {
    const { ok, body } = await get(PLACE, { "X-Round-Permit": permit });
    return ok && typeof body.holds === "boolean" ? (body.holds ? "holds" : "over") : "unknown";
  } catch (error) {
    if (error instanceof TypeError) return "unknown";
    throw error;
  }
}

// The person is out: the round goes, what waits stays sealed until they sign in again.
export async function review(user) {
  if (!user || (await store.isShut(user)) || (await ask(user)) !== "over") return "";
  await store.shut(user);
  return "out";
}

// The server refused: did the session only run out, or was the person sent away?
export async function afterRefusal(user) {
  const said = await ask(user);
  if (said !== "over" && said !== "none") return "signin";
  await store.shut(user);
  return "out";
}
