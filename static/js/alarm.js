// The one button. On the own page it is held for a second (a short tap leads to the page
// that asks once more); there, one tap calls. The call goes out at once and is tried again
// until it is through; where the phone stands follows as soon as the phone knows.

const HOLD = 1000;
const AGAIN = 3000;
const ASKED = { enableHighAccuracy: true, timeout: 8000, maximumAge: 30000 };

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function position() {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) resolve(null);
    else navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), () => resolve(null), ASKED);
  });
}

function words(form, coords, since) {
  const body = new FormData();
  body.set("client_key", form.dataset.key);
  body.set("ago", Math.round((performance.now() - since) / 1000));
  if (coords) {
    body.set("latitude", coords.latitude.toFixed(6));
    body.set("longitude", coords.longitude.toFixed(6));
    body.set("accuracy", coords.accuracy);
  }
  return body;
}

async function send(form, coords, since) {
  const response = await fetch(form.dataset.url, {
    method: "POST",
    body: words(form, coords, since),
    headers: { Accept: "application/json", "X-CSRFToken": form.dataset.token },
  });
  if (!response.ok) throw new Error(response.status);
  return (await response.json()).url;
}

async function call(form) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const told = form.querySelector("[data-alarm-told]");
  const where = position();
  const since = performance.now();
  told.textContent = form.dataset.calling;
  let url = "";
  while (!url) {
    try {
      url = await send(form, null, since);
    } catch {
      told.textContent = form.dataset.again;
      await wait(AGAIN);
    }
  }
  const coords = await where;
  if (coords) await send(form, coords, since).catch(() => {});
  location.assign(url);
}

function holdable(form, button) {
  let timer = 0;
  let isHeld = false;
  const begin = () => {
    isHeld = false;
    button.classList.add("is-held");
    timer = setTimeout(() => {
      isHeld = true;
      if (navigator.vibrate) navigator.vibrate(200);
      call(form);
    }, HOLD);
  };
  const end = () => {
    clearTimeout(timer);
    button.classList.remove("is-held");
  };
  button.addEventListener("pointerdown", begin);
  ["pointerup", "pointerleave", "pointercancel"].forEach((name) => button.addEventListener(name, end));
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  form.addEventListener("submit", (event) => {
    if (isHeld || form.dataset.busy) event.preventDefault();
  });
}

document.querySelectorAll("[data-alarm]").forEach((form) => {
  if (form.dataset.alarm === "hold") holdable(form, form.querySelector("button"));
  else {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      call(form);
    });
  }
});
