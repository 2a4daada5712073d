/* Verifies a receipt (.tlog-proof) without asking anybody: entry → leaf → root → checkpoint → signatures.
 *
 * Formats: c2sp.org/tlog-proof, tlog-checkpoint, signed-note, tlog-cosignature, tlog-policy; RFC 6962 for the tree.
 * No dependency and no DOM. SHA-256 and Ed25519 are the browser's own (WebCrypto); where it lacks one, the step says
 * so (`ok: null`) instead of passing.
 */

const HEADER = "c2sp.org/tlog-proof@v1";
const NOTE = 0x01;
const COSIGNATURE = 0x04;
const MAX_SIZE = 2n ** 63n - 1n;
const MAX_PATH = 63;
const MAX_SIGNATURES = 64;
const MAX_TEXT = 1 << 20;
const MAX_EXTRA = 256 * 1024;
const HOUR = 3600_000;

/** What the entries of published content say, in words. */
const ACTS = new Map([
  ["record.published", "公开"],
  ["record.corrected", "更正"],
  ["record.withdrawn", "撤下"],
  ["record.effective", "起施行"],
  ["record.expired", "失效"],
  ["record.closed", "征求意见结束"],
  ["record.repealed", "废止"],
  ["record.moved", "移到别的栏目"],
]);

/** Malformed, or does not verify; the message is a Chinese sentence that can be shown. */
export class VerifyError extends Error {}

/** This browser can't compute what is needed; nothing is said about the receipt. */
export class UnsupportedError extends Error {}

const refuse = (sentence) => {
  throw new VerifyError(sentence);
};

// --- bytes -------------------------------------------------------------------------------------------------------

const utf8 = (text) => new TextEncoder().encode(text);

const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const equal = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const decodeText = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse("内容不是UTF-8文本。");
  }
};

/** Bytes of canonical base64; atob alone would take spaces, missing padding and stray bits. */
export function fromBase64(text, length) {
  if (typeof text !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) refuse("不是规范的Base64编码。");
  let binary;
  try {
    binary = atob(text);
  } catch {
    refuse("不是规范的Base64编码。");
  }
  if (btoa(binary) !== text) refuse("不是规范的Base64编码。");
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (length !== undefined && bytes.length !== length) refuse(`应为${length}字节，实为${bytes.length}字节。`);
  return bytes;
}

const decimal = (text) => {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > MAX_SIZE) refuse("不是规范的十进制数。");
  return BigInt(text);
};

// --- the browser's cryptography ----------------------------------------------------------------------------------

const subtle = () => {
  const found = globalThis.crypto?.subtle;
  if (!found) throw new UnsupportedError("此浏览器在当前页面不提供加密功能（需https地址、本机地址或保存到本地打开）。");
  return found;
};

const sha256 = async (bytes) => new Uint8Array(await subtle().digest("SHA-256", bytes));

const ed25519 = async (publicKey, signature, message) => {
  let key;
  try {
    key = await subtle().importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    if (error instanceof UnsupportedError) throw error;
    if (error?.name === "DataError") return false;
    throw new UnsupportedError("此浏览器不支持Ed25519签名算法，签名未能核验；请换用较新的浏览器。");
  }
  return subtle().verify({ name: "Ed25519" }, key, signature, message);
};

// --- tree --------------------------------------------------------------------------------------------------------

/** SHA-256(0x00 || entry). */
export const leafHash = (entry) => sha256(join(Uint8Array.of(0), entry));

const nodeHash = (left, right) => sha256(join(Uint8Array.of(1), left, right));

