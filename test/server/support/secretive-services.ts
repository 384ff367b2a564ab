import type { IncomingMessage, ServerResponse } from 'node:http';
import { asset, release, releases } from '../../sources/github-answers.ts';

const gitHub = 'api.github.com';
const registry = 'registry.example.org';
const files = 'files.example.org';

export const serviceNames = [gitHub, registry, files] as const;

/** What one of the services was shown. */
interface Shown {
  readonly host: string;
  readonly url: string;
  readonly authorization: string;
}

interface Told {
  readonly status: number;
  /** Left out: what it was shown, as services do that repeat that in their errors. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub, a registry and a file server that ask for credentials, and then refuse, redirect, fail or are limited. */
export class SecretiveServices {
  readonly shown: Shown[] = [];
  readonly #pullToken: string;

  constructor(pullToken: string) {
    this.#pullToken = pullToken;
  }

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { host = '', authorization = '' } = request.headers;
    const url = request.url ?? '/';
    this.shown.push({ host, url, authorization });
    const { status, body, headers } = this.#tell(host, url, authorization);
    const echo = { message: `Not for ${authorization} at ${url}` };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body ?? echo));
  };

  #tell(host: string, url: string, authorization: string): Told {
    const [path = ''] = url.split('?');
    if (host === gitHub) return asGitHub(path);
    if (host !== registry) return { status: 500 };
    if (path === '/token') return { status: 200, body: { token: this.#pullToken } };
    if (authorization.startsWith('Bearer ')) return { status: 403 };
    const challenge = `Bearer realm="https://${registry}/token",service="registry"`;
    return { status: 401, headers: { 'www-authenticate': challenge } };
  }
}

function asGitHub(path: string): Told {
  if (path === '/user') return { status: 200, body: { login: 'octo' } };
  if (path === `${releases}/latest`) {
    return { status: 200, body: release('v1', [asset(9, 'dns.hvt')]) };
  }
  if (path.startsWith(`${releases}/assets/`)) {
    return { status: 302, headers: { location: `https://${files}/asset` } };
  }
  if (path.includes('limited')) return { status: 429, headers: { 'retry-after': '60' } };
  return { status: 401 };
}
