// Drawing boxes on a page's picture with mouse, pen or finger. Without script they are ticked or told by their place.
const paper = document.querySelector("[data-release]");
const section = document.querySelector("[data-release-draw]");
if (paper && section) {
  const list = section.querySelector("[data-release-list]");
  const save = section.querySelector("[data-release-save]");
  const [, , width, height] = paper.getAttribute("viewBox").split(" ").map(Number);
  section.hidden = false;
  paper.classList.add("draws");
  const touch = section.querySelector("[data-release-touch]");
  touch.addEventListener("click", () => {
    // A finger scrolls the page until it is told to draw.
    touch.setAttribute("aria-pressed", String(paper.classList.toggle("touched")));
  });
  let from = null;
  let box = null;

  const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
  const at = (event) => {
    const here = paper.getBoundingClientRect();
    return {
      x: within(((event.clientX - here.left) / here.width) * width, width),
      y: within(((event.clientY - here.top) / here.height) * height, height),
    };
  };
  const shape = (to) => {
    const place = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
    for (const [name, value] of Object.entries(place)) box.setAttribute(name, value);
    return place;
  };
  const keep = (drawn, place) => {
    const line = document.createElement("li");
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "box";
    field.value = [place.x, place.y, place.width, place.height].join(",");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn--plain";
    drop.textContent = "不要这个框";
    drop.addEventListener("click", () => {
      drawn.remove();
      line.remove();
      save.disabled = !list.children.length;
    });
    line.append(`${(place.width / 10).toFixed(0)}×${(place.height / 10).toFixed(0)}毫米 `, field, drop);
    list.append(line);
    save.disabled = false;
  };

  paper.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    if (event.pointerType === "touch" && !paper.classList.contains("touched")) return;
    event.preventDefault();
    paper.setPointerCapture(event.pointerId);
    from = at(event);
    box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    box.classList.add("fresh");
    paper.append(box);
    shape(from);
  });
  paper.addEventListener("pointermove", (event) => from && shape(at(event)));
  paper.addEventListener("pointerup", (event) => {
    if (!from) return;
    const place = shape(at(event));
    if (Math.min(place.width, place.height) < 10) box.remove();
    else keep(box, place);
    from = null;
  });
  paper.addEventListener("pointercancel", () => {
    box?.remove();
    from = null;
  });
}
