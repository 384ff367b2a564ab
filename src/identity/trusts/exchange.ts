import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { excerpt } from '../../base/excerpt.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { deleteInSteps } from '../../database/rows/delete-in-steps.ts';
import { Account } from '../accounts/entity.ts';
import { whyInactive } from '../accounts/suspension.ts';
import type { RandomSource } from '../credentials/secret.ts';
import { Token } from '../tokens/entity.ts';
import { withoutDescendants } from '../tokens/lineage.ts';
import { type MadeToken, makeToken } from '../tokens/make-token.ts';
import { Trust } from './entity.ts';
import { exchangedFields, type Fit } from './grants.ts';
import { invalid } from './identity-faults.ts';
import { fittingRule, textsOf } from './rules.ts';
import { UsedIdentity } from './used-identity.ts';
import type { Identity, IdentityVerifier } from './verify-identity.ts';

/** How many an account may have at a time. */
const maxExchanged = 500;

export interface ExchangeDeps {
  readonly database: Database;
  readonly verifier: Pick<IdentityVerifier, 'verify'>;
  readonly clock: Clock;
  readonly random?: RandomSource;
}

/** A token that was given, and whose it is. */
export interface ExchangedToken extends MadeToken {
  readonly account: Label;
}

/** Gives tokens of minutes for the identity tokens that accounts trust in. */
export class Exchange {
  readonly #deps: ExchangeDeps;

  constructor(deps: ExchangeDeps) {
    this.#deps = deps;
  }

  /**
   * A token of the account with what the first fitting rule allows. The account is named by whoever
   * asks: else a stranger's trust in the same job would decide where it deploys to. Whoever gets
   * hold of an identity token that was exchanged has nothing of it: it is done once. `onFound` is
   * told of the account, for the audit. Throws as `IdentityVerifier.verify`, `exchange-refused`,
   * `account-inactive` to who fits a trust of one that may do nothing, and `limit-reached`.
   */
  async exchange(
    identityToken: string,
    account: Label,
    onFound: (account: Account) => void = () => {},
  ): Promise<ExchangedToken> {
    const { database, verifier } = this.#deps;
    const identity = await verifier.verify(identityToken);
    try {
      const made = await database.transaction((em) => this.#give(em, identity, account, onFound));
      return { ...made, account };
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw invalid('was exchanged before: each is good for one token', error);
    }
  }

  /** Removes the tokens that have ended, and forgets the identity tokens that have. */
  async purge(): Promise<void> {
    const { database, clock } = this.#deps;
    const now = clock();
    const em = database.em();
    const ended = { trustId: { $ne: null }, expiresAt: { $lt: now } };
    await em.nativeDelete(Token, { $and: [ended, withoutDescendants()] });
    await deleteInSteps(database, UsedIdentity, 'ends_at < ?', [now]);
  }

  async #give(
    em: EntityManager,
    identity: Identity,
    account: Label,
    onFound: (account: Account) => void,
  ): Promise<MadeToken> {
    const { clock, random } = this.#deps;
    const now = clock();
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const found = await em.findOne(Account, { name: account }, { lockMode });
    if (found) onFound(found);
    const fit = found && (await findFit(em, found.id, identity, now));
    if (!fit) throw refused(identity);
    if (!found.active) throw new Problem('account-inactive', whyInactive(found));
    await refuseMore(em, found.id, now);
    const { subject, digest, endsAt } = identity;
    em.create(UsedIdentity, { digest, endsAt });
    const { id: trustId, madeBy = null } = fit.trust;
    const fields = { ...exchangedFields(fit, subject, now), accountId: found.id, madeBy };
    const made = makeToken(em, fields, now, random);
    made.token.trustId = trustId;
    return made;
  }
}

async function findFit(
  em: EntityManager,
  accountId: string,
  { issuer, audiences, claims }: Identity,
  now: Date,
): Promise<(Fit & { readonly trust: Trust }) | null> {
  const trusts = await em.find(Trust, { accountId, issuer }, { orderBy: { createdAt: 'asc' } });
  for (const trust of trusts) {
    const holds = !trust.expiresAt || trust.expiresAt > now;
    const rule = fittingRule(trust.rules, claims);
    if (holds && rule && audiences.includes(trust.audience)) return { trust, rule };
  }
  return null;
}

async function refuseMore(em: EntityManager, accountId: string, now: Date): Promise<void> {
  const living = { accountId, trustId: { $ne: null }, revokedAt: null, expiresAt: { $gt: now } };
  if ((await em.count(Token, living)) < maxExchanged) return;
  throw new Problem(
    'limit-reached',
    `An account has at most ${maxExchanged} exchanged tokens at a time. Wait some minutes.`,
  );
}

/** Tells what the bearer's own token says; not what the account trusts in, nor whether there is one. */
function refused({ issuer, audiences, claims }: Identity): Problem {
  const shown = ['sub', 'repository', 'ref', 'environment', 'project_path'].flatMap((name) => {
    const texts = textsOf(claims, name);
    return texts.length === 0 ? [] : [`${name} ${excerpt(texts.join(' '))}`];
  });
  const aud = excerpt(audiences.join(' '));
  const said = [`iss ${excerpt(issuer)}`, `aud ${aud}`, ...shown].join(', ');
  return new Problem(
    'exchange-refused',
    'No account of this name has a trust that fits the identity token, by its issuer, ' +
      `its audience and the claims of a rule. The token says: ${said}.`,
  );
}
