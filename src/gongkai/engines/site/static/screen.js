// One line at a time; after each round the page is fetched again, and shown anew if it has changed. What cannot be fetched changes nothing:
// the screen goes on with what it has. A key or a touch holds it, another one lets it go on.
const lines = [...document.querySelectorAll("#lines > li")];
const place = document.getElementById("place");
const SECONDS = Number(new URLSearchParams(location.search).get("seconds")) || 8;
let now = -1;
let held = false;
let was = null;

function show(next) {
  now = next % lines.length;
  lines.forEach((line, n) => line.classList.toggle("now", n === now));
  place.textContent = `${now + 1}/${lines.length}${held ? " 已停住" : ""}`;
}

async function renew() {
  try {
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    if (!answer.ok) return;
    const text = await answer.text();
    if (was !== null && text !== was) location.reload();
    was = text;
  } catch {
    // Offline: the next round tries again.
  }
}

function hold() {
  held = !held;
  show(now);
}

if (lines.length) {
  document.body.classList.add("one");
  show(0);
  renew();
  setInterval(() => {
    if (held) return;
    show(now + 1);
    if (now === 0) renew();
  }, Math.max(3, SECONDS) * 1000);
  addEventListener("keydown", hold);
  addEventListener("pointerdown", hold);
}
