// A document handed over at the door: who took it, and their signature.

import { wakeAll } from "../signature.js";
import { isoMinute, make, say, toast } from "./dom.js";
import * as fields from "./form.js";
import { finish, newDraft } from "./outbox.js";
import * as store from "./store.js";

export async function render(app, household, id) {
  const round = await store.roundOf(app.user);
  const stop = round?.stops.find((one) => one.household === Number(household));
  const delivery = stop?.deliveries.find((one) => one.id === Number(id));
  if (!delivery) {
    location.hash = "#/";
    return [];
  }
  const what = [delivery.kind_display, delivery.holder_name].filter(Boolean).join(" · ");
  const root = make("delivery-form", { name: stop.name, what, url: `#/visit/${stop.household}` });
  const form = root.querySelector("form");
  form.querySelector("[name='received_by']").value = delivery.holder_name ?? "";
  form.querySelector("[name='handed_at']").value = isoMinute(new Date());
  requestAnimationFrame(() => wakeAll(root)); // the field measures itself once it is shown
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(app, form, stop, delivery);
  });
  return [root];
}

function check(said) {
  const errors = [];
  const at = new Date(said.handed_at);
  if (!said.received_by.trim()) errors.push(["received_by", say("received_by")]);
  if (!said.signature) errors.push(["signature", say("signature")]);
  if (Number.isNaN(at.getTime())) errors.push(["handed_at", say("no_time")]);
  else if (at > new Date()) errors.push(["handed_at", say("handed_at")]);
  return errors;
}

async function submit(app, form, stop, delivery) {
  const said = fields.read(form);
  const errors = check(said);
  fields.showErrors(form, errors);
  const button = form.querySelector("[type='submit']");
  if (errors.length || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const relation = form.querySelector("[name='relation']").selectedOptions[0].textContent;
  const entry = newDraft(app.user, "delivery", { path: `deliveries/${delivery.id}/hand-over/`, stop, delivery, relation });
  const why = await kept(entry, said);
  app.unkept = why;
  fields.warn(form, why && say(why));
  button.removeAttribute("aria-busy");
  if (why) return;
  toast("kept");
  location.hash = `#/visit/${stop.household}`;
  if (navigator.onLine) app.flush().then(app.open);
}

// Gives why the phone could not keep it, or nothing. The form and its signature stay then.
async function kept(entry, said) {
  const { delivery } = entry.inside;
  const body = { received_by: said.received_by.trim(), relation: said.relation, handed_at: new Date(said.handed_at).toISOString() };
  if (delivery.version) body.version = delivery.version; // a round taken along by an older page has none
  try {
    const bytes = bytesOf(said.signature);
    await store.putFiles(entry.user, entry.key, [{ id: crypto.randomUUID(), kind: "signature", name: "signature.png", bytes }]);
    await finish(entry, body);
    return "";
  } catch (error) {
    await store.drop(entry.key).catch(() => {});
    return store.isFull(error) ? "full_not_kept" : "not_kept";
  }
}

const bytesOf = (url) => Uint8Array.from(atob(url.split(",")[1]), (letter) => letter.charCodeAt(0)).buffer;
