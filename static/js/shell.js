// The frame of every page: menus, search, keys, toasts, look, times, one submit per tap.
// Every page works without it.

import { openSearch } from "./search.js";

// Words come from the page, in its language.
const words = () => document.getElementById("words")?.dataset ?? {};
const inField = (target) => target.closest?.("input, textarea, select, [contenteditable]");

document.documentElement.dataset.js = "on";

// -- menus and dialogs ---------------------------------------------------------

const openMenus = () => document.querySelectorAll("details.fq-menu[open]");

document.addEventListener("click", (event) => {
  openMenus().forEach((menu) => {
    const backdrop = menu.hasAttribute("data-sheet") && event.target === menu;
    if (!menu.contains(event.target) || backdrop) menu.open = false;
  });
  const dialog = event.target.closest("dialog");
  if (event.target === dialog || event.target.closest("[data-close-dialog]")) dialog?.close();
  if (event.target.closest("[data-open-keys]")) document.getElementById("keys")?.showModal();
  const opener = event.target.closest("[data-open-search]");
  if (opener && openSearch()) event.preventDefault();
  event.target.closest("[data-close-toast]")?.closest("[data-toast]").remove();
});

// -- keys -----------------------------------------------------------------------

let lastKey = "";

function step(way) {
  const rows = [...document.querySelectorAll(
    "#content .fq-table tbody tr a[href]:first-of-type, #content .fq-work-body, #content .fq-link-card",
  )].filter((link, at, all) => !at || link.closest("tr") === null || link.closest("tr") !== all[at - 1].closest("tr"));
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(at + way, 0), rows.length - 1)]?.focus();
}

const press = (selector) => document.querySelector(selector)?.click();

const keys = {
  "/": () => openSearch(),
  "?": () => document.getElementById("keys")?.showModal(),
  j: () => step(1),
  k: () => step(-1),
  c: () => press("[data-key='c'], .fq-head-actions > .btn-primary"),
  e: () => press("[data-key='e']"),
  d: () => lastKey === "g" && press(".fq-brand"),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    if (openSearch()) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (inField(event.target) || document.querySelector("dialog[open]")) return;
  if (keys[event.key]) {
    keys[event.key]();
    if (event.key !== "d") event.preventDefault();
  }
  lastKey = event.key;
});

// -- look: theme, text size and sentences change at once, the server remembers --

const ATTRIBUTES = { theme: "data-bs-theme", text_size: "data-text", about: "data-about" };

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-look]");
  const button = event.submitter;
  if (!form || !button) return;
  event.preventDefault();
  const root = document.documentElement;
  const attribute = ATTRIBUTES[button.name];
  if (button.value) root.setAttribute(attribute, button.value);
  else root.removeAttribute(attribute);
  document.querySelectorAll(`[data-look] button[name="${button.name}"]`).forEach((other) => {
    other.setAttribute("aria-pressed", String(other.value === button.value));
  });
  const body = new FormData(form);
  body.append(button.name, button.value);
  fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
});

// -- one submit per tap ----------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-guard]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

function release() {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
}
window.addEventListener("pageshow", release);

// -- toasts ------------------------------------------------------------------------

export function toast(text, tone = "info") {
  const list = document.getElementById("toasts");
  if (!list) return;
  const item = document.createElement("div");
  item.className = `fq-toast is-${tone}`;
  item.dataset.toast = tone;
  item.append(Object.assign(document.createElement("div"), { textContent: text }));
  list.append(item);
  watchToast(item);
}

function watchToast(item) {
  if (item.dataset.watched) return;
  item.dataset.watched = "yes";
  const close = item.querySelector("[data-close-toast]");
  if (close) close.hidden = false;
  if (item.dataset.toast === "error" || item.dataset.toast === "warning") return;
  let timer = setTimeout(() => item.remove(), 7000);
  item.addEventListener("pointerenter", () => clearTimeout(timer));
  item.addEventListener("focusin", () => clearTimeout(timer));
  item.addEventListener("pointerleave", () => { timer = setTimeout(() => item.remove(), 3000); });
}

// -- times stay true while the page is open -------------------------------------------

function refreshTimes() {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  document.querySelectorAll("time[data-time='ago']").forEach((time) => {
    const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000);
    if (minutes >= 1 && minutes < 60) time.textContent = format.format(-minutes, "minute");
  });
}
setInterval(refreshTimes, 60000);

// -- htmx ------------------------------------------------------------------------------

document.addEventListener("htmx:sendError", () => toast(words().offline, "error"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  toast(status === 429 ? words().slow : status === 403 ? words().session : words().failed, "error");
});
document.addEventListener("htmx:afterRequest", release);

// Once, and never back from where somebody already is.
function giveFocus(asked) {
  if (!asked || asked.dataset.focus === "given") return;
  asked.dataset.focus = "given";
  if (!asked.contains(document.activeElement)) asked.focus();
}

function wake(root) {
  root.querySelectorAll("[data-toast]").forEach(watchToast);
  root.querySelectorAll("[data-open-keys]").forEach((button) => { button.hidden = false; });
  giveFocus(root.querySelector("[data-focus]"));
}
document.addEventListener("htmx:load", (event) => wake(event.detail.elt.parentElement ?? document));
wake(document);
