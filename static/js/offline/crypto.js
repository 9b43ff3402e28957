// What is kept on the phone is sealed: AES-GCM with a key that never leaves the browser.

const text = new TextEncoder();

// Without these nothing is stored: an old WebView, or a plain http address.
export const mayKeep = () => Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB);

export const newKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

const way = (iv, place) => ({ name: "AES-GCM", iv, additionalData: text.encode(place) });

export async function sealBytes(key, bytes, place) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, box: await crypto.subtle.encrypt(way(iv, place), key, bytes) };
}

export const openBytes = (key, { iv, box }, place) => crypto.subtle.decrypt(way(iv, place), key, box);

export const seal = (key, value, place) => sealBytes(key, text.encode(JSON.stringify(value)), place);

export async function open(key, sealed, place) {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, place)));
}
