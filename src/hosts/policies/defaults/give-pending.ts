import type { Label } from '../../../albatross/names.ts';
import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import { pause, type Timer } from '../../../base/timer.ts';
import type { Database } from '../../../database/database.ts';
import { recordEvent } from '../../../database/events/record-event.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import { Account } from '../../../identity/accounts/entity.ts';
import { policyPending } from '../../host-events.ts';
import { orHostDown } from '../host-down.ts';
import { rootPolicy } from '../root-policy.ts';
import { setPolicy } from '../set-policy.ts';
import { policyFromTemplate } from '../templates/policy-from-template.ts';
import type { PolicyTemplates } from '../templates/policy-templates.ts';
import { PendingPolicy } from './entity.ts';

/** Milliseconds between two looks whether an account waits, and until one that could not be given is tried again. */
const interval = 5_000;
const againAfter = 60_000;

export interface GivePendingDeps {
  readonly database: Database;
  readonly templates: Pick<PolicyTemplates, 'get'>;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Whether nothing is to be done on a host that nobody asks for now. */
  readonly isPaused: (host: Label) => Promise<boolean>;
}

/** Gives new accounts the default policy of a host, again and again until the host takes it. */
export class GivePending {
  readonly failure = 'new accounts are not given their policies there';
  readonly #deps: GivePendingDeps;

  constructor(deps: GivePendingDeps) {
    this.#deps = deps;
  }

  /** Follows a host that this server watches, until `signal` aborts; rejects then. */
  async follow(host: ManagedHost, signal: AbortSignal): Promise<void> {
    for (;;) {
      for (const pending of await this.#due(host)) await this.#give(host, pending, signal);
      await pause(this.#deps.timer, interval, signal);
    }
  }

  /** What is to be tried now, for accounts that are not suspended. */
  async #due({ id: hostId, name }: ManagedHost): Promise<PendingPolicy[]> {
    const { database, clock, isPaused } = this.#deps;
    const em = database.em();
    const tried = new Date(clock().getTime() - againAfter);
    const $or = [{ triedAt: null }, { triedAt: { $lte: tried } }];
    const due = await em.find(PendingPolicy, { hostId, $or }, { orderBy: { createdAt: 'asc' } });
    if (due.length === 0 || (await isPaused(name))) return [];
    const names = due.map(({ domain }) => domain);
    const active = await em.find(Account, { name: { $in: names }, active: true });
    return due.filter(({ domain }) => active.some((account) => account.name === domain));
  }

  async #give(host: ManagedHost, pending: PendingPolicy, signal: AbortSignal): Promise<void> {
    const { domain, template } = pending;
    try {
      const root = rootPolicy(await orHostDown(host.policies(signal)));
      const policy = policyFromTemplate(await this.#deps.templates.get(template), root);
      const given = { domain, policy, adopt: false, onlyFirst: true };
      await setPolicy(this.#deps, host, given, signal);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.#note(host, pending, error);
    }
  }

  /** Administrators are told once for each reason. */
  async #note(
    { name: host }: ManagedHost,
    pending: PendingPolicy,
    problem: Problem,
  ): Promise<void> {
    const { id, domain: account, template } = pending;
    const { code, detail } = problem;
    const at = this.#deps.clock();
    await this.#deps.database.transaction(async (em) => {
      const change = { triedAt: at, problem: { code, detail } };
      const count = await em.nativeUpdate(PendingPolicy, { id }, change);
      if (count === 0 || pending.problem?.code === code) return;
      const event = policyPending.of({ host, account, template, reason: code });
      await recordEvent(em, { ...event, account: null, at });
    });
  }
}
