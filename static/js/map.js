// Looking closer at a map: buttons, dragging, two fingers or ctrl and the wheel.

const NEAREST = 8;

for (const frame of document.querySelectorAll("[data-map]")) {
  const svg = frame.querySelector(".fq-map");
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...full };
  let moved = 0;
  const fingers = new Map();

  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  const show = () => {
    view.x = within(view.x, full.x, full.x + full.width - view.width);
    view.y = within(view.y, full.y, full.y + full.height - view.height);
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    frame.toggleAttribute("data-near", view.width < full.width);
    frame.querySelector("[data-map-out]").disabled = view.width >= full.width;
    frame.querySelector("[data-map-in]").disabled = view.width * NEAREST <= full.width;
  };
  const zoom = (times, at) => {
    const width = within(view.width / times, full.width / NEAREST, full.width);
    const share = width / view.width;
    view = {
      x: at.x - (at.x - view.x) * share,
      y: at.y - (at.y - view.y) * share,
      width,
      height: view.height * share,
    };
    show();
  };
  const place = (event) =>
    new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const middle = () => ({ x: view.x + view.width / 2, y: view.y + view.height / 2 });

  frame.querySelector("[data-map-tools]").hidden = false;
  frame.querySelector("[data-map-in]").addEventListener("click", () => zoom(1.6, middle()));
  frame.querySelector("[data-map-out]").addEventListener("click", () => zoom(1 / 1.6, middle()));

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, place(event));
  }, { passive: false });

  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, event);
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) {
      const [one, two] = fingers.values();
      const other = one === event ? two : one;
      const apart = (point) => Math.hypot(point.clientX - other.clientX, point.clientY - other.clientY);
      zoom(apart(event) / Math.max(1, apart(before)), place(other));
      moved = 99;
      return;
    }
    if (view.width >= full.width) return;
    const [from, to] = [place(before), place(event)];
    moved += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
    view.x -= to.x - from.x;
    view.y -= to.y - from.y;
    show();
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    svg.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  // Whoever drags does not mean to step into an area.
  svg.addEventListener("click", (event) => {
    if (moved > 6) event.preventDefault();
  }, { capture: true });
  show();
}
