// Saves each answer soon after it is typed. What the server has not acknowledged yet stays on this device, under
// the person and the report it belongs to, and is put back and saved after a reload, a crash or a new sign-in.
"use strict";

// Scripts run: what is not asked need not flash by. (A page without this script has start.js for it.)
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const MARK = "survey/";
  const PAUSE = 2_000;
  const LONGEST_WAIT = 60_000;
  const KEPT_FOR = 30 * 24 * 3_600_000;
  const FITS_BEHIND_A_CLOSED_PAGE = 60_000;
  const TOO_LARGE = 413;

  // The store of this device. Where there is none (a strict browser), saving still works.

  const read = (name) => {
    try { return JSON.parse(localStorage.getItem(name)) ?? {}; } catch { return {}; }
  };
  const put = (name, drafts) => {
    try {
      if (Object.keys(drafts).length) localStorage.setItem(name, JSON.stringify(drafts));
      else localStorage.removeItem(name);
      return true;
    } catch { return false; }
  };
  const names = () => {
    try { return Object.keys(localStorage).filter((name) => name.startsWith(MARK)); } catch { return []; }
  };

  let leaving = false;
  document.addEventListener("submit", ({ target }) => {
    if (!target.matches("form[action*='/sign-out']")) return;
    leaving = true;
    names().forEach((name) => localStorage.removeItem(name));
  });

  const form = document.getElementById("typed");
  const told = document.getElementById("saving");
  if (!form || !told) return;
  const page = JSON.parse(told.textContent);
  const { words } = page;
  const own = `${MARK}${page.person}/${page.report}/`;
  const here = own + page.section;
  const live = document.getElementById("save-state");
  const seen = form.elements.namedItem("seen");
  const versions = JSON.parse(seen.value || "{}");
  const drafts = new Map(); // what is typed and not acknowledged, by answer
  const held = new Set(); // those that wait for a person: in conflict, or refused
  const refused = new Set(); // of these, what typing on may cure
  const timers = new Map();
  const renewed = new Set(); // those sent once more with a fresh token
  let failures = 0;
  let sending = null;
  let stopped = "";
  let later;

  for (const name of names()) {
    const kept = Object.entries(read(name)).filter(([, draft]) => Date.now() - draft.at < KEPT_FOR);
    put(name, Object.fromEntries(kept));
  }

  // Answers and their inputs.

  const keyOf = (name) => (/^[a-z][a-z0-9_.]*(@[\w-]+)?(\/[\w=;-]+)?(~[a-z_]+)?$/.test(name) ? name.split(/[~/]/)[0] : "");
  const isInput = (one) => one.name && !["hidden", "submit", "button"].includes(one.type) && one.localName !== "fieldset";
  const isTick = (one) => one.type === "radio" || one.type === "checkbox";
  const inputsOf = (key) => [...form.elements].filter((one) => isInput(one) && keyOf(one.name) === key);

  function typed(key) {
    const found = {};
    for (const one of inputsOf(key)) {
      found[one.name] ??= [];
      if (isTick(one) ? one.checked : one.value) found[one.name].push(one.value);
    }
    return found;
  }

  function fill(inputs) {
    for (const [name, values] of Object.entries(inputs)) {
      for (const one of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (isTick(one)) one.checked = values.includes(one.value);
        else if (isInput(one)) one.value = values[0] ?? "";
        one.closest("details.evidence, details.when")?.toggleAttribute("open", true);
      }
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function keep(key) {
    if (leaving) return true;
    const kept = read(here);
    if (drafts.has(key)) kept[key] = drafts.get(key);
    else delete kept[key];
    return put(here, kept);
  }

  const saw = (key, version) => {
    versions[key] = version;
    seen.value = JSON.stringify(versions);
  };

  // What is going on, said politely in one place.

  function tell(state, text, link) {
    if (live.dataset.state === state && live.dataset.said === text) return;
    live.dataset.state = state;
    live.dataset.said = text;
    live.replaceChildren(Object.assign(document.createElement("span"), { className: `icon icon-${state}`, ariaHidden: "true" }), ` ${text} `);
    if (link) live.append(Object.assign(document.createElement("a"), { href: link[0], textContent: link[1] }));
  }

  const clock = new Intl.DateTimeFormat(page.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const count = new Intl.NumberFormat(page.locale);
  const keptHere = () => names().filter((name) => name.startsWith(own)).reduce((sum, name) => sum + Object.keys(read(name)).length, 0);
  const offline = () => tell("ask", words.offline.replace("{count}", count.format(Math.max(drafts.size, keptHere()))));

  // Sending: one answer at a time, so that answers arrive in the order in which they were given.

  function changed(key, wait) {
    drafts.set(key, { version: versions[key] ?? 0, inputs: typed(key), language: page.language, at: Date.now() });
    clearTimeout(timers.get(key));
    if (refused.delete(key)) held.delete(key);
    if (!keep(key)) tell("ask", words.not_kept);
    else if (stopped || !navigator.onLine) offline();
    timers.set(key, setTimeout(() => { timers.delete(key); send(); }, wait));
  }

  const send = () => (sending ??= sendAll().finally(() => { sending = null; }));

  async function sendAll() {
    clearTimeout(later);
    for (;;) {
      const [key, draft] = [...drafts].find(([one]) => !held.has(one) && !timers.has(one)) ?? [];
      if (!key || stopped) break;
      const slow = setTimeout(() => tell("note", words.saving), 500);
      const answer = await post(page.section, key, draft);
      clearTimeout(slow);
      if (!answer) return again();
      failures = 0;
      heard(key, draft, answer);
    }
    if (!stopped) await sendElsewhere();
  }

  async function sendElsewhere() {
    for (const name of names().filter((one) => one.startsWith(own) && one !== here)) {
      for (const [key, draft] of Object.entries(read(name))) {
        const answer = await post(name.slice(own.length), key, draft);
        if (!answer) return again();
        if (answer.status !== 200) continue;
        const kept = read(name);
        delete kept[key];
        put(name, kept);
      }
    }
    if (!drafts.size && keptHere()) tell("ask", words.elsewhere.replace("{count}", count.format(keptHere())));
  }

  async function post(section, key, { version, inputs, language }) {
    const [question, row = ""] = key.split("@");
    const body = JSON.stringify({ question, row, version, inputs, typed_in: language });
    try {
      const response = await fetch(`${page.base}/${section}/answers`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": page.csrf },
        body,
        redirect: "manual",
        keepalive: body.length < FITS_BEHIND_A_CLOSED_PAGE,
      });
      if (response.status >= 500 || response.status === 429) return null;
      if (response.type === "opaqueredirect") return { status: 401 };
      if (response.status === TOO_LARGE) return { status: TOO_LARGE, message: words.too_large, ...(await response.json().catch(() => ({}))) };
      return { status: response.status, ...(await response.json()) };
    } catch { return null; }
  }

  function again() {
    failures += 1;
    offline();
    later = setTimeout(send, Math.min(LONGEST_WAIT, 1_000 * 2 ** failures) * (0.75 + Math.random() / 2));
  }

  function heard(key, draft, answer) {
    if (answer.status === 200) return acknowledged(key, draft, answer);
    if (answer.status === 401) {
      stopped = "signed out";
      return tell("error", words.signed_out, [page.sign_in, words.sign_in]);
    }
    if (answer.code === "token-expired" && page.csrf !== answer.token && !renewed.has(key)) {
      page.csrf = answer.token;
      renewed.add(key);
      for (const one of document.querySelectorAll("input[name=csrf]")) one.value = answer.token;
      return;
    }
    if (answer.status === 409 && answer.version !== undefined) {
      held.add(key);
      conflict(key, answer);
      return tell("error", words.conflict);
    }
    held.add(key);
    refused.add(key);
    if (answer.again) {
      stopped = "stale";
      return tell("error", answer.message ?? words.refused, [location.href, words.reload]);
    }
    return tell("error", answer.message ?? words.refused);
  }

  function acknowledged(key, draft, answer) {
    renewed.delete(key);
    saw(key, answer.version);
    const now = drafts.get(key);
    if (now === draft) drafts.delete(key);
    else if (now) now.version = answer.version;
    keep(key);
    if (answer.inputs && now === draft) fill(answer.inputs);
    show(key, answer);
    if (!drafts.size) tell("done", words.saved.replace("{time}", clock.format(new Date())));
  }

  // What the server understood, and what it asks about, beside the input that it concerns.

  function show(key, { problems = {}, heard: read_back = {}, changes = {}, rates = {} }) {
    for (const one of inputsOf(key)) {
      if (one.id !== one.name) continue;
      document.getElementById(`error:${one.name}`)?.remove();
      const others = (one.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `error:${one.name}`);
      one.removeAttribute("aria-invalid");
      const found = problems[one.name];
      if (found) {
        complain(one, found);
        others.unshift(`error:${one.name}`);
        if (found.look === "error") one.setAttribute("aria-invalid", "true");
      }
      if (others.length) one.setAttribute("aria-describedby", others.join(" "));
      else one.removeAttribute("aria-describedby");
      const back = form.querySelector(`[data-heard="${CSS.escape(one.name)}"]`);
      if (back) back.textContent = read_back[one.name] ?? "";
    }
    for (const [name, text] of Object.entries(changes)) {
      const place = document.getElementById(`change:${name}`);
      if (place) place.textContent = text;
    }
    for (const [name, text] of Object.entries(rates)) calculated(name, text);
  }

  // A percentage that follows from two numbers stands in place of its input, unless something is typed there.

  function calculated(name, text) {
    const output = form.querySelector(`[data-rate="${CSS.escape(name)}"]`);
    const input = form.elements.namedItem(name);
    if (!output || !input) return;
    const follows = Boolean(text) && !input.value;
    const focused = document.activeElement === (follows ? input : output);
    output.value = text;
    output.hidden = !follows;
    for (const part of [input.closest(".box"), document.getElementById(`${name}~missing`)?.closest(".reason")]) {
      if (part) part.hidden = follows;
    }
    if (focused) (follows ? output : input).focus();
  }

  function complain(input, { look, text, readings = [] }) {
    const said = Object.assign(document.createElement("div"), { className: look, id: `error:${input.name}` });
    said.append(Object.assign(document.createElement("span"), { className: `icon icon-${look}`, ariaHidden: "true" }), ` ${text}`);
    for (const [written, spoken] of readings) {
      const choice = Object.assign(document.createElement("button"), { type: "button", className: "secondary", textContent: spoken });
      choice.addEventListener("click", () => {
        input.value = written;
        input.focus();
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      said.append(" ", choice);
    }
    (input.closest(".box, .ticks") ?? input).before(said);
  }

  // Somebody else was quicker: both texts, side by side, and a choice.

  function conflict(key, answer) {
    document.getElementById(`conflict:${key}`)?.remove();
    const box = document.getElementById("conflict").content.firstElementChild.cloneNode(true);
    box.id = `conflict:${key}`;
    for (const part of ["about", "who", "theirs", "yours"]) box.querySelector(`[data-part="${part}"]`).textContent = answer[part];
    const done = () => {
      held.delete(key);
      saw(key, answer.version);
      box.remove();
      const first = inputsOf(key)[0];
      first?.focus();
    };
    box.querySelector("[data-keep]").addEventListener("click", () => { done(); changed(key, 0); });
    box.querySelector("[data-take]").addEventListener("click", () => {
      done();
      drafts.delete(key);
      keep(key);
      fill(answer.inputs);
      show(key, {});
      tell("done", words.taken);
      send();
    });
    (inputsOf(key)[0]?.closest(".question") ?? form.lastElementChild).before(box);
  }

  // What happens on the page.

  form.addEventListener("input", ({ target }) => {
    const key = isInput(target) && keyOf(target.name);
    if (key && !isTick(target)) changed(key, PAUSE);
  });
  form.addEventListener("change", ({ target }) => {
    const key = target !== form && isInput(target) && keyOf(target.name);
    if (key) changed(key, 0);
  });
  form.addEventListener("focusout", ({ target }) => {
    const key = isInput(target) && keyOf(target.name);
    if (key && timers.has(key)) changed(key, 0);
  });
  let pressed = false;
  form.addEventListener("submit", async (event) => {
    if (pressed || !sending) return;
    event.preventDefault();
    pressed = true;
    await Promise.race([sending, new Promise((go) => setTimeout(go, 3_000))]);
    form.requestSubmit(event.submitter);
    pressed = false;
  });
  const now = () => {
    if (stopped) return;
    for (const [key, timer] of timers) { clearTimeout(timer); timers.delete(key); }
    send();
  };
  window.addEventListener("online", now);
  window.addEventListener("offline", () => drafts.size && offline());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && now());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());

  // Who else is at work here, asked while somebody writes; a page left alone asks nothing and keeps nobody signed in.

  const ASKED_EVERY = 60_000;
  const ASKED_FOR = 5 * 60_000;
  const others = document.getElementById("others");
  let active = Date.now();
  for (const what of ["input", "keydown", "pointerdown"]) document.addEventListener(what, () => { active = Date.now(); });

  async function askForOthers() {
    if (stopped || document.hidden || !navigator.onLine || Date.now() - active > ASKED_FOR) return;
    try {
      const response = await fetch(`${page.base}/${page.section}/others`, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (!response.ok) return;
      const said = (await response.json()).others;
      const place = others.querySelector("[data-part=who]");
      others.hidden = !said;
      if (place.textContent !== said) place.textContent = said;
    } catch { /* the next time */ }
  }
  if (others) setInterval(askForOthers, ASKED_EVERY);

  // What this device kept, put back where it was typed.

  const homeless = [];
  for (const [key, draft] of Object.entries(read(here))) {
    const given = JSON.stringify(typed(key));
    if (!inputsOf(key).length) { homeless.push([key, draft]); continue; }
    if (given === JSON.stringify(draft.inputs)) { keep(key); continue; }
    drafts.set(key, draft);
    saw(key, draft.version);
    if (draft.language === page.language) fill(draft.inputs);
  }
  if (homeless.length) {
    const note = document.getElementById("homeless");
    note.querySelector("[data-part=texts]").textContent = homeless.map(([, { inputs }]) => Object.values(inputs).flat().join(" · ")).join("\n");
    note.hidden = false;
    note.querySelector("button").addEventListener("click", () => {
      homeless.forEach(([key]) => keep(key));
      note.hidden = true;
    });
  }
  if (navigator.onLine) send();
  else if (keptHere()) offline();
});
