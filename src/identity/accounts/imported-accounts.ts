import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { Token } from '../tokens/entity.ts';
import { type ForeignToken, importedToken } from '../tokens/imported-token.ts';
import type { AccountBelongings } from './belongings.ts';
import { Account, Domain } from './entity.ts';
import { unknownPassword } from './make-account.ts';
import type { Passwords } from './passwords.ts';
import { fromImport } from './waiting.ts';

export interface ImportedAccountsDeps {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly belongings: readonly AccountBelongings[];
  readonly clock: Clock;
}

/** An account of another server, with its id there, which it keeps. */
export interface ForeignAccount {
  readonly id: string;
  readonly name: Label;
  /** In lower case. */
  readonly email: string;
  readonly standing: ForeignStanding;
  readonly admin: boolean;
  readonly createdAt: Date;
}

/** `waiting`: for approval; `suspended`: it was approved, and may do nothing. */
export type ForeignStanding = 'active' | 'waiting' | 'suspended';

/** How an account of another server stands to those that are here. */
export type AccountMatch =
  | { readonly state: 'new' }
  /** `isWaited`: it came with that id, may sign in, and has never done so. */
  | { readonly state: 'known'; readonly id: string; readonly isWaited: boolean }
  | { readonly state: 'collision'; readonly why: string };

/** Accounts and tokens that come from another server. */
export class ImportedAccounts {
  readonly #deps: ImportedAccountsDeps;

  constructor(deps: ImportedAccountsDeps) {
    this.#deps = deps;
  }

  /**
   * Whether the account is here already, by its id or by name and address, or something is in its way. Who
   * only waits for approval has proved nothing, and is not taken for the same.
   */
  async match({
    id,
    name,
    email,
  }: Pick<ForeignAccount, 'id' | 'name' | 'email'>): Promise<AccountMatch> {
    const em = this.#deps.database.em();
    const same = await em.findOne(Account, {
      $or: [{ id }, { name, email, approvedAt: { $ne: null } }],
    });
    if (same) {
      const isWaited = same.id === id && same.active && same.lastSignInAt === null;
      return { state: 'known', id: same.id, isWaited };
    }
    const other = await em.findOne(Account, { $or: [{ name }, { email }] });
    if (other) return { state: 'collision', why: describeOther(other, name) };
    if (!(await em.findOne(Domain, { name }))) return { state: 'new' };
    return { state: 'collision', why: 'an account had this name, and was deleted' };
  }

  /** Whether an administrator is here who may do something. */
  async hasAdministrator(): Promise<boolean> {
    return (await this.#deps.database.em().count(Account, { active: true, admin: true })) > 0;
  }

  /** Whether the token is here already, in whatever state. */
  async knowsToken(token: Pick<ForeignToken, 'secret'>): Promise<boolean> {
    const { id, secretHash } = importedToken(token);
    return (await this.#deps.database.em().count(Token, { $or: [{ id }, { secretHash }] })) > 0;
  }

  /** The hash of a password that nobody knows, for accounts that get another by a link. */
  async unknownPassword(): Promise<string> {
    return await unknownPassword(this.#deps.passwords, 'import');
  }

  /** Makes an account. The caller has checked that its name and address are free. */
  async add(em: EntityManager, account: ForeignAccount, passwordHash: string): Promise<void> {
    const { belongings, clock } = this.#deps;
    const now = clock();
    const { standing, ...known } = account;
    const isFirst = (await em.count(Account)) === 0;
    const first = isFirst || null;
    await em.insert(Account, { ...known, passwordHash, first, ...columnsOf(standing, now) });
    await em.insert(Domain, { name: account.name, accountId: account.id });
    if (standing === 'waiting') return; // it begins when it is approved
    for (const each of belongings) await each.begin?.(em, account, now);
  }

  /** Adds a token to an account that is here, to be presented as before. */
  async addToken(em: EntityManager, accountId: string, token: ForeignToken): Promise<void> {
    const { fields, createdAt } = token;
    await em.insert(Token, { ...fields, ...importedToken(token), accountId, createdAt });
  }
}

function columnsOf(standing: ForeignStanding, now: Date) {
  if (standing === 'waiting') return { active: false, approvedAt: null, waitsFrom: fromImport };
  const approved = { approvedAt: now, waitsFrom: null };
  if (standing === 'active') return { active: true, ...approved };
  const suspensionReason = 'It was not active on the server that it was taken over from.';
  return { active: false, ...approved, suspendedAt: now, suspensionReason };
}

function describeOther({ name, email, approvedAt }: Account, wanted: Label): string {
  const who =
    approvedAt === null ? `the account ${name}, which waits for approval,` : `the account ${name}`;
  return `${who} has this ${name === wanted ? `name, with the address ${email}` : 'address'}`;
}
