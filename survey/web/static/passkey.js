// Passkeys: asks the browser for a passkey when its button is pressed, and sends the answer with the form around it.
// Where a browser has no passkeys, or runs no scripts, the rest of the form works without this.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const textOf = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const known = (credentials = []) => credentials.map((credential) => ({ ...credential, id: bytesOf(credential.id) }));

const register = (options) => navigator.credentials.create({
  publicKey: {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  },
});

const present = (options) => navigator.credentials.get({
  publicKey: {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: known(options.allowCredentials),
  },
});

const ASKED = { register, present };
const SENT = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const written = ({ id, rawId, type, response }) => JSON.stringify({
  id,
  rawId: textOf(rawId),
  type,
  clientExtensionResults: {},
  response: Object.fromEntries(SENT.filter((name) => response[name]).map((name) => [name, textOf(response[name])])),
});

const optionsFor = async (form) => {
  const answer = await fetch(form.dataset.passkeyOptions, {
    method: "POST",
    headers: { "X-CSRF-Token": form.elements.csrf.value, "Accept": "application/json" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const use = async (button) => {
  const form = button.form;
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  button.disabled = true;
  try {
    const answer = await ASKED[button.dataset.passkey](await optionsFor(form));
    form.querySelector("[data-passkey-answer]").value = written(answer);
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
  }
};

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-with-passkey]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-passkey]")) part.hidden = true;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.addEventListener("click", () => use(button));
  }
}
