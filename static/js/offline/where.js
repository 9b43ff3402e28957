// Where the phone is, and the patrol point beside it: worked out on the phone.

const ASKED = { enableHighAccuracy: true, timeout: 12000, maximumAge: 15000 };
const EARTH = 6371000;
const SLACK = 100; // metres of uncertainty that are granted
const rad = (degrees) => (degrees * Math.PI) / 180;

// Nothing, where the phone does not know or may not say.
export const where = () => new Promise((done) => {
  if (!("geolocation" in navigator)) done(null);
  else navigator.geolocation.getCurrentPosition(({ coords }) => done(coords), () => done(null), ASKED);
});

export function metres(one, two) {
  const up = Math.sin(rad(two.latitude - one.latitude) / 2) ** 2;
  const along = Math.sin(rad(two.longitude - one.longitude) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(up + Math.cos(rad(one.latitude)) * Math.cos(rad(two.latitude)) * along));
}

export function nearest(points, coords) {
  const slack = Math.min(coords.accuracy, SLACK);
  const reached = points
    .filter(({ latitude }) => latitude !== null)
    .map((point) => ({ point, far: metres(coords, { latitude: Number(point.latitude), longitude: Number(point.longitude) }) }))
    .filter(({ point, far }) => far <= point.radius_m + slack)
    .sort((a, b) => a.far - b.far);
  return reached[0]?.point;
}
