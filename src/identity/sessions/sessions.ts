import { randomBytes, randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { addressKey } from '../../base/network-address.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { Account } from '../accounts/entity.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import { hashSecret } from '../credentials/secret.ts';
import type { UseWriter } from '../credentials/use.ts';
import { Session, sessionLifetime } from './entity.ts';

const maxSessions = 100;
const maxAgentLength = 256;

/** From where and by what a session is opened. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string | null;
}

export interface SessionsDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly uses: UseWriter;
  readonly clock: Clock;
}

/** The browsers that are signed in. */
export class Sessions {
  readonly #deps: SessionsDeps;

  constructor(deps: SessionsDeps) {
    this.#deps = deps;
  }

  /**
   * Opens a session for whoever knew this account's password, and gives its secret, which is stored
   * nowhere. The oldest make room. Throws `sign-in-refused` where the account has just changed.
   */
  async open(account: Account, { address, userAgent }: Visitor): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const now = this.#deps.clock();
    const accountId = account.id;
    const replaced = await this.#deps.database.transaction(async (em) => {
      await expectUnchanged(em, account);
      await em.nativeUpdate(Account, { id: accountId }, { lastSignInAt: now });
      await em.nativeDelete(Session, { createdAt: { $lte: endedBefore(now) } });
      const oldest = await em.find(
        Session,
        { accountId },
        { orderBy: { createdAt: 'desc' }, offset: maxSessions - 1, limit: maxSessions },
      );
      em.remove(oldest);
      em.create(Session, {
        id: randomUUID(),
        accountId,
        secretHash: hashSecret(secret),
        createdAt: now,
        lastSeenAt: now,
        address,
        userAgent: userAgent?.slice(0, maxAgentLength) ?? null,
      });
      return oldest.length;
    });
    if (replaced > 0) this.#deps.cache.clear();
    return secret;
  }

  /** An account's open sessions, the newest first. */
  async list(accountId: string): Promise<Session[]> {
    await this.#deps.uses.catchUp();
    const open = { accountId, createdAt: { $gt: endedBefore(this.#deps.clock()) } };
    return this.#deps.database.em().find(Session, open, { orderBy: { createdAt: 'desc' } });
  }

  /** Whether an account is signed in from this address, or from one that limits count as the same. */
  async areOpenFrom(accountId: string, address: string): Promise<boolean> {
    const place = addressKey(address);
    return (await this.list(accountId)).some((session) => addressKey(session.address) === place);
  }

  /** Closes one session of an account. Throws `not-found`. */
  async close(accountId: string, id: string): Promise<void> {
    const closed = await this.#deps.database.em().nativeDelete(Session, { accountId, id });
    this.#deps.cache.clear();
    if (closed === 0) throw new Problem('not-found', 'There is no such session.');
  }

  /** Closes all sessions of an account but one. */
  async closeOthers(accountId: string, id: string): Promise<void> {
    await this.#deps.database.em().nativeDelete(Session, { accountId, id: { $ne: id } });
    this.#deps.cache.clear();
  }
}

/** Locks the account: a session must not slip past a change of its password. */
async function expectUnchanged(em: EntityManager, account: Account): Promise<void> {
  const { id, passwordHash } = account;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  if (await em.findOne(Account, { id, passwordHash, active: true }, { lockMode })) return;
  throw new Problem('sign-in-refused', 'The account has changed just now. Try again.');
}

function endedBefore(now: Date): Date {
  return new Date(now.getTime() - sessionLifetime);
}
