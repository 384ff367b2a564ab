// The way out of a network that is left through a proxy, which is found as curl finds it.

import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Milliseconds that a proxy may take to reach the server. */
const tunnelWithin = 60_000;

/**
 * What connects to a server: through `HTTP_PROXY` or `HTTPS_PROXY`, unless `NO_PROXY` names it (also
 * in lower case, which goes first). Throws where the variable is no address of a proxy.
 * @param {URL} url
 */
export function agentFor(url) {
  const isSecure = url.protocol === 'https:';
  const proxy = readProxy(isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (proxy === undefined || isDirect(url, variable('NO_PROXY')?.text ?? '')) {
    return isSecure ? new SecureAgent() : new PlainAgent();
  }
  expectProxies();
  return isSecure
    ? new SecureAgent({ proxyEnv: { HTTPS_PROXY: proxy }, timeout: tunnelWithin })
    : new PlainAgent({ proxyEnv: { HTTP_PROXY: proxy } });
}

/** Whether `NO_PROXY` names it: `*`, a name with all below it, an address, or a network as 10.0.0.0/8. @param {URL} url @param {string} text */
function isDirect({ hostname, port, protocol }, text) {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const usual = protocol === 'https:' ? '443' : '80';
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && fits(entry, host, port || usual));
}

/** @param {string} entry @param {string} host @param {string} port */
function fits(entry, host, port) {
  if (entry === '*') return true;
  const bare = entry.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare)) return bare === host;
  const [network = '', bits = ''] = bare.split('/');
  if (isIP(network) && /^\d+$/.test(bits)) return isWithin(host, network, Number(bits));
  const [, name = bare, only = port] = /^(.*):(\d+)$/.exec(bare) ?? [];
  const domain = name.replace(/^\*?\./, '').replace(/\.$/, '');
  return only === port && (host === domain || host.endsWith(`.${domain}`));
}

/** @param {string} host @param {string} network @param {number} bits */
function isWithin(host, network, bits) {
  const family = isIP(network);
  if (isIP(host) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(host, type);
}

/** Node's own support for proxies came with 24.5: an earlier one would go past the proxy in silence. */
function expectProxies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 5)) return;
  throw new Error(
    `The runner's Node ${process.versions.node} does not support proxies (24.5 and later do): update the runner, or list the server in NO_PROXY.`,
  );
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
