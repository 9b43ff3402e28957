// One key decides a call. Without this file every key is a button.

const inField = (target) => target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox])");
const root = () => document.querySelector("[data-screening]");
const shown = (element) => !element.closest("details:not([open])");
const opened = () => root().querySelector("details[data-part][open]");
// With both lists shut a letter means the kind that was proposed.
const reachable = (element) => shown(element) || (!opened() && element.closest("details[data-usual]"));

let wiring = null; // while a new call is put in: the key that came too early

function press(key) {
  const part = root().querySelector(`details[data-part="${key}"]`);
  if (part) {
    part.open = !part.open;
    return true;
  }
  const buttons = [...root().querySelectorAll(`[data-shortcut="${key}"]`)].filter(reachable);
  // A letter inside the open list means that list, not the buttons around it.
  const button = buttons.find((found) => found.closest("details")) ?? buttons[0];
  button?.click();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (!root() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (inField(event.target) || document.querySelector("dialog[open]")) return;
  let key = event.key.toLowerCase();
  if (key === "enter") {
    if (event.target.closest?.("a, button, summary, input")) return;
    key = "y";
  }
  if (key.length !== 1) return;
  if (wiring) wiring.key = key;
  if (wiring || press(key)) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

// The next call takes the focus, so that it is read out and the keys go on. A key that
// comes before its buttons are wired waits, else it would load the whole page.
const isOurs = (event) => [event.target.id, event.detail?.target?.id].includes("screening");

document.addEventListener("htmx:afterSwap", (event) => {
  if (isOurs(event)) wiring = { key: null };
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!isOurs(event)) return;
  const early = wiring?.key;
  wiring = null;
  document.getElementById("screening-call")?.focus({ preventScroll: false });
  if (early) press(early);
});
