import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import { basePathOf } from '../../http/base-path.ts';
import type { Send } from '../../outgoing/send.ts';
import type { Config } from '../configuration.ts';
import { expectCurrent } from './certificates.ts';
import { type Check, Wrong } from './finding.ts';

/** What is wrong with a certificate, by OpenSSL's and Node's codes, and what helps. */
const certificateFaults: Readonly<Record<string, readonly [string, string]>> = {
  CERT_HAS_EXPIRED: ['has ended', 'Renew it.'],
  CERT_NOT_YET_VALID: ['has not begun', 'Look at the clocks of both machines.'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['is for other names', 'Take one that names FULMAR_URL.'],
};

const unknownIssuer = [
  'does not lead to a certificate authority that is known',
  'Have the intermediate certificates sent along (`fullchain.pem`); name a CA of your own in NODE_EXTRA_CA_CERTS.',
] as const;

/** Asks the server by the address that people reach it at, and looks at the certificate there. */
export function urlCheck({ url }: Pick<Config, 'url'>, send: Send, clock: Clock): Check {
  return [
    'address',
    async (signal) => {
      if (!url) return null;
      if (url.protocol === 'http:') return expectLocal(url);
      const ends = await certificateEnd(url, signal);
      expectCurrent(`The certificate of ${url.host}`, ends, clock(), 'Renew it.');
      await expectFulmar(url, send, signal);
      return `${url.href} leads here`;
    },
  ];
}

/** Throws `Wrong` where it is reached over a network, in the clear. */
function expectLocal({ hostname, href }: URL): string {
  const isLocal = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  if (isLocal) return `${href} is for those on this machine alone`;
  throw new Wrong(
    `${href} is not encrypted: passwords and tokens can be read on the way.`,
    'Serve it by HTTPS, and change FULMAR_URL: docs/deployment.md says how.',
  );
}

/** When the certificate ends that is shown there. Throws `Wrong` where a browser would not take it. */
async function certificateEnd({ hostname, port, host }: URL, signal: AbortSignal): Promise<Date> {
  const name = hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({ host: name, port: Number(port || 443), servername: serverName(name) });
  try {
    await once(socket, 'secureConnect', { signal });
    return new Date(socket.getPeerCertificate().valid_to);
  } catch (error) {
    signal.throwIfAborted();
    throw explain(host, error);
  } finally {
    end(socket);
  }
}

/** An address is no name that a server could be told (RFC 6066, section 3). */
const serverName = (name: string) => (/^[\d.]+$|:/.test(name) ? '' : name);

function end(socket: TLSSocket): void {
  socket.on('error', () => {}); // it is not needed any more
  socket.destroy();
}

function explain(host: string, cause: unknown): Wrong {
  const code = `${Reflect.get(Object(cause), 'code')}`;
  const isAboutIssuer = /ISSUER|SELF_SIGNED|VERIFY/.test(code);
  const fault = certificateFaults[code] ?? (isAboutIssuer ? unknownIssuer : null);
  if (fault) return new Wrong(`The certificate of ${host} ${fault[0]}.`, fault[1], { cause });
  return unreachable(`${host} cannot be reached from here (${code}).`, cause);
}

const unreachable = (detail: string, cause?: unknown) =>
  new Wrong(detail, 'Look at FULMAR_URL, its name in DNS, and the proxy in front of the server.', {
    cause,
  });

async function expectFulmar(url: URL, send: Send, signal: AbortSignal): Promise<void> {
  const health = new URL(`${url.origin}${basePathOf(url)}/healthz`);
  const request = { url: health, privateAddresses: true, signal };
  const { status, body } = await send(request).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw unreachable(`${cause instanceof Error ? cause.message : cause}.`, cause);
  });
  if (status === 200 && /"status":\s*"alive"/.test(body.toString())) return;
  throw unreachable(`What answers at ${health.href} is not Fulmar (${status}).`);
}
