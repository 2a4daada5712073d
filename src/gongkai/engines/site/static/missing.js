// What stands where there is no page: an address that leads on is followed, and pages near the one that was asked for are offered.
const asked = location.pathname;
const here = location.origin;

async function text(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.text() : "";
}

/** An address as it may have been typed or copied: small letters, no full-width signs, nothing encoded. */
function plain(address) {
  let found = address;
  try {
    found = decodeURIComponent(address);
  } catch {
    // It is no UTF-8: it is looked for as it stands.
  }
  return found.normalize("NFKC").toLowerCase();
}

/** Where an address of an earlier website leads, by the list that the site keeps of them; "" if it does not. */
async function leadsTo() {
  const lines = (await text("/redirects.txt")).split("\n").filter(Boolean);
  const known = new Map(lines.map((line) => line.split(" ")).map(([old, now]) => [plain(old), now]));
  const query = location.search.slice(1).split("&").filter(Boolean);
  // What others have put behind the question (from=…) is let go of, one by one.
  const addresses = query.map((_, n) => `${asked}?${query.slice(0, query.length - n).join("&")}`);
  const found = [...addresses, asked].map((each) => known.get(plain(each))).find(Boolean);
  return found ?? "";
}

/** The page of this site that was most likely meant: an address as sites elsewhere write it, or with a sign too many. */
function likely() {
  const path = `/${plain(asked)}/`
    .replace(/[\s。、,;.]+\/$/u, "/")
    .replace(/\/{2,}/g, "/")
    .replace(/\/(?:index|default|main)\.\w{2,5}\/$/, "/")
    .replace(/\.(?:s?html?|aspx?|jsp|php|do)\/$/, "/");
  return encodeURI(path);
}

/** How many signs must be changed to make one word of another, no more than `most`. */
function apart(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

/** The page itself and the folders above it that are there, and pages whose address is almost the same. */
async function near() {
  const wanted = likely();
  const parts = wanted.split("/").filter(Boolean);
  const above = parts.map((_, n) => `/${parts.slice(0, n + 1).join("/")}/`).reverse();
  const found = [];
  for (const address of above.slice(0, 4)) {
    const answer = await fetch(address, { method: "HEAD" });
    if (answer.ok) found.push(new URL(answer.url).pathname);
  }
  const map = new DOMParser().parseFromString(await text("/sitemap/pages.xml"), "text/xml");
  const known = [...map.querySelectorAll("loc")].map((each) => new URL(each.textContent, here).pathname);
  const alike = known.map((address) => [apart(wanted, address, 3), address]).filter(([far]) => far <= 3);
  alike.sort((a, b) => a[0] - b[0]);
  const itself = found.filter((address) => address === wanted);
  return [...new Set([...itself, ...alike.map(([, address]) => address).slice(0, 3), ...found])].slice(0, 5);
}

/** A list by year was asked for, where there is none of that year: what its list says, and the years that it has. */
async function years() {
  const [, axis, key, year, rest] = likely().match(/^\/([suk])\/([^/]+)\/(\d{4})\/(.*)$/) ?? [];
  if (!axis) return [];
  const told = await text(`/${axis}/${key}/index.json`);
  if (!told) return [];
  const list = JSON.parse(told);
  const has = (list.years ?? []).map((each) => each.year);
  if (has.includes(Number(year)) && !rest) location.replace(`/${axis}/${key}/${year}/1/`);
  const of = axis === "u" ? "这个单位" : axis === "k" ? "这一类" : `“${list.name}”`;
  const said = document.createElement("p");
  if (!has.length) said.textContent = `${of}还没有公开过信息。`;
  else if (has.includes(Number(year))) said.textContent = `${of}${year}年公开的没有这么多页。`;
  else said.textContent = `${of}没有${year}年公开的信息，有的是：${has.join("年、")}年。`;
  document.querySelector("#near ul").before(said);
  return has.slice(0, 5).map((each) => [`/${axis}/${key}/${each}/1/`, `${list.name}（${each}年）`]);
}

async function nameOf(address) {
  const page = new DOMParser().parseFromString(await text(address), "text/html");
  return page.querySelector("h1")?.textContent.trim() || address;
}

const target = await leadsTo();
if (target) {
  location.replace(target);
} else {
  const found = [...(await years()), ...(await near()).map((address) => [address, ""])];
  const list = document.querySelector("#near ul");
  for (const [address, name] of found) {
    const link = document.createElement("a");
    link.href = address;
    link.append(name || (await nameOf(address)));
    const small = document.createElement("small");
    small.textContent = address;
    const words = document.createElement("span");
    words.append(link.firstChild, small);
    link.append(words);
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  document.querySelector("#near").hidden = found.length === 0;
}
