// The track: only while one is on patrol, agreed to it, and this page is open.

import { metres } from "./where.js";

const PIECE = 60000; // a stretch is kept each minute
const STEP = 8; // metres that are worth a new position
let watch = null;
let timer = null;
let found = [];

function note({ coords, timestamp }) {
  const last = found.at(-1);
  if (last && metres(last.coords, coords) < STEP) return;
  found.push({ coords, timestamp });
}

async function put(add) {
  if (!found.length) return;
  const part = found;
  found = [];
  const since = part[0].timestamp;
  const positions = part.map(({ coords, timestamp }) => (
    [Math.round((timestamp - since) / 1000), Number(coords.latitude.toFixed(6)), Number(coords.longitude.toFixed(6)), Math.min(100000, Math.round(coords.accuracy))]
  ));
  await add("track", "patrols/track/", "", { from_at: new Date(since).toISOString(), positions });
}

export function record(app, add) {
  const isWanted = Boolean(app) && "geolocation" in navigator;
  if (isWanted === (watch !== null)) return;
  if (isWanted) {
    watch = navigator.geolocation.watchPosition(note, () => {}, { enableHighAccuracy: true, maximumAge: 10000 });
    timer = setInterval(() => put(add), PIECE);
    return;
  }
  navigator.geolocation.clearWatch(watch);
  clearInterval(timer);
  watch = timer = null;
  put(add);
}
