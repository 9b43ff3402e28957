// Forms of the phone: what was typed, put back, and errors shown as on the other pages.

import { make } from "./dom.js";

export function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.type === "file") continue;
    if (field.type === "checkbox" || field.type === "radio") {
      values[field.name] ??= [];
      if (field.checked) values[field.name].push(field.value);
    } else values[field.name] = field.value;
  }
  return values;
}

export function write(form, values) {
  for (const field of form.elements) {
    if (!(field.name in values) || field.type === "file") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values[field.name].includes(field.value);
    else field.value = values[field.name];
  }
  for (const fold of form.querySelectorAll("details")) {
    const isUsed = [...fold.querySelectorAll("input:not([type='time']), textarea")].some((field) => (
      field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue
    ));
    if (isUsed) fold.open = true;
  }
}

export function options(box, name, type, choices) {
  box.replaceChildren(...choices.map(({ value, label }, at) => {
    const option = make("option", { label });
    const input = option.querySelector("input");
    Object.assign(input, { type, name, value, id: `${box.id || name}_${at}` });
    option.htmlFor = input.id;
    return option;
  }));
}

// errors: [[field name, text], …]; the summary takes the focus, the text stands at the field too.
export function showErrors(form, errors) {
  form.querySelector(".fq-error-summary")?.remove();
  form.querySelectorAll(".fq-errors").forEach((list) => list.remove());
  form.querySelectorAll(".is-invalid").forEach((box) => box.classList.remove("is-invalid"));
  if (!errors.length) return;
  const summary = make("errors");
  for (const [name, text] of errors) {
    const field = form.querySelector(`[name="${name}"]`);
    summary.querySelector("ul").append(line(text, field));
    const box = field?.closest(".fq-field");
    if (!box) continue;
    field.closest("details")?.setAttribute("open", "");
    box.classList.add("is-invalid");
    const list = Object.assign(document.createElement("ul"), { className: "fq-errors" });
    list.append(line(text));
    (box.querySelector("fieldset") ?? box).querySelector("legend, .form-label")?.after(list);
  }
  form.prepend(summary);
  summary.focus();
}

// Stays until it is no longer true, unlike a toast.
export function warn(form, text) {
  form.querySelector("[data-warning]")?.remove();
  if (!text) return;
  const note = make("warning", { text });
  form.prepend(note);
  note.scrollIntoView({ block: "nearest" });
}

function line(text, field) {
  const item = document.createElement("li");
  if (!field) item.textContent = text;
  else {
    const link = Object.assign(document.createElement("a"), { textContent: text, href: "#" });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
    });
    item.append(link);
  }
  return item;
}
