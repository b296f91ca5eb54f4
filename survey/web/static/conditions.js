// Conditions, constraints and calculations in the page: the trees that the server writes come to the
// same values here (tests/questionnaire/conditions/cases.json holds both together). Knows values, not
// the page. A blank is null; several choices or rows are arrays.

export function evaluate(tree, values, current = null, today = "") {
  return scalar(operand(tree, { values, current, today }));
}

export function holds(tree, values, current = null, today = "") {
  return Boolean(evaluate(tree, values, current, today));
}

// Values

const finite = (x) => (Number.isFinite(x) ? x + 0 : null); // + 0 makes a zero of -0
const tidy = (x) => finite(Number(x.toPrecision(15)));

function scalar(x) {
  if (Array.isArray(x)) return x.map((member) => text(scalar(member))).filter(Boolean).join(" ") || null;
  return typeof x === "number" ? finite(x) : x === "" ? null : x ?? null;
}

const present = (several) => several.flat().map(scalar).filter((x) => x !== null);

function chosen(x) {
  if (!Array.isArray(x)) return text(scalar(x)).split(" ").filter(Boolean);
  return x.flatMap((member) => (typeof member === "string" ? [member].filter(Boolean) : chosen(member)));
}

function number(x) {
  if (typeof x === "boolean") return Number(x);
  if (typeof x !== "string") return x;
  return /^[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*$/.test(x) ? finite(Number(x)) : null;
}

function text(x) {
  if (typeof x !== "number") return String(x ?? "");
  const [, sign, whole, rest = "", power] = /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(String(x));
  if (!power) return String(x);
  const point = whole.length + Number(power);
  const digits = whole + rest;
  return sign + (point > 0 ? digits.padEnd(point, "0") : `0.${"0".repeat(-point)}${digits}`);
}

function day(x) {
  const found = typeof x === "string" && /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(x);
  if (!found) return null;
  const [year, month, date] = found.slice(1).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year > 0 && date > 0 && date <= days ? [year, month, date] : null;
}

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

function rounded(x, digits) {
  const [whole, decimals = ""] = text(Math.abs(x)).split(".");
  const tail = decimals.slice(digits);
  if (!tail) return x;
  const up = x > 0 ? tail >= "5" : tail > "5"; // "5" alone is the exact half
  const kept = BigInt(whole + decimals.slice(0, digits)) + BigInt(up);
  return Number(`${x < 0 ? "-" : ""}${kept}e-${digits}`) + 0;
}

// Signs

function equal(a, b) {
  if (a === null || b === null || typeof a === typeof b) return a === b;
  return number(a) !== null && number(a) === number(b);
}

const ordered = (test) => (a, b) => {
  if (day(a) && day(b)) return test(a, b); // ISO dates sort as texts
  const [x, y] = [number(a), number(b)];
  return x !== null && y !== null && test(x, y);
};

const ARITHMETIC = {
  "+": (x, y) => x + y,
  "-": (x, y) => x - y,
  "*": (x, y) => x * y,
  div: (x, y) => x / y,
  mod: (x, y) => x % y,
};

const numeric = (compute) => (...xs) => {
  const numbers = xs.map(number);
  return numbers.includes(null) ? null : compute(...numbers);
};

const sum = (several) =>
  several.map(number).reduce((total, x) => (total === null || x === null ? null : tidy(total + x)));

function extreme(several, place) {
  const numbers = several.map(number);
  if (several.every(day)) return several.sort().at(place) ?? null;
  return numbers.includes(null) ? null : numbers.sort((x, y) => x - y).at(place);
}

// What is called with values, each of them single

const SINGLE = {
  "=": equal,
  "!=": (a, b) => !equal(a, b),
  "<": ordered((x, y) => x < y),
  "<=": ordered((x, y) => x <= y),
  ">": ordered((x, y) => x > y),
  ">=": ordered((x, y) => x >= y),
  "-": numeric((x) => 0 - x),
  not: (x) => !x,
  round: numeric((x, digits = 0) => (DIGITS.includes(digits) ? rounded(x, digits) : null)),
  int: numeric((x) => Math.trunc(x) + 0),
  abs: numeric(Math.abs),
  number,
  string: text,
  "string-length": (x) => [...text(x)].length,
  concat: (...xs) => xs.map(text).join(""),
  contains: (x, part) => text(x).includes(text(part)),
  "starts-with": (x, part) => text(x).startsWith(text(part)),
  date: (x) => (day(x) ? x : null),
  "year-of": (x) => day(x)?.[0],
  "month-of": (x) => day(x)?.[1],
  "day-of": (x) => day(x)?.[2],
};

// ... with all values of a column, or several choices

const MANY = {
  selected: (several, code) => chosen(several).includes(text(scalar(code))),
  "selected-at": (several, place) => chosen(several)[number(scalar(place))],
  "count-selected": (several) => chosen(several).length,
  count: (...several) => present(several).length,
  sum: (...several) => (present(several).length ? sum(present(several)) : null),
  min: (...several) => extreme(present(several), 0),
  max: (...several) => extreme(present(several), -1),
};

// ... and with trees, of which no more are evaluated than needed

const LAZY = {
  $: ([id], _, scope) => (Object.hasOwn(scope.values, id) ? scope.values[id] : null),
  ".": (_, __, scope) => scope.current,
  literal: ([x]) => x,
  today: (_, __, scope) => scope.today,
  and: (parts, one) => parts.every((part) => one(part)),
  or: (parts, one) => parts.some((part) => one(part)),
  if: ([test, then, otherwise], one) => one(one(test) ? then : otherwise),
  coalesce: (parts, one) => parts.reduce((found, part) => found ?? one(part), null),
  once: ([part], one) => one(["."]) ?? one(part),
  chain: ([first, ...rest], one) => {
    let total = number(one(first));
    for (let i = 0; i < rest.length && total !== null; i += 2) {
      const x = number(one(rest[i + 1]));
      total = x === null ? null : tidy(ARITHMETIC[rest[i]](total, x));
    }
    return total;
  },
};

function operand(tree, scope) {
  if (!Array.isArray(tree)) return tree;
  const [name, ...parts] = tree;
  const one = (part) => scalar(operand(part, scope));
  if (Object.hasOwn(LAZY, name)) return LAZY[name](parts, one, scope);
  if (Object.hasOwn(MANY, name)) return MANY[name](...parts.map((part) => operand(part, scope)));
  return SINGLE[name](...parts.map(one));
}
