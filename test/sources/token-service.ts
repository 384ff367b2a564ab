import { sign, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newWebCertificate } from '../support/web-certificate.ts';
import { StandIn } from './stand-in.ts';

const issuer = 'token service of a test';
const service = 'registry of a test';

/** What gives tokens for a registry of the distribution, to whoever shows one pair, at an address of its own. */
export class TokenService implements AsyncDisposable {
  readonly server: StandIn;
  readonly #certificate = newWebCertificate();

  private constructor(server: StandIn, pair: string) {
    this.server = server;
    const wanted = `Basic ${Buffer.from(pair).toString('base64')}`;
    server.answers.set('/token', ({ url, headers }, response) => {
      if (headers.authorization !== wanted) return void response.writeHead(401).end('{}');
      const asked = new URL(url ?? '', server.url).searchParams.getAll('scope');
      response.end(JSON.stringify({ token: this.#tokenFor(asked) }));
    });
  }

  static async start(pair: string): Promise<TokenService> {
    return new TokenService(await StandIn.start(), pair);
  }

  /** How a registry is told of it. */
  async settings(folder: string): Promise<object> {
    const rootcertbundle = join(folder, 'tokens.pem');
    await writeFile(rootcertbundle, this.#certificate.cert);
    return { token: { realm: this.server.at('/token'), service, issuer, rootcertbundle } };
  }

  /** A JWT of all that is asked for, `repository:NAME:ACTIONS`. */
  #tokenFor(scopes: readonly string[]): string {
    const { cert, key } = this.#certificate;
    const now = Math.floor(Date.now() / 1000);
    const access = scopes.map((scope) => {
      const [type = '', name = '', actions = ''] = scope.split(':');
      return { type, name, actions: actions.split(',') };
    });
    const x5c = [new X509Certificate(cert).raw.toString('base64')];
    const times = { iat: now, nbf: now - 60, exp: now + 300 };
    const parts = [
      { typ: 'JWT', alg: 'ES256', x5c },
      { iss: issuer, aud: service, sub: 'octo', jti: 'one', ...times, access },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signature = sign('sha256', Buffer.from(parts.join('.')), {
      ...{ key, dsaEncoding: 'ieee-p1363' },
    });
    return [...parts, signature.toString('base64url')].join('.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }
}
