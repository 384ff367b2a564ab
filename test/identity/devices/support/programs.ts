import assert from 'node:assert/strict';
import type { Ask, Told } from '../../../support/request.ts';
import { asBrowser, serveIdentity } from '../../accounts/http-fixture.ts';
import { password, person } from '../../accounts/identity-fixture.ts';

export const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';

/** A server, its clock, and one of its administrators. */
export interface DeviceWorld {
  readonly url: string;
  pass(milliseconds: number): void;
  /** Asks below `/api/v1`, with no credential where none is given. */
  call(path: string, options?: Ask): Promise<Told>;
  /** Asks as the administrator who is signed in, called alice. */
  ask(path: string, options?: Ask): Promise<Told>;
  /** Makes a token of the administrator that may do this, and gives its secret. */
  makeToken(scopes: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** One in memory. */
export async function openInMemory(): Promise<DeviceWorld> {
  const server = await serveIdentity();
  await person(server, 'alice');
  const json = { email: 'alice@example.org', password };
  const headers = asBrowser(await server.ask('/session', { json }));
  const ask = (path: string, options: Ask = {}) =>
    server.ask(path, options.token === undefined ? { ...options, headers } : options);
  return {
    url: server.url,
    pass: (milliseconds) => server.clock.pass(milliseconds),
    call: (path, options) => server.ask(path, options),
    ask,
    makeToken: async (scopes) => {
      const { json } = await ask('/tokens', { json: { name: 'ci', scopes } });
      return Object(json).secret;
    },
    close: () => server.close(),
  };
}

/** A program without a browser, and whoever allows it a token. */
export class Program {
  readonly #world: DeviceWorld;

  constructor(world: DeviceWorld) {
    this.#world = world;
  }

  /** Begins, and gives what it is told. */
  async start(scopes: readonly string[] = ['unikernels:read'], client = 'fulmar on web') {
    const told = await this.#world.call('/device_authorization', { json: { client, scopes } });
    assert.equal(told.status, 200, told.text);
    return Object(told.json);
  }

  /** Asks for the token, some milliseconds later. */
  async poll(device_code: string, later = 5_000, more: object = {}) {
    this.#world.pass(later);
    const json = { grant_type, device_code, ...more };
    const told = await this.#world.call('/token', { json });
    const body = Object(told.json);
    return { status: told.status, error: body.error, body };
  }

  /** Allows or refuses what has the code. */
  answer(code: string, allow: boolean): Promise<Told> {
    return this.#world.ask(`/device_authorization/${code}`, { json: { allow } });
  }
}
