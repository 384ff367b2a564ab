import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type FieldError, Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Actor } from '../access/actor.ts';
import { lockAccounts } from '../accounts/lock-accounts.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import { refusePast } from '../tokens/grants.ts';
import { lockMaker } from '../tokens/maker.ts';
import { type Rule, Trust } from './entity.ts';
import { endExchanged } from './exchanged-tokens.ts';
import { authorizeRules, reachesOf } from './grants.ts';
import type { Issuers } from './issuers/issuers.ts';
import { widthFault } from './rule-width.ts';

const maxTrusts = 100;

/** Octets of JSON that the rules of all trusts of an account take, which are listed and read together. */
const maxRules = 512 * 1024;

/** What the owner says about a trust. */
export interface TrustFields {
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  readonly rules: readonly Rule[];
  /** null: never. */
  readonly expiresAt: Date | null;
}

export interface TrustsDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly issuers: Pick<Issuers, 'get'>;
  readonly clock: Clock;
}

/**
 * The trusts of accounts. None gives more than its maker has, and whatever is changed ends the
 * tokens that it gave. All throw as `authorizeReach`.
 */
export class Trusts {
  readonly #deps: TrustsDeps;

  constructor(deps: TrustsDeps) {
    this.#deps = deps;
  }

  /** An account's trusts, the newest first. */
  async list(accountId: string): Promise<Trust[]> {
    const em = this.#deps.database.em();
    return em.find(Trust, { accountId }, { orderBy: { createdAt: 'desc' } });
  }

  /** Throws `trust-unknown`. */
  async get(accountId: string, id: string): Promise<Trust> {
    return find(this.#deps.database.em(), accountId, id);
  }

  /** Throws `issuer-not-allowed`, `limit-reached`, `invalid-body` for rules that let strangers in. */
  async create(actor: Actor, fields: TrustFields): Promise<Trust> {
    const { database, issuers, clock } = this.#deps;
    authorizeRules(actor, fields);
    refuseWidth(fields);
    refusePast(fields.expiresAt, clock());
    await issuers.get(fields.issuer);
    return database.transaction(async (em) => {
      await lockAccounts(em, [actor.account.id]);
      await refuseMore(em, actor);
      await refuseLarge(em, actor, fields);
      const madeBy = await lockMaker(em, actor, reachesOf(fields));
      const made = { id: randomUUID(), accountId: actor.account.id, madeBy, createdAt: clock() };
      return em.create(Trust, { ...fields, ...made });
    });
  }

  /** Changes what is given; who does so is its maker from then on. Throws as `create`, and `trust-unknown`. */
  async change(actor: Actor, id: string, changes: Partial<TrustFields>): Promise<Trust> {
    const { issuers, clock } = this.#deps;
    if (changes.issuer !== undefined) await issuers.get(changes.issuer);
    return this.#commit(actor, id, async (em, trust) => {
      const before = octetsOf([trust]);
      em.assign(trust, changes, { ignoreUndefined: true });
      authorizeRules(actor, trust);
      refuseWidth(trust);
      refusePast(changes.expiresAt ?? null, clock());
      if (octetsOf([trust]) > before) await refuseLarge(em, actor, trust);
      trust.madeBy = await lockMaker(em, actor, reachesOf(trust));
      return trust;
    });
  }

  /** Throws `trust-unknown`. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.#commit(actor, id, async (em, trust) => {
      em.remove(trust);
    });
  }

  async #commit<T>(
    actor: Actor,
    id: string,
    work: (em: EntityManager, trust: Trust) => Promise<T>,
  ): Promise<T> {
    const { database, cache, clock } = this.#deps;
    const result = await database.transaction(async (em) => {
      await lockAccounts(em, [actor.account.id]);
      const trust = await find(em, actor.account.id, id);
      if (actor.credential.kind === 'token') authorizeRules(actor, trust);
      await endExchanged(em, [trust], clock());
      return work(em, trust);
    });
    cache.clear();
    return result;
  }
}

function refuseWidth({ issuer, rules }: Pick<TrustFields, 'issuer' | 'rules'>): void {
  const errors = rules.flatMap(({ claims }, index): FieldError[] => {
    const message = widthFault(issuer, claims);
    return message ? [{ path: `rules.${index}.claims`, message }] : [];
  });
  if (errors.length === 0) return;
  const words = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new Problem('invalid-body', `The rules let strangers in: ${words}.`, { errors });
}

async function refuseMore(em: EntityManager, { account }: Actor): Promise<void> {
  if ((await em.count(Trust, { accountId: account.id })) < maxTrusts) return;
  throw new Problem('limit-reached', `An account has at most ${maxTrusts} trusts. Remove some.`);
}

/** Counts the rules of the others and of this one, which may be among them. */
async function refuseLarge(
  em: EntityManager,
  { account }: Actor,
  trust: Pick<Trust, 'rules'> & { readonly id?: string },
): Promise<void> {
  const all = await em.find(Trust, { accountId: account.id }, { disableIdentityMap: true });
  const others = all.filter(({ id }) => id !== trust.id);
  if (octetsOf([trust, ...others]) <= maxRules) return;
  const detail = `The rules of all trusts of an account may take up at most ${maxRules / 1024} KiB.`;
  throw new Problem('limit-reached', detail);
}

const octetsOf = (trusts: readonly Pick<Trust, 'rules'>[]) =>
  trusts.reduce((sum, { rules }) => sum + Buffer.byteLength(JSON.stringify(rules)), 0);

async function find(em: EntityManager, accountId: string, id: string): Promise<Trust> {
  const trust = await em.findOne(Trust, { accountId, id });
  if (trust) return trust;
  throw new Problem('trust-unknown', 'The account has no such trust.');
}