/** Root that the path leads to from the leaf hash; refuses a path of the wrong length (RFC 9162 §2.1.3.2). */
export async function rootFromPath(index, size, leaf, path) {
  if (index >= size) refuse(`第${index}号条目不在大小为${size}的日志之内。`);
  let result = leaf;
  let at = index;
  let last = size - 1n;
  for (const sibling of path) {
    if (last === 0n) refuse("包含证明过长。");
    if (at & 1n || at === last) {
      result = await nodeHash(sibling, result);
      while (at && !(at & 1n)) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      result = await nodeHash(result, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) refuse("包含证明过短。");
  return result;
}

// --- notes and keys ----------------------------------------------------------------------------------------------

const checkName = (name) => (!name || /[\s+\u0000-\u001f\u0085]/u.test(name) ? refuse("密钥名称不合规范。") : name);

/** Reads `name+keyid+base64`, and checks that the id is that of the key. */
export async function parseKey(vkey) {
  const [, name, id, data] = /^([^+]*)\+([0-9a-f]{8})\+(.+)$/su.exec(vkey) ?? refuse("公钥应为“名称+编号+Base64”的形式。");
  checkName(name);
  const bytes = fromBase64(data);
  const kind = bytes[0];
  if ((kind !== NOTE && kind !== COSIGNATURE) || bytes.length !== 33) refuse(`公钥${name}的类型不受支持。`);
  const key = { name, id, kind, publicKey: bytes.slice(1) };
  const computed = await sha256(join(utf8(`${name}\n`), bytes));
  if (hex(computed.slice(0, 4)) !== id) refuse(`公钥${name}的编号与密钥不符。`);
  return key;
}

/** Reads a signed note; nothing is verified yet. */
export function parseNote(text) {
  if (text.length > MAX_TEXT || /[\u0000-\u0009\u000b-\u001f]/.test(text)) refuse("检查点过长或含有控制字符。");
  const cut = text.lastIndexOf("\n\n");
  if (cut < 0 || !text.endsWith("\n")) refuse("检查点应为正文、空行、签名行三部分。");
  const lines = text.slice(cut + 2).split("\n").slice(0, -1);
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) refuse("检查点没有签名，或签名过多。");
  const signatures = lines.map((line) => {
    const [, name, data] = /^— (\S+) (\S+)$/u.exec(line) ?? refuse("签名行格式不对。");
    const bytes = fromBase64(data);
    if (bytes.length < 5) refuse("签名过短。");
    return { name: checkName(name), id: hex(bytes.slice(0, 4)), blob: bytes.slice(4) };
  });
  return { text: text.slice(0, cut + 1), signatures };
}

/** Reads a checkpoint's text: origin, size, root. */
export function parseCheckpoint(text) {
  const lines = text.split("\n");
  if (lines.length < 4 || lines.pop() !== "" || lines.some((line) => line === "")) refuse("检查点应有来源、大小、根三行。");
  return { origin: lines[0], size: decimal(lines[1]), root: fromBase64(lines[2], 32) };
}

const cosignedAt = (signature) => {
  if (signature.blob.length !== 72) refuse(`见证${signature.name}的签名长度不对。`);
  const at = new DataView(signature.blob.buffer, signature.blob.byteOffset).getBigUint64(0);
  return at > MAX_SIZE ? refuse(`见证${signature.name}的时间不合规范。`) : at;
};

/** Signatures of the note by this key: null if there is none, else the time (or 0n); a failing one refuses the note. */
async function signedBy(note, key) {
  let found = null;
  for (const signature of note.signatures) {
    if (signature.name !== key.name || signature.id !== key.id) continue;
    const at = key.kind === COSIGNATURE ? cosignedAt(signature) : 0n;
    const [message, raw] =
      key.kind === COSIGNATURE
        ? [utf8(`cosignature/v1\ntime ${at}\n${note.text}`), signature.blob.slice(8)]
        : [utf8(note.text), signature.blob];
    if (!(await ed25519(key.publicKey, raw, message))) refuse(`${key.name}的签名不成立。`);
    found = at;
  }
  return found;
}

// --- policy ------------------------------------------------------------------------------------------------------

/** Reads a policy file (c2sp.org/tlog-policy). */
export async function parsePolicy(text) {
  if (text.length > MAX_TEXT) refuse("信任策略过长。");
  const policy = { logs: [], witnesses: [], groups: [], quorum: null };
  const names = new Set();
  const grouped = new Set();
  const define = (name) => (name === "none" || names.has(name) ? refuse(`名称${name}已被占用。`) : names.add(name));
  const addKey = (list, key, kind, more) => {
    if (key.kind !== kind) refuse(`公钥${key.name}的类型与用途不符。`);
    if (list.some((each) => equal(each.key.publicKey, key.publicKey))) refuse(`公钥${key.name}重复。`);
    list.push({ key, ...more });
  };
  const verbs = {
    async log(words) {
      if (words.length < 1 || words.length > 2) refuse("应为：log <公钥> [<网址>]。");
      addKey(policy.logs, await parseKey(words[0]), NOTE, {});
    },
    async witness(words) {
      if (words.length < 2 || words.length > 3) refuse("应为：witness <名称> <公钥> [<网址>]。");
      define(words[0]);
      addKey(policy.witnesses, await parseKey(words[1]), COSIGNATURE, { name: words[0] });
    },
    group([name, count, ...members]) {
      if (members.length === 0) refuse("应为：group <名称> <数|any|all> <成员>…");
      for (const member of members) {
        if (!names.has(member) || grouped.has(member)) refuse(`成员${member}未定义或已属另一组。`);
        grouped.add(member);
      }
      define(name);
      const threshold = count === "any" ? 1n : count === "all" ? BigInt(members.length) : decimal(count);
      if (threshold < 1n || threshold > BigInt(members.length)) refuse(`组${name}的门槛不对。`);
      policy.groups.push({ name, threshold: Number(threshold), members });
    },
    quorum(words) {
      if (words.length !== 1 || policy.quorum !== null) refuse("应有且只有一行：quorum <名称>。");
      if (words[0] !== "none" && !names.has(words[0])) refuse(`名称${words[0]}未定义。`);
      policy.quorum = words[0];
    },
  };
  for (const [at, line] of text.split("\n").entries()) {
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) refuse(`信任策略第${at + 1}行含有控制字符。`);
    const words = line.split(/[ \t]+/).filter((word) => word);
    if (words.length === 0 || words[0].startsWith("#")) continue;
    if (!Object.hasOwn(verbs, words[0])) refuse(`信任策略第${at + 1}行不认识：${words[0].slice(0, 40)}。`);
    try {
      await verbs[words[0]](words.slice(1));
    } catch (error) {
      if (error instanceof VerifyError) refuse(`信任策略第${at + 1}行：${error.message}`);
      throw error;
    }
  }
  return policy.quorum === null ? refuse("信任策略没有quorum一行。") : policy;
}

