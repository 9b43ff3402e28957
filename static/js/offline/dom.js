// Pieces of the page: made of the templates that came with it, filled with text only.

const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");
const words = read("offline-words");
export const limits = read("offline-limits");

export const say = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

export function make(id, facts = {}) {
  const root = document.getElementById(`t-${id}`).content.firstElementChild.cloneNode(true);
  for (const node of [root, ...root.querySelectorAll("*")]) {
    const { text, href } = node.dataset;
    if (text !== undefined) node.textContent = facts[text] ?? "";
    if (text !== undefined && !node.textContent) node.hidden = true;
    if (href !== undefined && facts[href]) node.setAttribute("href", facts[href]);
    if (node.dataset.if !== undefined && !facts[node.dataset.if]) node.remove();
  }
  return root;
}

const TONES = { draft: "grey", waiting: "amber", sent: "green", stale: "red", refused: "red" };

export function badge(text, tone) {
  const node = make("badge", { text });
  node.classList.add(`is-${tone}`);
  return node;
}

export const stateBadge = (state) => badge(say(state), TONES[state]);

export function countBadge(state, n) {
  const node = make("count", { text: say(state), n });
  node.classList.add(`is-${TONES[state]}`);
  return node;
}

export function show(...nodes) {
  const main = document.getElementById("content");
  main.replaceChildren(...nodes);
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

// Stands alone: nothing of anybody is shown before they sign in.
export const closed = (key) => make("closed", { text: say(key), signin: key !== "not_able" });

export function notice(key, values) {
  return make("notice", { text: say(key, values), signin: key === "signin" || key === "other" });
}

export function toast(key) {
  const item = Object.assign(document.createElement("div"), { className: "fq-toast is-info", textContent: say(key) });
  const list = document.getElementById("toasts");
  list.replaceChildren(...list.querySelectorAll("[data-new-version]"), item);
  setTimeout(() => item.remove(), 7000);
}

const lang = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(lang, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat(lang, { year: "numeric", month: "numeric", day: "numeric" });
export const moment = (at) => clock.format(new Date(at));
export const dayOf = (at) => day.format(new Date(at));

const two = (n) => String(n).padStart(2, "0");
export const isoDay = (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
export const isoMinute = (at) => `${isoDay(at)}T${two(at.getHours())}:${two(at.getMinutes())}`;
