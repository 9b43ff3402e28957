// Everything that was written on this phone and where it stands.

import { make, moment, say, stateBadge, toast } from "./dom.js";
import { discard, keep } from "./outbox.js";
import * as store from "./store.js";

export async function render(app) {
  const root = make("waiting");
  const entries = await store.entries(app.user);
  root.querySelector("[data-list]").append(...entries.map((entry) => row(app, entry)));
  root.querySelector("[data-empty]").hidden = entries.length > 0;
  root.querySelector("[data-do='send']").addEventListener("click", async () => {
    const why = await app.flush();
    if (why === "signal" || why === "busy") toast(why === "signal" ? "no_signal" : "busy");
    await app.open();
  });
  return [root];
}

function problemOf({ state, inside }) {
  if (state !== "refused") return "";
  const { code, detail, errors } = inside.problem ?? {};
  if (code === "unsure") return say("unsure");
  return [detail, ...Object.values(errors ?? {}).flat()].filter(Boolean).join(" ");
}

function row(app, entry) {
  const { state, kind, inside, photos } = entry;
  const isVisit = kind === "visit";
  const isUnsure = inside.problem?.code === "unsure";
  const node = make("entry", {
    name: inside.stop.name,
    note: [say(kind), moment(entry.at), photos ? say("photos", { n: photos }) : ""].filter(Boolean).join(" · "),
    problem: problemOf(entry),
    open: isVisit && (state === "draft" || (state === "refused" && !inside.made && !isUnsure)) ? "#" : "",
    compare: state === "stale" ? `#/conflict/${entry.key}` : "",
    again: state === "refused" && (!isVisit || inside.made || isUnsure),
    remove: state === "draft" || state === "refused" || state === "stale",
  });
  node.querySelector("[data-state]").replaceWith(stateBadge(state));
  node.querySelector("[data-if='open']")?.addEventListener("click", (event) => {
    event.preventDefault();
    change(entry);
  });
  node.querySelector("[data-do='again']")?.addEventListener("click", async () => {
    entry.state = "waiting";
    entry.tried = 0;
    await keep(entry);
    await app.flush();
    await app.open();
  });
  node.querySelector("[data-do='remove']")?.addEventListener("click", async () => {
    if (!window.confirm(say("discard"))) return;
    await discard(entry);
    await app.open();
  });
  return node;
}

// What the server refused for certain may be changed: its key was not used up.
export async function change(entry) {
  if (entry.state !== "draft") {
    entry.state = "draft";
    entry.inside.problem = null;
    await keep(entry);
  }
  location.hash = `#/visit/${entry.inside.stop.household}/${entry.key}`;
}
