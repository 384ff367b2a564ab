import { isDeepStrictEqual } from 'node:util';
import type { Named } from '../../albatross/messages.ts';
import type { Label } from '../../albatross/names.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { foundStart } from '../found-start.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Found, Sighting } from '../registry/registry.ts';
import { listAge, observe, unobserved } from '../state/observation.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';

/** Milliseconds after which it is written anew that one is still there. */
const seenInterval = 60_000;

/** A look at a whole host. */
export interface HostLook {
  readonly host: Label;
  /** When it was begun: what happened since may not be in it. */
  readonly at: Date;
  readonly list: readonly Named<UnikernelInfo>[];
  readonly afterAbsence: boolean;
}

/** What a look adds to what is known. */
export interface HostSightings {
  /** What runs and was not known. */
  readonly unknown: readonly Found[];
  /** Whose observation is another now. */
  readonly changed: readonly ChangedSighting[];
}

export interface ChangedSighting {
  readonly known: RegisteredUnikernel;
  readonly sighting: Sighting;
  /** Whether nothing is new but when it was seen. */
  readonly isSeenAgain: boolean;
}

/**
 * Holds a host's list against what is known of it. Of what is not known only those count that are
 * directly in one of `domains`: nested and root names, and domains of nobody, are foreign.
 */
export function observeHost(
  looked: HostLook,
  known: readonly RegisteredUnikernel[],
  domains: ReadonlySet<Label>,
): HostSightings {
  const found = new Map(ownNames(looked).map(({ key, info }) => [idOf(key), { key, info }]));
  const infoOf = ({ key }: RegisteredUnikernel) => found.get(idOf(key))?.info ?? null;
  const ranOn = known.some((unikernel) => runsOn(unikernel, infoOf(unikernel)));
  // What ended and started while nobody looked did so by itself.
  const look = { ...looked, afterAbsence: looked.afterAbsence && !ranOn };
  const knownIds = new Set(known.map(({ key }) => idOf(key)));
  const isNew = ({ key }: { readonly key: UnikernelKey }) =>
    !knownIds.has(idOf(key)) && domains.has(key.domain);
  return {
    unknown: [...found.values()].filter(isNew).map(({ key, info }) => ({
      key,
      sighting: { observation: observe(unobserved, { ...look, found: info }, null), info },
    })),
    changed: known.flatMap((unikernel) => {
      const info = infoOf(unikernel);
      return sightingOf(look, unikernel, info) ?? [];
    }),
  };
}

/** Whether one runs since the same time as when it was seen last: then its host was not booted. */
function runsOn({ observation }: RegisteredUnikernel, info: UnikernelInfo | null): boolean {
  const { startedAt, absentSince } = observation;
  if (startedAt === null || absentSince !== null || !info?.started) return false;
  return info.started.getTime() === startedAt.getTime();
}

/** null: nothing is new. */
function sightingOf(
  look: HostLook,
  known: RegisteredUnikernel,
  info: UnikernelInfo | null,
): ChangedSighting | null {
  const { askedAt, destroyedAt, observation: before, lastInfo } = known;
  if (destroyedAt && (!info || !isSince(look, destroyedAt))) return null;
  if (!destroyedAt && askedAt && isBefore(look, askedAt)) return null;
  const observation = observe(before, { ...look, found: foundStart(info, lastInfo) }, askedAt);
  const isSameInfo = info === null || isDeepStrictEqual(info, lastInfo);
  const isUnchanged = isSameInfo && isSame(before, observation);
  if (isUnchanged && isLately(before.seenAt, observation.seenAt)) return null;
  const isSinceAsked = askedAt === null || askedAt <= look.at;
  return { known, sighting: { observation, info }, isSeenAgain: isUnchanged && isSinceAsked };
}

/** Milliseconds that a list takes at the longest. */
const listTakes = 60_000;

/** Whether a look was begun before something was asked for. If that is longer ago than one takes, a clock was ahead. */
function isBefore(look: HostLook, moment: Date): boolean {
  const before = moment.getTime() - look.at.getTime();
  return before > 0 && before < listTakes;
}

/** Whether what a look shows is there since; by another server's change the list may be older. */
const isSince = (look: HostLook, moment: Date) => look.at.getTime() - moment.getTime() >= listAge;

type Observed = Sighting['observation'];

function isSame({ seenAt: before, ...others }: Observed, { seenAt: now, ...rest }: Observed) {
  return (before === null) === (now === null) && isDeepStrictEqual(others, rest);
}

const isLately = (before: Date | null, now: Date | null) =>
  (now?.getTime() ?? 0) - (before?.getTime() ?? 0) < seenInterval;

function ownNames({ host, list }: HostLook) {
  return list.flatMap(({ name: { path, label: name }, value: info }) => {
    const [domain] = path;
    if (name === null || domain === undefined || path.length !== 1) return [];
    return [{ key: { host, domain, name }, info }];
  });
}

const idOf = ({ domain, name }: UnikernelKey) => `${domain}:${name}`;
