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
  const entry = newDraft(app.user, "delivery", { path: `deliveries/${delivery.id}/hand-over/`, stop, delivery });
  try {
    const bytes = bytesOf(said.signature);
    await store.putFiles(app.user, entry.key, [{ id: crypto.randomUUID(), kind: "signature", name: "signature.png", bytes }]);
    await finish(entry, { received_by: said.received_by.trim(), relation: said.relation, handed_at: new Date(said.handed_at).toISOString() });
  } catch (error) {
    button.removeAttribute("aria-busy");
    toast(error.name === "QuotaExceededError" ? "full" : "failed");
    return;
  }
  toast("kept");
  location.hash = `#/visit/${stop.household}`;
  if (navigator.onLine) app.flush().then(app.open);
}

const bytesOf = (url) => Uint8Array.from(atob(url.split(",")[1]), (letter) => letter.charCodeAt(0)).buffer;
