// Each minute the page is fetched again, and what it shows is put in its place at once: nothing blinks. What cannot be fetched changes nothing but
// that the screen says so: the figures stay, with the time that they are of.
const SECONDS = Number(new URLSearchParams(location.search).get("seconds")) || 60;

async function renew() {
  let fresh = null;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("wall");
  } catch {
    // Offline: the next minute tries again.
  }
  if (fresh) document.getElementById("wall").replaceWith(fresh);
  else document.querySelector(".gone").hidden = false;
}

setInterval(renew, SECONDS * 1000);
