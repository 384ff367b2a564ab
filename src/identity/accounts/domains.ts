import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { execute } from '../../database/rows/statement.ts';
import { type ActingAccount, type Actor, authorize } from '../access/actor.ts';
import { Account, Domain } from './entity.ts';

/** Where an account's unikernels and volumes live, on every host. */
export interface ActingDomain {
  readonly name: Label;
  /** The account that has it, or had it and is deleted. */
  readonly accountId: string;
}

/** The domains that requests act in. */
export class Domains {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The actor's own domain, or the one of `?account=`, which takes an administrator and may be left
   * over after a deletion. Throws `admin-only`, `scope-missing`, `account-unknown`.
   */
  async of(actor: Actor, accountName: Label | null): Promise<ActingDomain> {
    const own = { name: actor.account.name, accountId: actor.account.id };
    if (accountName === null || accountName === own.name) return own;
    authorize(actor, 'admin');
    const domain = await this.#database.em().findOne(Domain, { name: accountName });
    if (domain) return { name: domain.name, accountId: domain.accountId };
    throw new Problem('account-unknown', 'No account is or was known by this.');
  }

  /** The account that has a domain; null where it may do nothing, or there is none. */
  async activeOf(name: Label): Promise<ActingAccount | null> {
    const account = await this.#database.em().findOne(Account, { name, active: true });
    return account && { id: account.id, name, email: account.email, admin: account.admin };
  }

  /** The domains of all accounts that may do anything. */
  async ofActive(): Promise<ReadonlySet<Label>> {
    const accounts = await this.#database
      .em()
      .find(Account, { active: true }, { fields: ['name'] });
    return new Set(accounts.map(({ name }) => name));
  }

  /** The key that images for a domain have to be signed with, as minisign's; null: they need not be. */
  async signingKeyOf(name: Label): Promise<string | null> {
    const [account] = await findEqual(this.#database.em(), Account, { name });
    return account?.signingKey ?? null;
  }

  /** The domains of all accounts that were approved, and are not deleted. */
  async ofAccounts(): Promise<ReadonlySet<Label>> {
    const approved = 'select name from accounts where approved_at is not null';
    const { rows } = await execute<Pick<Account, 'name'>>(this.#database.em(), approved, []);
    return new Set(rows.map(({ name }) => name));
  }
}
