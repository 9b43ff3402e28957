// Choosing rows of a list: the page at once, a range with shift, how many there are.

for (const form of document.querySelectorAll("[data-bulk]")) {
  const boxes = () => [...form.querySelectorAll("input[name=row]")];
  const head = form.querySelector("[data-bulk-page]");
  const all = form.querySelector("[data-bulk-all]");
  const count = form.querySelector("[data-bulk-count]");
  let last = null;

  const show = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    form.toggleAttribute("data-chosen", chosen > 0 || all.checked);
    if (head) {
      head.checked = chosen > 0 && chosen === boxes().length;
      head.indeterminate = chosen > 0 && !head.checked;
    }
    count.hidden = all.checked || chosen === 0;
    count.textContent = chosen;
  };

  if (head) {
    head.hidden = false;
    head.addEventListener("change", () => {
      for (const box of boxes()) box.checked = head.checked;
      show();
    });
  }
  all.addEventListener("change", show);
  form.addEventListener("click", (event) => {
    if (!event.target.matches("input[name=row]")) return;
    const list = boxes();
    if (event.shiftKey && last) {
      const [from, to] = [list.indexOf(last), list.indexOf(event.target)].sort((a, b) => a - b);
      for (const box of list.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = event.target;
    show();
  });
  show();
}
