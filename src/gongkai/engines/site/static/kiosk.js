// A touch screen: doors, lists from the lists' own JSON, papers from the records' own pages. Nobody's steps stay: after a minute without a
// touch it asks, and ten seconds later goes back to the start. What cannot be fetched is said; without script the doors lead to the pages themselves.
const wished = Number(new URLSearchParams(location.search).get("seconds"));
const IDLE = wished > 0 ? wished : 60;
const ANSWER = 10;
const LONGEST_LIST = 30;
const part = (id) => document.getElementById(id);
const parts = ["home", "list", "paper", "trouble"].map(part);
const bar = document.querySelector(".bar");
const print = bar.querySelector('[data-go="print"]');
const idle = part("idle");
const been = [];
let last = Date.now();
let asked = 0;

function show(shown) {
  parts.forEach((each) => { each.hidden = each.id !== shown; });
  bar.hidden = shown === "home";
  print.hidden = shown !== "paper";
  scrollTo(0, 0);
  part(shown).querySelector("h1")?.focus();
}

async function fetched(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok && answer.status !== 410) throw new Error(answer.status);
  return answer;
}

function link(attribute, address, words, day) {
  const made = document.createElement("a");
  made.href = address;
  made.dataset[attribute] = address;
  made.append(Object.assign(document.createElement("span"), { textContent: words }));
  if (day) made.append(Object.assign(document.createElement("time"), { textContent: day, dateTime: day }));
  return made;
}

async function list(address) {
  const told = await (await fetched(`${address}index.json`)).json();
  const here = part("list");
  here.querySelector("h1").textContent = told.name;
  here.querySelector(".below").replaceChildren(...told.below.map((each) => link("list", each.json.replace(/index\.json$/, ""), each.name)));
  const rows = here.querySelector("ol");
  const lines = told.latest.slice(0, LONGEST_LIST).map((each) => {
    const line = document.createElement("li");
    const made = link("show", new URL(each.url, location.href).pathname, each.title, each.published_on);
    const valid = rows.dataset[each.validity];
    if (valid) {
      const words = each.validity === "pending" && each.effective_on ? `${valid}，${each.effective_on}起施行` : valid;
      made.firstChild.append(Object.assign(document.createElement("small"), { textContent: words, className: each.validity }));
    }
    line.append(made);
    return line;
  });
  rows.replaceChildren(...lines);
  here.querySelector(".none").hidden = lines.length > 0 || told.below.length > 0;
  show("list");
}

async function paper(address) {
  const read = new DOMParser().parseFromString(await (await fetched(address)).text(), "text/html");
  const main = read.getElementById("main") || read.querySelector("main");
  // What leads away, asks for something or proves by a click has no place on a screen without keyboard.
  main.querySelectorAll("aside, form, nav, .proof, script, style, button, .crumbs").forEach((each) => each.remove());
  main.querySelectorAll("a").forEach((each) => { each.removeAttribute("href"); });
  main.querySelectorAll("h1").forEach((each) => { each.tabIndex = -1; });
  part("paper").querySelector(".sheet").replaceChildren(...main.childNodes);
  show("paper");
}

async function open(step) {
  const turn = ++asked;
  try {
    if (step.kind === "list") await list(step.address);
    else await paper(step.address);
  } catch {
    if (turn === asked) show("trouble");
  }
}

function home() {
  asked += 1;
  been.length = 0;
  part("paper").querySelector(".sheet").replaceChildren();
  if (idle.open) idle.close();
  show("home");
}

function back() {
  been.pop();
  const before = been.at(-1);
  if (before) open(before);
  else home();
}

addEventListener("click", (event) => {
  const target = event.target.closest("[data-go], [data-list], [data-show]");
  if (!target) return;
  event.preventDefault();
  const { go } = target.dataset;
  if (go === "home") home();
  else if (go === "back") back();
  else if (go === "print") window.print();
  else if (go === "stay") idle.close();
  else {
    const kind = target.dataset.list ? "list" : "show";
    been.push({ kind, address: target.dataset[kind] });
    open(been.at(-1));
  }
});
["pointerdown", "keydown", "scroll", "touchmove"].forEach((name) => addEventListener(name, () => { last = Date.now(); if (idle.open && name !== "scroll") idle.close(); }, { passive: true }));
setInterval(() => {
  const left = Math.ceil(IDLE + ANSWER - (Date.now() - last) / 1000);
  if (part("home").hidden === false && !idle.open) return;
  if (left <= 0) home();
  else if (left <= ANSWER) {
    part("left").textContent = left;
    if (!idle.open) idle.showModal();
  } else if (idle.open) idle.close();
}, 250);
