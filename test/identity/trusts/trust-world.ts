import assert from 'node:assert/strict';
import type { Ask, Told } from '../../support/request.ts';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { person, tokenFields } from '../accounts/identity-fixture.ts';
import { TestIssuer, type TokenOptions } from './test-issuer.ts';

/** What every trust of a test is made from, where it does not care. */
export const rule = {
  claims: { repository: 'octo/*', ref: 'refs/heads/main' },
  scopes: ['unikernels:write'],
};

/** A server that knows ada, an administrator, and bob; and an issuer that it allows. */
export class TrustWorld {
  readonly server: IdentityServer;
  readonly issuer: TestIssuer;
  /** Tokens for everything. */
  readonly ada: string;
  readonly bob: string;

  private constructor(server: IdentityServer, issuer: TestIssuer, ada: string, bob: string) {
    this.server = server;
    this.issuer = issuer;
    this.ada = ada;
    this.bob = bob;
  }

  static async open(): Promise<TrustWorld> {
    const server = await serveIdentity();
    const issuer = await TestIssuer.start(server.clock.tell);
    const scopes = ['unikernels:write', 'volumes:write', 'tokens:write', 'hosts:read'] as const;
    const ada = await server.tokens.create(
      await person(server, 'ada'),
      tokenFields({ scopes: ['admin'] }),
    );
    const bob = await server.tokens.create(await person(server, 'bob'), tokenFields({ scopes }));
    const world = new TrustWorld(server, issuer, ada.secret, bob.secret);
    await world.expect(201, '/issuers', { json: { issuer: issuer.address } });
    return world;
  }

  async close(): Promise<void> {
    await this.issuer.close();
    await this.server.close();
  }

  /** Asks, by default as ada. */
  ask(path: string, options: Ask = {}): Promise<Told> {
    return this.server.ask(path, { token: this.ada, ...options });
  }

  /** Asks, and fails where the answer has another status. */
  async expect(status: number, path: string, options: Ask = {}) {
    const told = await this.ask(path, options);
    assert.equal(told.status, status, `${path}: ${told.text}`);
    return Object(told.text === '' ? {} : told.json);
  }

  /** Asks for what is refused with this code. */
  async refuses(code: string, path: string, options: Ask = {}) {
    const { json, text } = await this.ask(path, options);
    assert.equal(Object(json).code, code, text);
    return Object(json);
  }

  /** Makes a trust in the issuer, by default bob's. */
  trust(fields: Readonly<Record<string, unknown>> = {}, token = this.bob) {
    return this.expect(201, '/trusts', { json: this.trustBody(fields), token });
  }

  trustBody(fields: Readonly<Record<string, unknown>> = {}) {
    const audience = 'https://fulmar.example.org';
    return { name: 'web', issuer: this.issuer.address, audience, rules: [rule], ...fields };
  }

  /** A job asks for a token of bob's. */
  async exchange(options: TokenOptions & { account?: string; token?: string } = {}): Promise<Told> {
    const { account = 'bob' } = options;
    const token = options.token ?? (await this.issuer.token(options));
    return this.server.ask('/tokens/exchange', { json: { token, account } });
  }

  /** The secret that a job gets. */
  async exchanged(options: TokenOptions = {}): Promise<string> {
    const { status, json, text } = await this.exchange(options);
    assert.equal(status, 201, text);
    return `${Object(json).secret}`;
  }

  /** What becomes of a request with this token. */
  async current(token: string): Promise<number> {
    return (await this.server.ask('/tokens/current', { token })).status;
  }
}
