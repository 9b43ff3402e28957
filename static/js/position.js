// Where one stands, only when the officer taps the button.

const ASKED = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };

function note(button, { latitude, longitude }) {
  const form = button.closest("form");
  form.elements.latitude.value = latitude.toFixed(6);
  form.elements.longitude.value = longitude.toFixed(6);
  form.elements.latitude.dispatchEvent(new Event("input", { bubbles: true }));
}

function wake(button) {
  const told = button.parentElement.querySelector("[data-position-told]");
  const tell = (words) => {
    told.textContent = words;
    button.disabled = false;
  };
  button.hidden = !("geolocation" in navigator);
  if (button.closest("form").elements.latitude.value) tell(button.dataset.done);
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        note(button, coords);
        tell(button.dataset.done);
      },
      () => tell(button.dataset.failed),
      ASKED,
    );
  });
}

export const wakeAll = (root = document) => root.querySelectorAll("[data-position]").forEach(wake);

wakeAll();
