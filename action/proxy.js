// The way out of a network that is left through a proxy, which is found as curl finds it.

import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';

/** Milliseconds that a proxy may take to reach the server. */
const tunnelWithin = 60_000;

/**
 * What connects to a server: through `HTTP_PROXY` or `HTTPS_PROXY`, unless `NO_PROXY` names it (also
 * in lower case, which goes first). Throws where the variable is no address of a proxy.
 * @param {URL} url
 */
export function agentFor(url) {
  const NO_PROXY = variable('NO_PROXY')?.text;
  return url.protocol === 'https:'
    ? new SecureAgent({
        proxyEnv: { HTTPS_PROXY: readProxy('HTTPS_PROXY'), NO_PROXY },
        timeout: tunnelWithin,
      })
    : new PlainAgent({ proxyEnv: { HTTP_PROXY: readProxy('HTTP_PROXY'), NO_PROXY } });
}

/** The address may hold a password, and so is never repeated. @param {string} upper */
function readProxy(upper) {
  const found = variable(upper);
  if (!found) return undefined;
  const { name, text } = found;
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new Error(`The variable ${name} has to be the address of a proxy, as http://proxy:3128.`);
}

/** @param {string} upper */
function variable(upper) {
  const names = [upper.toLowerCase(), upper];
  const name = names.find((candidate) => process.env[candidate]);
  return name === undefined ? null : { name, text: (process.env[name] ?? '').trim() };
}