const quorumReached = (policy, cosigned) => {
  const reached = new Set(cosigned);
  for (const group of policy.groups) {
    if (group.members.filter((member) => reached.has(member)).length >= group.threshold) reached.add(group.name);
  }
  return policy.quorum === "none" || reached.has(policy.quorum);
};

// --- receipt -----------------------------------------------------------------------------------------------------

/** Reads a `.tlog-proof`. */
export function parseProof(text) {
  const cut = text.indexOf("\n\n");
  if (text.length > MAX_TEXT) refuse("凭证过长。");
  if (cut < 0 || !text.startsWith(`${HEADER}\n`)) refuse(`凭证应以${HEADER}一行开头，并含空行与检查点。`);
  const lines = text.slice(0, cut).split("\n").slice(1);
  const extra = lines[0]?.startsWith("extra ") ? fromBase64(lines.shift().slice(6)) : null;
  if (extra && extra.length > MAX_EXTRA) refuse("凭证的附加数据过长。");
  if (!lines[0]?.startsWith("index ")) refuse("凭证缺少条目序号。");
  const index = decimal(lines.shift().slice(6));
  if (lines.length > MAX_PATH) refuse("包含证明过长。");
  const path = lines.map((line) => fromBase64(line, 32));
  const note = parseNote(text.slice(cut + 2));
  return { index, path, extra, note, checkpoint: parseCheckpoint(note.text) };
}

