// Where one stands, only when the officer taps the button.
for (const button of document.querySelectorAll("[data-position]")) {
  const form = button.closest("form");
  const told = form.querySelector("[data-position-told]");
  button.hidden = !("geolocation" in navigator);
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(6);
        form.elements.longitude.value = coords.longitude.toFixed(6);
        told.textContent = button.dataset.done;
        button.disabled = false;
      },
      () => {
        told.textContent = button.dataset.failed;
        button.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}
