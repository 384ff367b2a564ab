import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { AskedConfig } from './asked-config.ts';
import { foundStart } from './found-start.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { infoFrom } from './running-arguments.ts';
import { type ConcludedState, concludeState } from './state/conclude-state.ts';
import { type Drift, driftFrom } from './state/drift.ts';
import { observe, unobserved } from './state/observation.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** Which unikernel is shown; a foreign one by its whole name. */
export interface ShownKey {
  readonly host: Label;
  /** null: the root. */
  readonly domain: Label | null;
  readonly name: string;
}

/** A unikernel as it is shown: what it is to be, and how it does. */
export interface UnikernelView {
  readonly key: ShownKey;
  /** Whether it is nobody’s here: administrators see it, and nothing is kept of it. */
  readonly foreign: boolean;
  /** What runs, or else what ran last or is to run. */
  readonly info: UnikernelInfo;
  readonly state: ConcludedState;
  readonly drift: readonly Drift[];
  /** Whether whoever asks may read its arguments whole. */
  readonly whole: boolean;
  /** What it is to be started with, where what is shown is only that. */
  readonly asked: AskedConfig | null;
  /** What is remembered; null: it was never seen before. */
  readonly registered: RegisteredUnikernel | null;
}

/** What is known of a unikernel at a moment. */
export interface Known {
  readonly key: UnikernelKey;
  readonly registered: RegisteredUnikernel | null;
  /** What its host has; null: nothing of the name, undefined: the host cannot be asked. */
  readonly live: UnikernelInfo | null | undefined;
  /** What was started just now, where that is all that is known. */
  readonly started?: UnikernelInfo | undefined;
  readonly whole: boolean;
  /** Since when its host answers, or does not. */
  readonly hostSince: Date;
  /** Whether something is being done to it that leads to its start. */
  readonly changing: boolean;
  readonly now: Date;
}

/** What a unikernel was asked for with last, as far as that is known here. */
export const askedOf = ({ asked, registered }: Pick<UnikernelView, 'asked' | 'registered'>) =>
  asked ?? registered?.config ?? null;

/** null: there is nothing to show, since nobody knows what it is. */
export function viewUnikernel(known: Known): UnikernelView | null {
  const { key, registered, live, started, whole } = known;
  const seen = live ?? registered?.lastInfo ?? null;
  const info = seen ?? plannedInfo(registered) ?? started;
  if (!info) return null;
  const config = registered?.config ?? null;
  const asked = seen ? null : asPlanned(config);
  const drift = registered?.managed && live ? driftFrom(registered, live) : [];
  const state = stateOf(known, info);
  return { key, foreign: false, info, state, drift, whole, asked, registered };
}

/** One that is nobody's, as its host has it. */
export function viewForeign(
  host: Label,
  name: Pick<ShownKey, 'domain' | 'name'>,
  info: UnikernelInfo,
  whole: boolean,
): UnikernelView {
  const state = { state: 'running', since: info.started, restarts: 0 } as const;
  const unknown = { drift: [], asked: null, registered: null };
  return { key: { host, ...name }, foreign: true, info, state, whole, ...unknown };
}

/** Nothing was told to a host as far as is seen: the arguments are those that were asked for. */
function asPlanned(config: AskedConfig | null): AskedConfig | null {
  if (!config) return null;
  const { toldDigest: _told, ...planned } = config;
  return planned;
}

/** What is to run, where nothing was seen of it yet. */
function plannedInfo(registered: RegisteredUnikernel | null): UnikernelInfo | null {
  if (!registered?.config || registered.digest === null) return null;
  const { domain, name } = registered.key;
  return infoFrom(registered.config, registered.digest, { path: [domain], label: name });
}

/** What is asked of one that was seen a while ago. */
export interface LastSeen {
  /** Whether its host answers. */
  readonly reachable: boolean;
  /** Whether something is being done to it that leads to its start. */
  readonly changing: boolean;
  readonly now: Date;
}

/** How one does as it was seen last, which is seconds ago where its host answers. */
export function lastState(known: RegisteredUnikernel, seen: LastSeen): ConcludedState {
  const { desired, managed, askedAt, observation, lastInfo, config } = known;
  const failBehaviour = (lastInfo ?? config)?.failBehaviour ?? 'quit';
  return concludeState({ desired, managed, askedAt, observation, failBehaviour, ...seen });
}

function stateOf(
  { registered, live, changing, hostSince, now }: Known,
  { failBehaviour }: UnikernelInfo,
): ConcludedState {
  const before = registered?.observation ?? unobserved;
  const askedAt = registered?.askedAt ?? null;
  const afterAbsence = before.seenAt !== null && before.seenAt < hostSince;
  const found = foundStart(live ?? null, registered?.lastInfo ?? null);
  const look = { at: now, found, afterAbsence };
  return concludeState({
    desired: registered?.desired ?? 'running',
    managed: registered?.managed ?? false,
    observation: live === undefined ? before : observe(before, look, askedAt),
    reachable: live !== undefined,
    ...{ askedAt, changing, failBehaviour, now },
  });
}