/** Flat object of texts and small numbers, in canonical JSON and in no other form. */
const parseFlat = (text, what) => {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(`${what}不是JSON。`);
  }
  const flat = value !== null && typeof value === "object" && !Array.isArray(value);
  if (!flat || JSON.stringify(value, Object.keys(value).sort()) !== text) refuse(`${what}不是规范的JSON。`);
  return value;
};

const hasExactly = (value, ...keys) => Object.keys(value).sort().join() === keys.sort().join();

/** Reads a leaf entry: `{h, v}`, and for a public fact `fact, on, public, ref` besides. */
export function parseEntry(bytes) {
  const entry = parseFlat(decodeText(bytes), "条目");
  if (entry.v !== 1 || !(hasExactly(entry, "h", "v") || hasExactly(entry, "fact", "h", "on", "public", "ref", "v"))) {
    refuse("条目的字段不合规范。");
  }
  fromBase64(entry.h, 32);
  if (entry.public !== undefined) fromBase64(entry.public, 32);
  return entry;
}

/** Reads the opening that a receipt carries as extra data: the entry, and perhaps salt and body. */
export function parseOpening(bytes) {
  const opening = parseFlat(decodeText(bytes), "附加数据");
  if (opening.v !== 1 || !(hasExactly(opening, "entry", "v") || hasExactly(opening, "body", "entry", "salt", "v"))) {
    refuse("附加数据的字段不合规范。");
  }
  const { entry, salt, body } = opening;
  return { entry: fromBase64(entry), salt: salt && fromBase64(salt, 32), body: body === undefined ? undefined : fromBase64(body) };
}

const beijing = (seconds) => {
  const date = new Date(Number(seconds) * 1000 + 8 * HOUR);
  return Number.isNaN(date.getTime()) ? "时间不明" : `${date.toISOString().slice(0, 19).replace("T", " ")}（北京时间）`;
};

/** 2026-03-31 as it is read: 2026年3月31日. */
const asDay = (value) => String(value ?? "").replace(/^(\d{4})-0?(\d+)-0?(\d+)(?: (\d\d:\d\d))?$/, "$1年$2月$3日$4");

/** What a public entry says of itself. */
const saidByEntry = ({ fact, on, ref }) => `${on}${ACTS.get(fact) ?? fact}，编号${ref.replace(/^record:/, "")}`;

/** What a body says: which case, what was done, when it was entered; "" for a body of no known shape. */
function saidByBody(body, sentences) {
  let told;
  try {
    told = JSON.parse(decodeText(body));
  } catch {
    return "";
  }
  const { name, ref, at, fact } = told ?? {};
  if (typeof name !== "string" || typeof ref !== "string" || typeof at !== "string" || !fact) return "";
  const sentence = Object.hasOwn(sentences, name) ? sentences[name] : name;
  const act = sentence.replace(/\{(\w+)\}/g, (_, field) => asDay(fact[field]));
  return `编号${ref.replace(/^case:/, "")}，${act}；${beijing(Date.parse(at) / 1000)}登记`;
}

async function stepOpening(given, proof, sentences) {
  const opening = proof.extra && parseOpening(proof.extra);
  if (given !== null && opening && !equal(given, opening.entry)) refuse("所给条目与凭证所载条目不同。");
  const bytes = given ?? opening?.entry ?? refuse("凭证未载条目，请另行给出条目。");
  const entry = parseEntry(bytes);
  if (!opening?.salt) {
    const said = entry.fact ? `条目写的是：${saidByEntry(entry)}。` : "";
    return { bytes, entry, text_zh: `条目格式正确；凭证未附事项原文，只核验条目本身。${said}` };
  }
  if (!equal(await sha256(join(opening.salt, opening.body)), fromBase64(entry.h))) refuse("事项原文与条目中的承诺不符。");
  const said = saidByBody(opening.body, sentences);
  return { bytes, entry, text_zh: `事项原文加盐后的摘要与条目一致。${said && `原文写的是：${said}。`}` };
}

async function stepView(view, entry) {
  if (entry.public === undefined) refuse("该条目未声明公开内容，无从比对。");
  if (!equal(await sha256(view), fromBase64(entry.public))) refuse("所给公开内容与条目中的摘要不符：内容已被改动。");
  return { text_zh: `公开内容与条目一致：${saidByEntry(entry)}。` };
}

