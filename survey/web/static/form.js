// What a section's page does for those whose browser runs scripts: shows what is asked, works out what is
// calculated, reads numbers back, counts words. The server does all of it too, and has the last word.

import { evaluate, holds } from "./conditions.js";

const form = document.getElementById("typed");
const data = JSON.parse(document.getElementById("conditions").textContent);
const { notation, words } = data;
const named = (name) => form.elements.namedItem(name);

// Numbers, read as the server reads them (survey/questionnaire/numbers); what it would ask about is blank here.

const plain = (text) => text.replace(/[\s\u00a0\u2007\u202f]/g, " ").replace(/[\u2018\u2019]/g, "'").replace(/\u2212/g, "-").trim();
const escaped = (sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const pattern = (decimal, group) =>
  new RegExp(`^([1-9]\\d{0,2}([ '${escaped(plain(group) || " ")}])(?:\\d{3}\\2)*\\d{3}|\\d*)(?:${escaped(decimal)}(\\d+))?$`);
const own = pattern(notation.decimal, notation.group);
const others = [pattern(".", ","), pattern(",", ".")];
const joined = ([, whole, group, rest]) => Number((group ? whole.split(group).join("") : whole) + (rest ? `.${rest}` : ""));

function readNumber(typed, { decimals = 0, percent = false }) {
  let text = plain(typed);
  if (percent) text = text.replace(/^%|%$/, "").trim();
  const negative = text.startsWith("-");
  text = text.replace(/^[-+]/, "").trim();
  if (!/\d$/.test(text)) return null;
  const found = own.exec(text);
  let values;
  if (found && (found[2] || found[3]?.length !== 3)) values = [joined(found)];
  else values = [...new Set([own, ...others].map((one) => one.exec(text)).filter(Boolean).map(joined))];
  if (values.length > 1 && !decimals && !percent) values = values.filter(Number.isInteger);
  if (values.length > 1 && percent) values = values.filter((value) => value <= 100);
  return values.length === 1 ? (negative ? -values[0] : values[0]) : null;
}

const write = (value, decimals) =>
  new Intl.NumberFormat(notation.tag, { maximumFractionDigits: decimals, useGrouping: "always" }).format(value);

// Answers, as conditions see them.

function ticked(name) {
  return [...form.querySelectorAll(`input[name="${CSS.escape(name)}"]:checked`)].map((one) => one.value);
}

function answer(question, name) {
  if (named(`${name}~missing`)?.value) return null;
  if (question.kind === "choices") return ticked(name).length ? ticked(name) : null;
  const input = named(name);
  if (!input) return null;
  const value = input instanceof RadioNodeList || input.type === "radio" ? ticked(name)[0] ?? "" : input.value.trim();
  if (!value) return null;
  if (question.kind === "number") return readNumber(value, question);
  if (question.kind === "year") return /^\d{4}$/.test(value) ? Number(value) : null;
  if (question.kind === "date") return /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
  return value;
}

const entriesOf = (list) => [...form.querySelectorAll(`input[name="${CSS.escape(list)}~entry"]`)].map((one) => one.value);
const filled = (entry) => [...entry.querySelectorAll("input:not([type=hidden]), select, textarea")]
  .some((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim()));

// Which questions are asked: the same pass, in the same order, as `survey.answers.relevance`.

function stand() {
  const values = { ...data.values };
  const rows = {};
  const asked = {};
  for (const question of data.questions) {
    if (question.list || question.table) standRows(question, values, rows, asked);
    else {
      asked[question.id] = decide(question, question.id, values, null);
      values[question.id] = asked[question.id] ? valueOf(question, question.id, values) : null;
    }
  }
  return { asked, values, rows };
}

function standRows(question, values, rows, asked) {
  const own = rows[question.list || question.table] ??= {};
  const codes = question.list ? entriesOf(question.list) : Object.keys(question.rows);
  const found = [];
  for (const code of codes) {
    const name = `${question.id}@${code}`;
    const scope = { ...values, ...own[code] };
    const around = question.list ? asked[question.list] : question.beside ? asked[`${question.beside}@${code}`] : true;
    asked[name] = around !== false && decide(question, name, scope, question.rows?.[code]);
    const value = asked[name] ? valueOf(question, name, scope) : null;
    (own[code] ??= {})[question.id] = value;
    if (asked[name]) found.push(value);
  }
  values[question.id] = found;
  asked[question.id] = codes.some((code) => asked[`${question.id}@${code}`]);
}

function decide(question, name, scope, row) {
  if (question.waits) return !place(name)?.hasAttribute("data-unasked");
  if (row && !holds(row, scope, null, data.today)) return false;
  return !question.relevant || holds(question.relevant, scope, null, data.today);
}

function valueOf(question, name, scope) {
  if (question.calculation) return evaluate(question.calculation, scope, null, data.today);
  if (question.kind === "list") return entriesOf(question.id).filter((id) => filled(document.getElementById(`${question.id}@${id}`)));
  return answer(question, name);
}

// The page.

const place = (name) => form.querySelector(`[data-ask="${CSS.escape(name)}"]`);

function show() {
  const { asked, values, rows } = stand();
  for (const part of form.querySelectorAll("[data-ask]")) {
    part.toggleAttribute("data-unasked", asked[part.dataset.ask] === false);
    if (part.localName === "details") part.open = true;
  }
  for (const question of data.questions) {
    if (question.kind !== "calculated" || question.kept) continue;
    for (const output of form.querySelectorAll("[data-calculated]")) {
      const [id, row] = output.dataset.calculated.split("@");
      if (id !== question.id) continue;
      const value = row ? rows[question.table]?.[row]?.[id] : values[id];
      output.value = value === null || value === undefined || value === "" ? words.not_yet : typeof value === "number" ? write(value, question.decimals ?? 0) : String(value);
    }
  }
}

const numbers = new Map(data.questions.map((question) => [question.id, question]));

function readBack(input) {
  const heard = form.querySelector(`[data-heard="${CSS.escape(input.name)}"]`);
  const question = numbers.get(input.name.split(/[@/~]/)[0]);
  if (!heard || question?.kind !== "number") return;
  const value = readNumber(input.value, question);
  const written = value === null ? "" : write(value, 6);
  heard.textContent = written && written !== input.value.trim() ? words.read_as.replace("{value}", written) : "";
}

function countWords(area) {
  const most = area.dataset.words;
  const count = form.querySelector(`[data-count="${CSS.escape(area.name)}"]`);
  if (!most || !count) return;
  const found = area.value.trim().split(/\s+/).filter(Boolean).length;
  count.textContent = found ? words.words.replace("{count}", write(found, 0)).replace("{most}", write(Number(most), 0)) : "";
}

function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.rows = Math.max(area.rows, area.value.split("\n").length + 1);
}

let counting;
form.addEventListener("input", ({ target }) => {
  if (target.localName === "textarea") {
    grow(target);
    clearTimeout(counting);
    counting = setTimeout(() => countWords(target), 700);
  }
});
form.addEventListener("change", ({ target }) => {
  if (target.matches("[data-number]")) readBack(target);
  show();
});

form.addEventListener("click", (event) => {
  if (event.target.name !== "clear") return;
  event.preventDefault();
  const chosen = ticked(event.target.value);
  for (const one of form.querySelectorAll(`input[name="${CSS.escape(event.target.value)}"]`)) {
    if (!chosen.includes(one.value)) continue;
    one.focus();
    one.checked = false;
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

show();
document.getElementById("summary")?.focus();
