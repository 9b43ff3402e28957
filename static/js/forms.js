// What makes forms kind: drafts kept on this device, dates by one tap, filters that apply themselves.

// -- drafts -----------------------------------------------------------------------
// Typed text outlives a lost session or a closed browser. Fields marked
// data-sensitive, passwords and files are never kept; signing out clears all.

const PREFIX = "fq-draft:";
const KEEP_DAYS = 7;
const user = () => document.body.dataset.user ?? "";
const keyOf = (form) => `${PREFIX}${user()}:${form.dataset.draft}`;

function store(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // storage is off or full: the form still works
  }
}

const keepable = (field) =>
  field.name &&
  !["csrfmiddlewaretoken", "version", "idempotency_key"].includes(field.name) &&
  !["password", "file", "hidden", "submit", "button"].includes(field.type) &&
  !field.closest("[data-sensitive]");

function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!keepable(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (values[field.name] ??= []).push(field.value);
      else values[field.name] ??= [];
    } else if (field.type === "select-multiple") {
      values[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      values[field.name] = field.value;
    }
  }
  return values;
}

function write(form, values) {
  for (const field of form.elements) {
    if (!keepable(field) || !(field.name in values)) continue;
    const value = values[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = value.includes(field.value);
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
  }
}

function offerDraft(form) {
  if (form.dataset.draftReady) return;
  form.dataset.draftReady = "yes";
  const asServed = JSON.stringify(read(form));
  const kept = store((box) => JSON.parse(box.getItem(keyOf(form)) ?? "null"));
  const failed = form.querySelector(".fq-error-summary");
  if (kept && !failed && JSON.stringify(kept.values) !== asServed) {
    write(form, kept.values);
    const note = document.getElementById("draft-note")?.content.firstElementChild.cloneNode(true);
    if (note) {
      note.querySelector("button").addEventListener("click", () => {
        write(form, JSON.parse(asServed));
        store((box) => box.removeItem(keyOf(form)));
        note.remove();
      });
      form.prepend(note);
    }
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form);
    store(() => sessionStorage.setItem("fq-sent", keyOf(form)));
  });
}

const keep = (form) =>
  store((box) => box.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values: read(form) })));

function forgetWhatWasSaved() {
  const sent = store(() => sessionStorage.getItem("fq-sent"));
  if (!sent || !document.querySelector("[data-toast='success'], [data-saved]")) return;
  store((box) => box.removeItem(sent));
  store(() => sessionStorage.removeItem("fq-sent"));
}

function forgetOld() {
  store((box) => {
    for (const key of Object.keys(box).filter((name) => name.startsWith(PREFIX))) {
      const at = JSON.parse(box.getItem(key))?.at ?? 0;
      if (Date.now() - at > KEEP_DAYS * 86400000) box.removeItem(key);
    }
  });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  store((box) => Object.keys(box).filter((name) => name.startsWith(PREFIX)).forEach((key) => box.removeItem(key)));
});

// -- dates by one tap ----------------------------------------------------------------

document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-date-chips] [data-value]");
  if (!chip) return;
  const box = chip.closest("[data-date-chips]");
  const field = document.getElementById(box.dataset.dateChips);
  if (!field) return;
  const time = field.value.split("T")[1] ?? "09:00";
  field.value = field.type === "datetime-local" ? `${chip.dataset.value}T${time}` : chip.dataset.value;
  box.querySelectorAll("[data-value]").forEach((other) => other.setAttribute("aria-pressed", String(other === chip)));
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// -- filters unfold on a phone, and apply when a choice is made ------------------------------------------------

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-unfold]");
  if (toggle) toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filter]");
  if (form && event.target.matches("select, input[type='date'], input[type='checkbox']")) form.requestSubmit();
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-filter]")) return;
  for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true;
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-filter] :disabled").forEach((field) => { field.disabled = false; });
});

function wake(root) {
  root.querySelectorAll("[data-date-chips]").forEach((box) => { box.hidden = false; });
  root.querySelectorAll("form[data-draft]").forEach(offerDraft);
}
forgetWhatWasSaved();
forgetOld();
wake(document);
document.addEventListener("htmx:load", (event) => {
  forgetWhatWasSaved();
  wake(event.detail.elt.parentElement ?? document);
});
