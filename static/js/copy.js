// Copies a text at one tap; without it one marks the text by hand.

document.querySelectorAll("[data-copy]").forEach((button) => {
  const source = document.getElementById(button.dataset.copy);
  const label = button.querySelector("span");
  const before = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.select();
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      document.execCommand("copy"); // old phones, and pages that are not https
    }
    label.textContent = button.dataset.done;
    setTimeout(() => (label.textContent = before), 3000);
  });
});
