import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Latest, PinnedSource, ResolvedSource } from '../../sources/pinned-source.ts';
import type { Requester } from '../../sources/requester.ts';
import type { ImageSources } from '../origins/sourced-images.ts';

/** Milliseconds for which a service is left alone that does not say when it takes requests again. */
const restOfLimited = 3600 * 1000;

type Asked = Pick<ImageSources, 'latest' | 'findByDigest'>;

/** Services of one account that may be too slow in one round: each holds up all others. */
const maxSlow = 3;

/**
 * Services that take no more requests, by the account that asks and the service, the builder for all accounts:
 * until when, and what they said.
 */
export type LimitedServices = Map<string, { readonly until: number; readonly problem: Problem }>;

/**
 * The sources in one round of looks: what several unikernels have is asked once for each account, and
 * nothing is asked of a service that takes no more requests, or was too slow before: it rejects with what
 * that said.
 */
export class RoundSources implements Asked {
  readonly #sources: Asked;
  readonly #limited: LimitedServices;
  readonly #clock: Clock;
  readonly #latest = new Map<string, Promise<Latest>>();
  readonly #builds = new Map<string, Promise<ResolvedSource | null>>();
  /** What was said of those that were too slow in this round: each time would hold up all others. */
  readonly #slow = new Map<string, Problem>();
  /** By account, what was said of the last one of its services that were, and how many they are. */
  readonly #slowOf = new Map<string, { readonly count: number; readonly problem: Problem }>();
  #asked = 0;

  constructor(sources: Asked, limited: LimitedServices, clock: Clock) {
    this.#sources = sources;
    this.#limited = limited;
    this.#clock = clock;
  }

  /** How many questions were asked. */
  get asked(): number {
    return this.#asked;
  }

  async latest(pinned: PinnedSource, requester: Requester, signal: AbortSignal): Promise<Latest> {
    const { account } = requester;
    const what = JSON.stringify([account, pinned]);
    const ask = () => this.#sources.latest(pinned, requester, signal);
    const answer = this.#latest.get(what) ?? this.#fairly(serviceOf(pinned, account), account, ask);
    this.#latest.set(what, answer);
    return await answer;
  }

  async findByDigest(sha256: string, signal: AbortSignal): Promise<ResolvedSource | null> {
    const ask = () => this.#sources.findByDigest(sha256, signal);
    const answer = this.#builds.get(sha256) ?? this.#sparingly(builder, ask);
    this.#builds.set(sha256, answer);
    return await answer;
  }

  /** Nothing more is asked for an account of which so many services were too slow. */
  async #fairly<T>(service: string, account: string, ask: () => Promise<T>): Promise<T> {
    if (service === builder) return await this.#sparingly(service, ask);
    const slow = this.#slowOf.get(account);
    if (slow && slow.count >= maxSlow) throw slow.problem;
    const isNew = !this.#slow.has(service);
    try {
      return await this.#sparingly(service, ask);
    } catch (error) {
      if (isNew && isSlow(error)) {
        this.#slowOf.set(account, { count: (slow?.count ?? 0) + 1, problem: error });
      }
      throw error;
    }
  }

  async #sparingly<T>(service: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#clock().getTime();
    const limited = this.#limited.get(service);
    if (limited && limited.until > now) throw limited.problem;
    this.#limited.delete(service);
    const slow = this.#slow.get(service);
    if (slow) throw slow;
    this.#asked += 1;
    try {
      return await ask();
    } catch (error) {
      if (isLimited(error)) {
        this.#limited.set(service, { until: limitedUntil(error, now), problem: error });
      }
      if (isSlow(error)) this.#slow.set(service, error);
      throw error;
    }
  }
}

function isSlow(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'source-too-slow';
}

/** Whether it is that a source takes no more requests now. */
export function isLimited(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'source-limited';
}

/** When a source takes requests again that takes no more now, in milliseconds as a clock says them. */
export function limitedUntil({ facts }: Problem, now: number): number {
  return Date.parse(facts.resetsAt ?? '') || now + restOfLimited;
}

/** It is asked with nobody's credential: its limit is that of the server. */
const builder = 'builder';

function serviceOf(pinned: PinnedSource, account: string): string {
  if (pinned.kind === 'builder') return builder;
  return `${account} ${pinned.kind === 'oci' ? pinned.registry : pinned.kind}`;
}
