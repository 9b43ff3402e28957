// On patrol: a check-in tells how far from the point the phone is, if it knows.

const ASKED = { enableHighAccuracy: true, timeout: 12000, maximumAge: 15000 };
const where = () => new Promise((found, failed) => { navigator.geolocation.getCurrentPosition(found, failed, ASKED); });

function note(form, { latitude, longitude, accuracy }) {
  form.elements.latitude.value = latitude.toFixed(6);
  form.elements.longitude.value = longitude.toFixed(6);
  form.elements.accuracy_m.value = Math.min(1000000, Math.round(accuracy));
}

// With “must” there is no check-in without a position; else the code alone goes out.
async function locate(form) {
  const told = form.querySelector("[data-locate-told]");
  told.textContent = told.dataset.busy;
  try {
    note(form, (await where()).coords);
    told.textContent = "";
    return true;
  } catch {
    told.textContent = told.dataset.failed;
    return form.dataset.locate !== "must";
  }
}

function wake(form) {
  const button = form.querySelector("button[type=submit]");
  button.hidden = false;
  let ready = false;
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.disabled = true;
    ready = await locate(form);
    button.disabled = false;
    if (ready) form.requestSubmit(button);
  }, true);
}

if ("geolocation" in navigator) document.querySelectorAll("form[data-locate]").forEach(wake);

// The patrol page comes along on the phone, so that it opens without signal.
navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage("keep-shell"));
