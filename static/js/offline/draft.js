// What is being written: kept with each pause, so that a closed browser loses nothing.

import { say } from "./dom.js";
import * as fields from "./form.js";
import { finish, keep } from "./outbox.js";
import * as store from "./store.js";

const PAUSE = 400; // milliseconds after the last key until a draft is kept

export async function putBackPhotos(node, entry) {
  const kept = await store.filesOf(entry.user, entry.key);
  if (!kept.length) return;
  const box = new DataTransfer();
  for (const { bytes, name } of kept) box.items.add(new File([bytes], name, { type: "image/jpeg" }));
  const input = node.querySelector("[name='photos']");
  input.files = box.files;
  // files.js listens at the document: the form must stand in the page by then
  requestAnimationFrame(() => input.dispatchEvent(new Event("change", { bubbles: true })));
}

export function watch(node, draft) {
  let timer;
  draft.stop = () => clearTimeout(timer);
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(node, draft), PAUSE);
    draft.app.keepNow = () => {
      draft.stop();
      return save(node, draft);
    };
  };
  node.addEventListener("input", later);
  const photos = node.querySelector("[data-photos-list]");
  draft.observer = new MutationObserver(() => {
    draft.photos = true;
    later();
  });
  draft.observer.observe(photos, { childList: true });
}

// Gives why it could not be kept, or nothing. What is typed then stays on the screen.
export function save(node, draft) {
  draft.saving = draft.saving.then(() => write(node, draft)).then(() => "", (error) => {
    if (!store.isFull(error)) return "not_kept";
    return draft.hasWords ? "photos_not_kept" : "full_not_kept";
  }).then((why) => {
    draft.app.unkept = why;
    fields.warn(node, why && say(why));
    return why;
  });
  return draft.saving;
}

async function write(node, draft) {
  const { entry } = draft;
  if (entry.state !== "draft") return;
  entry.inside.form = fields.read(node);
  draft.hasWords = false;
  await keep(entry); // the words first: a store that is full for photos may still take them
  draft.hasWords = true;
  if (draft.photos) await keepPhotos(node, draft);
}

async function keepPhotos(node, draft) {
  const { entry } = draft;
  draft.photos = false;
  try {
    const files = await pictures(node);
    await store.putFiles(entry.user, entry.key, files);
    entry.photos = files.length;
    await keep(entry);
  } catch (error) {
    draft.photos = true; // the next try takes them again
    throw error;
  }
}

export const pictures = (node) => Promise.all([...node.querySelector("[name='photos']").files].map(async (file) => (
  { id: crypto.randomUUID(), kind: "photo", name: file.name, bytes: await file.arrayBuffer() }
)));

export async function finished(node, draft, body) {
  try {
    await finish(draft.entry, body);
    return true;
  } catch (error) {
    draft.entry.state = "draft";
    fields.warn(node, say(store.isFull(error) ? "full_not_kept" : "not_kept"));
    return false;
  }
}
