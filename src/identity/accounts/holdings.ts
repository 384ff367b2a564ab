import type { Label } from '../../albatross/names.ts';
import type { Database } from '../../database/database.ts';
import type { Actor } from '../access/actor.ts';
import type { AccountBelongings, HoldingCounts } from './belongings.ts';
import type { Account } from './entity.ts';
import type { Orphans } from './orphans.ts';

/** What an account has on hosts, as far as that is known. */
export interface OnHosts {
  readonly unikernels: readonly { readonly host: Label; readonly name: Label }[];
  /** MiB each. */
  readonly volumes: readonly {
    readonly host: Label;
    readonly name: Label;
    readonly size: number;
  }[];
  /** Hosts that could not be asked: of those only unikernels that are remembered are known. */
  readonly errors: Orphans['errors'];
}

/** Finds what is in a domain, on all hosts. */
export type FindOnHosts = (
  domain: Label,
  asking: { readonly actor: Actor; readonly signal: AbortSignal },
) => Promise<OnHosts>;

export interface HoldingsDeps {
  readonly database: Database;
  readonly belongings: readonly AccountBelongings[];
}

/** What accounts have here, beside what is on hosts. */
export class Holdings {
  readonly #deps: HoldingsDeps;

  constructor(deps: HoldingsDeps) {
    this.#deps = deps;
  }

  /** How much of each kind an account has. */
  async of(account: Account): Promise<HoldingCounts> {
    const em = this.#deps.database.em();
    const counts: HoldingCounts = {};
    for (const { count } of this.#deps.belongings)
      Object.assign(counts, await count?.(em, account));
    return counts;
  }
}
