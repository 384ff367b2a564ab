import { randomBytes } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { Courier } from '../../../src/database/mails/courier.ts';
import { Outbox } from '../../../src/database/mails/outbox.ts';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import { externalCredentialsOfAccounts } from '../../../src/external-credentials/credentials-of-accounts.ts';
import type { CredentialRequest } from '../../../src/http/caller.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { createIdentity, type Identity } from '../../../src/identity/create-identity.ts';
import type { TokenFields } from '../../../src/identity/tokens/make-token.ts';
import type { OutgoingMail } from '../../../src/outgoing/mail/send-mail.ts';
import { createSend, type Send } from '../../../src/outgoing/send.ts';
import { secretsOfAccounts } from '../../../src/secrets/secrets-of-accounts.ts';
import { sessionActor } from '../../support/actors.ts';
import { cheapPasswords } from '../../support/cheap-passwords.ts';
import { fetchInMemory, isInMemory } from '../../support/memory-http.ts';
import { openTables } from '../../support/open-tables.ts';

export const password = 'correct horse';
export const serverAddress = 'https://fulmar.example.org';
export const setupCode = 'a code that the start prints';

/** An administrator who is signed in. */
export const approver = sessionActor('approver', true);

/** A time that stands still until it is moved. */
export class TestClock {
  #now = Date.parse('2026-11-22T12:00:00Z');

  readonly tell = () => new Date(this.#now);

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  passDays(days: number): void {
    this.pass(days * 24 * 60 * 60 * 1000);
  }
}

/** Asks servers in memory as well. */
const sendInMemory =
  (send: Send): Send =>
  async (request) => {
    const { url, method = 'GET', headers = {} } = request;
    if (!isInMemory(url)) return await send(request);
    const answer = await fetchInMemory(url, { method, headers });
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  };

export interface IdentityFixture extends Identity {
  readonly database: Database;
  readonly clock: TestClock;
  /** The same data after a start: nothing remembered. */
  restart(): Identity;
  /** Delivers the mails that wait, and gives them. */
  mails(): Promise<readonly OutgoingMail[]>;
}

/** An empty database of one's own, in memory. */
async function inMemory(): Promise<Database> {
  const database = await openTables({ memory: true });
  return database;
}

function fail(error: unknown): never {
  throw error;
}

/** The services, in memory where no database is given. Whoever makes them closes the database. */
export async function makeIdentity(
  options: {
    readonly open?: boolean;
    readonly database?: Database;
    /** Whether mails are sent, with links to `serverAddress`. */
    readonly mail?: boolean;
  } = {},
): Promise<IdentityFixture> {
  const database = options.database ?? (await inMemory());
  const clock = new TestClock();
  const box = createSecretBox([randomBytes(32)]);
  const outbox = new Outbox(box, clock.tell);
  const delivered: OutgoingMail[] = [];
  const courier = new Courier({
    ...{ database, box, clock: clock.tell, timer: systemTimer, domain: 'fulmar.example.org' },
    locks: new LocalLocks(systemTimer),
    pausedSince: async () => null,
    send: async (mail) => void delivered.push(mail),
    report: fail,
  });
  const start = () =>
    createIdentity({
      database,
      box,
      clock: clock.tell,
      signUpOpen: options.open ?? true,
      mailing: options.mail ? { outbox, serverAddress } : null,
      report: fail,
      setupCode,
      passwordCost: cheapPasswords,
      belongings: [externalCredentialsOfAccounts, secretsOfAccounts],
      send: sendInMemory(createSend({ plainLoopback: true })),
    });
  const identity = start();
  const mails = async () => {
    await identity.resetRequests.close();
    await courier.deliverDue(new AbortController().signal);
    return delivered.splice(0);
  };
  return { ...identity, database, clock, restart: start, mails };
}

/** A sign-up from the machine itself. */
export function signUpRequest(name: string, address = '127.0.0.1') {
  return {
    name: parseLabel(name),
    email: `${name}@example.org`,
    password,
    address,
    local: true,
    code: null,
  };
}

/** Signs up and in; approved first where the account would wait. */
export async function person(identity: Identity, name: string): Promise<Actor> {
  const { account } = await identity.signUp.signUp(signUpRequest(name));
  await identity.users.change(approver, account.id, { active: true });
  const secret = await signIn(identity, name);
  return identity.authenticator.verify({ kind: 'session', secret }, from('192.0.2.1'));
}

/** Signs in and gives the cookie's secret. */
export async function signIn(identity: Identity, name: string): Promise<string> {
  const visitor = { address: '192.0.2.1', userAgent: 'a browser' };
  const { secret } = await identity.signIn.signIn({
    email: `${name}@example.org`,
    password,
    ...visitor,
  });
  return secret;
}

/** Who a token's secret stands for. */
export async function bearer(identity: Identity, secret: string): Promise<Actor> {
  return identity.authenticator.verify({ kind: 'token', secret }, from('192.0.2.2'));
}

/** A request with these headers. */
export function from(
  address: string,
  headers: Readonly<Record<string, string>> = { 'user-agent': 'curl/8' },
): CredentialRequest {
  return { address, header: (name) => headers[name] ?? null };
}

/** What a token is made from, where a test does not care. */
export function tokenFields(fields: Partial<TokenFields> = {}): TokenFields {
  return {
    name: 'ci',
    description: null,
    scopes: ['unikernels:write'],
    hosts: null,
    names: null,
    addresses: null,
    expiresAt: null,
    hourlyLimit: 1000,
    ...fields,
  };
}
