import { AccountLimit } from '../base/account-limit.ts';
import type { MonotonicClock } from '../base/clock.ts';
import type { Timer } from '../base/timer.ts';
import { checkConsole } from './check-console.ts';
import { checkDns, type DnsCheckDeps } from './check-dns.ts';
import { CheckFault, type Doubt, faultOf } from './check-fault.ts';
import { checkHttp, type HttpCheckDeps } from './check-http.ts';
import { checkTcp } from './check-tcp.ts';
import type { Check } from './schema.ts';

export interface CheckRunnerDeps extends HttpCheckDeps, DnsCheckDeps {
  readonly timer: Timer;
  readonly now: MonotonicClock;
}

/** For whom a check is tried, and with what. */
export interface CheckContext {
  /** Ends it; what was begun is broken off. */
  readonly signal: AbortSignal;
  /** Whose share of what is tried at once it counts in. */
  readonly account: string;
  /** Whether it was slow the last time: such ones hold up no others of the account; left out: it was not. */
  readonly wasSlow?: boolean;
  /** The lines of the console since the deployment began; null: its host does not show it. */
  readonly lines: () => readonly string[] | null;
}

/** Tries at once, of those that were slow the last time and of the others. */
const triesAtOnce = { ofAccount: 4, ofAll: 32 };

/** What came of one try. */
export interface CheckResult {
  readonly ok: boolean;
  /** For people; nothing of what was answered but what the check asks for. */
  readonly detail: string;
  /** Milliseconds. */
  readonly tookMs: number;
  /** Why one that did not pass says nothing; left out: it does. */
  readonly doubt?: Doubt;
}

/** Tries checks: each once, within its time, and within the share of its account. */
export class CheckRunner {
  readonly #deps: CheckRunnerDeps;
  readonly #limit = new AccountLimit(triesAtOnce);
  readonly #slow = new AccountLimit(triesAtOnce);

  constructor(deps: CheckRunnerDeps) {
    this.#deps = deps;
  }

  /** Tries a check. Rejects with the signal's reason where that aborts; anything else is a result. */
  async run(check: Check, context: CheckContext): Promise<CheckResult> {
    const { account, signal, wasSlow } = context;
    signal.throwIfAborted();
    const limit = wasSlow ? this.#slow : this.#limit;
    return await limit.within(account, signal, () => this.#try(check, context));
  }

  async #try(check: Check, context: CheckContext): Promise<CheckResult> {
    const { timer, now } = this.#deps;
    const since = now();
    const late = new AbortController();
    const { timeout } = check;
    const lateness = new CheckFault(inTime(timeout), { doubt: 'late' });
    using _limit = timer(timeout * 1000, () => late.abort(lateness));
    const signal = AbortSignal.any([context.signal, late.signal]);
    const took = () => Math.round(now() - since);
    try {
      const detail = await this.#carryOut(check, context, signal);
      return { ok: true, detail, tookMs: took() };
    } catch (error) {
      context.signal.throwIfAborted();
      const fault = late.signal.aborted ? lateness : faultOf(error);
      if (!fault) throw error;
      const { message: detail, doubt } = fault;
      return { ok: false, detail, tookMs: took(), ...(doubt && { doubt }) };
    }
  }

  async #carryOut(check: Check, context: CheckContext, signal: AbortSignal): Promise<string> {
    const { account, lines } = context;
    const asker = { signal, account };
    switch (check.kind) {
      case 'http':
        return await checkHttp(this.#deps, check, asker);
      case 'tcp':
        return await checkTcp(this.#deps, check, asker);
      case 'dns':
        return await checkDns(this.#deps, check, asker);
      case 'console':
        return checkConsole(check, lines());
    }
  }
}

const inTime = (seconds: number) => `It did not answer within ${seconds} s.`;