async function stepInclusion(bytes, proof) {
  const { size, root } = proof.checkpoint;
  const reached = await rootFromPath(proof.index, size, await leafHash(bytes), proof.path);
  if (!equal(reached, root)) refuse("条目不在日志的这一位置：包含证明推不到检查点的根。");
  return { text_zh: `条目是日志的第${proof.index}号（自0起），日志当时共${size}条。` };
}

async function stepLog(proof, policy, log) {
  const { origin } = proof.checkpoint;
  const keys = log ? [await parseKey(log)] : policy.logs.map((each) => each.key);
  const known = keys.filter((key) => key.kind === NOTE);
  let signed = false;
  for (const key of known) signed = ((await signedBy(proof.note, key)) !== null && key.name === origin) || signed;
  if (!signed) refuse(`检查点（${origin}）没有受信任日志的签名。`);
  return { text_zh: `检查点由日志${origin}签名。` };
}

async function stepWitnesses(proof, policy) {
  const cosigned = [];
  for (const witness of policy.witnesses) {
    const at = await signedBy(proof.note, witness.key);
    if (at !== null) cosigned.push({ name: witness.name, at });
  }
  const told = cosigned.map(({ name, at }) => `${name} ${beijing(at)}`).join("；") || "无";
  if (!quorumReached(policy, cosigned.map(({ name }) => name))) refuse(`见证人的签名不够（要求${policy.quorum}）。已见证：${told}。`);
  return { text_zh: policy.quorum === "none" ? `信任策略不要求见证人。已见证：${told}。` : `见证人的签名够了。已见证：${told}。` };
}

const toBytes = (value) => (value === undefined || value === null ? null : typeof value === "string" ? utf8(value) : value);

/**
 * Verifies a receipt step by step.
 *
 * @param {object} given
 * @param {string} given.proof - text of the `.tlog-proof`
 * @param {string} given.policy - text of the policy file that the reader trusts
 * @param {string} [given.log] - vkey of the one log to accept; without it, every log of the policy
 * @param {string|Uint8Array} [given.entry] - the leaf entry, if the receipt carries none
 * @param {string|Uint8Array} [given.view] - the public content to compare with the entry
 * @param {Object<string, string>} [given.sentences] - fact name → Chinese sentence with {fields}, to tell what a body says
 * @returns {Promise<{step: string, ok: boolean|null, text_zh: string}[]>} `ok` is null where the browser can't tell
 */
export async function verifyReceipt({ proof: proofText, policy: policyText, log, entry, view, sentences = {} }) {
  const steps = [];
  const run = async (step, work) => {
    try {
      const result = await work();
      steps.push({ step, ok: true, text_zh: result.text_zh });
      return result;
    } catch (error) {
      if (!(error instanceof VerifyError) && !(error instanceof UnsupportedError)) throw error;
      steps.push({ step, ok: error instanceof VerifyError ? false : null, text_zh: error.message });
      return null;
    }
  };
  const read = await run("format", () => ({ proof: parseProof(proofText), text_zh: "凭证格式正确。" }));
  if (!read) return steps;
  const { proof } = read;
  const opened = await run("entry", () => stepOpening(toBytes(entry), proof, sentences));
  if (opened && toBytes(view)) await run("view", () => stepView(toBytes(view), opened.entry));
  if (opened) await run("inclusion", () => stepInclusion(opened.bytes, proof));
  const trusted = await run("policy", async () => ({ policy: await parsePolicy(policyText), text_zh: "信任策略格式正确。" }));
  if (!trusted) return steps;
  await run("log", () => stepLog(proof, trusted.policy, log));
  await run("witnesses", () => stepWitnesses(proof, trusted.policy));
  return steps;
}

/** True only if every step passed; a step that the browser could not check is not passed. */
export const accepted = (steps) => steps.length > 0 && steps.every((each) => each.ok === true);
