import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../src/base/clock.ts';
import type { Database } from '../../src/database/database.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import type { ExternalService } from '../../src/external-credentials/entity.ts';
import { ExternalCredentials } from '../../src/external-credentials/external-credentials.ts';
import { externalCredentialHandlers } from '../../src/external-credentials/handlers.ts';
import { createSend } from '../../src/outgoing/send.ts';
import { externalCredentialRoutes } from '../../src/server/routes.ts';
import { sessionActor, tokenActor } from '../support/actors.ts';
import { listening } from '../support/listening.ts';
import { openTables } from '../support/open-tables.ts';
import { type Ask, ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { TestServices } from './test-services.ts';

export const gitHubToken = `ghp_${'a1B2'.repeat(9)}`;
export const otherToken = `github_pat_${'Z9'.repeat(11)}_${'y'.repeat(59)}`;
export const registryPair = `robot$ci:${'k'.repeat(27)}`;
export const dockerPair = `octo:dckr_pat_${'k'.repeat(27)}`;

const actors = {
  alice: sessionActor('alice', true),
  bob: sessionActor('bob'),
  'token of alice': tokenActor(['admin'], { account: 'alice', admin: true }),
  'token of bob': tokenActor(['tokens:write'], { account: 'bob' }),
};

export type Who = keyof typeof actors;

/** The routes of external credentials, for alice, an administrator, and bob. */
export class CredentialWorld {
  readonly services: TestServices;
  readonly credentials: ExternalCredentials;
  readonly database: Database;
  /** What seals the secrets. */
  readonly key: Uint8Array;
  readonly #app: TestApp;

  private constructor(
    services: TestServices,
    credentials: ExternalCredentials,
    database: Database,
    key: Uint8Array,
    app: TestApp,
  ) {
    this.services = services;
    this.credentials = credentials;
    this.database = database;
    this.key = key;
    this.#app = app;
  }

  /** On an empty database of SQLite in memory, unless the address of another one is given. */
  static async open(
    address: Parameters<typeof openTables>[0] = { memory: true },
  ): Promise<CredentialWorld> {
    const services = await TestServices.start();
    const database = await openTables(address);
    const { url } = services;
    const key = randomBytes(32);
    const credentials = new ExternalCredentials({
      database,
      box: createSecretBox([key]),
      send: createSend({ plainLoopback: true }),
      clock: systemClock,
      addresses: { gitHub: url, dockerHub: { auth: url, registry: url } },
    });
    const app = await startTestApp({
      serve: listening,
      routes: externalCredentialRoutes(externalCredentialHandlers(credentials)),
      actors,
    });
    return new CredentialWorld(services, credentials, database, key, app);
  }

  async close(): Promise<void> {
    await this.#app.close();
    await this.database.close();
    await this.services.close();
  }

  /** Asks, by default as bob, for an answer with this status. */
  async expect(status: number, path: string, options: Ask & { readonly by?: Who } = {}) {
    const { by = 'bob', ...rest } = options;
    const headers = { 'sec-fetch-site': 'same-origin' };
    const told = await ask(`${this.#app.url}/api/v1`, path, { token: by, headers, ...rest });
    assert.equal(told.status, status, `${path}: ${told.text}`);
    for (const secret of [gitHubToken, otherToken, dockerPair.slice(5)]) {
      assert.ok(!told.text.includes(secret), 'an answer shows a secret');
    }
    return Object(told.text === '' ? {} : told.json);
  }

  /** Asks as bob, for whatever answer. */
  ask(path: string, options: Ask) {
    const headers = { 'sec-fetch-site': 'same-origin' };
    return ask(`${this.#app.url}/api/v1`, path, { token: 'bob', headers, ...options });
  }

  save(secret: string, service = 'github', by: Who = 'bob', below = '') {
    const path = `${below}/external-credentials/${service}`;
    return this.expect(200, path, { method: 'PUT', json: { secret }, by });
  }

  /** The secret that would be shown for an account; null: none. */
  async secretFor(accountId: string, service: ExternalService): Promise<string | null> {
    return (await this.credentials.credentialFor(accountId, service))?.secret ?? null;
  }

  check(service: string, status = 200) {
    return this.expect(status, `/external-credentials/${service}/check`, { method: 'POST' });
  }

  get log(): string {
    return this.#app.log();
  }
}
