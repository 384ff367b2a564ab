import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { type Ask, ask, type Told } from '../../support/request.ts';

/** What an account may use where a test says nothing else. */
export const generousPolicy = {
  unikernels: 20,
  memory: 4096,
  storage: 4096,
  cpuids: [0, 1],
  bridges: ['service'],
};

/** The first account of a server, signed in as a browser does. */
export class Administrator {
  readonly name = 'alice';
  readonly email = 'alice@example.org';
  readonly password = randomBytes(12).toString('base64url');
  #id = '';
  #cookie = '';

  /** The session's cookie, as `name=secret`. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Asks with the session; `path` is below `/api/v1`. */
  ask(url: string, path: string, options: Ask = {}): Promise<Told> {
    const headers = {
      'sec-fetch-site': 'same-origin',
      ...(this.#cookie && { cookie: this.#cookie }),
      ...options.headers,
    };
    return ask(`${url}/api/v1`, path, { ...options, headers });
  }

  async signUp(url: string): Promise<void> {
    const { name, email, password } = this;
    const account = await this.expect(201, url, '/accounts', { json: { name, email, password } });
    this.#id = `${Reflect.get(Object(account.json), 'id')}`;
    await this.signIn(url);
  }

  async signIn(url: string): Promise<void> {
    const { email, password } = this;
    const { headers } = await this.expect(200, url, '/session', { json: { email, password } });
    this.#cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  /** Adds an emulated host, on which the administrator gets a policy. */
  async addHost(
    url: string,
    name: string,
    { address, port, authority }: Pick<Emulator, 'address' | 'port' | 'authority'>,
  ): Promise<void> {
    const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
    const at = { transport: 'tls', address, port, certificate, privateKey };
    // By further names it is further hosts, which releases before `host-known` know nothing of.
    const host = { name, ...at, ...(name !== 'one' && { allowDuplicate: true }) };
    await this.expect(201, url, '/hosts', { json: host });
    const policy = { method: 'PUT', json: generousPolicy };
    await this.expect(200, url, `/accounts/${this.#id}/policies/${name}`, policy);
  }

  /** The secret of a new token; without a limit it has that of every token. */
  async makeToken(url: string, scopes: readonly string[], hourlyLimit?: number): Promise<string> {
    const json = { name: 'ci', scopes, ...(hourlyLimit && { hourlyLimit }) };
    const token = await this.expect(201, url, '/tokens', { json });
    return `${Reflect.get(Object(token.json), 'secret')}`;
  }

  /** Asks, and fails where the answer has another status. */
  async expect(status: number, url: string, path: string, options: Ask = {}): Promise<Told> {
    const told = await this.ask(url, path, options);
    assert.equal(told.status, status, `${path}: ${told.text}`);
    return told;
  }
}
