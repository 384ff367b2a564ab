import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import type { EventContent } from '../../database/events/define-event.ts';
import type { DeploymentHistory } from '../deployment-history.ts';
import { stateHappening } from '../events/state-happening.ts';
import { unikernelDrifted } from '../events/unikernel-events.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { ToldRecords } from '../registry/told-records.ts';
import { isTold, type ToldState, toldStateOf } from '../registry/told-state.ts';
import { concludeState } from '../state/conclude-state.ts';
import { driftFrom } from '../state/drift.ts';

/**
 * Milliseconds for which the console of one that is gone is waited for: where very many end at once, or a host's
 * consoles do not answer, that they have ended is told without how.
 */
const patience = 3_500;

export interface TellChangesDeps {
  readonly told: Pick<ToldRecords, 'tell'>;
  readonly history: Pick<DeploymentHistory, 'isUnderWay'>;
  readonly clock: Clock;
  /** Whether nothing is told of what is on a host for now; left out: it is told. */
  readonly isQuiet?: (host: Label) => Promise<boolean>;
}

/** One as a look at its host has left it. */
export interface Looked {
  readonly unikernel: RegisteredUnikernel;
  /** Whether its console was asked how it has ended, where it has. */
  readonly isHeard: boolean;
  /** Whether what its host shows of it may be other than before. */
  readonly isNew: boolean;
}

/**
 * Tells what has become of a unikernel since that was told last. Of one that something is being done to
 * nothing is: whoever does it tells what came of that.
 */
export async function tellChanges(deps: TellChangesDeps, looked: Looked): Promise<void> {
  const { unikernel } = looked;
  if (!isTold(unikernel)) return;
  const { told } = unikernel;
  const state = stateToTell(deps, looked) ?? told.state;
  const drift = looked.isNew ? (driftedFields(unikernel) ?? told.drift) : told.drift;
  const isOther = drift.join() !== told.drift.join();
  if (state === told.state && !isOther) return;
  if (await deps.history.isUnderWay(unikernel.key)) return;
  if (await deps.isQuiet?.(unikernel.key.host)) return;
  const events = [
    state === told.state ? null : stateHappening(unikernel, state),
    isOther && drift.length > 0 ? driftHappening(unikernel, drift) : null,
  ].filter((event) => event !== null);
  await deps.told.tell(unikernel, { state, drift }, events);
}

/** How one ended is told by its console, which is waited for a while. */
function stateToTell({ clock }: TellChangesDeps, { unikernel, isHeard }: Looked): ToldState | null {
  const { desired, managed, askedAt, observation, config, lastInfo } = unikernel;
  const now = clock();
  if (!isHeard && isToBeHeard(unikernel, now)) return null;
  const failBehaviour = lastInfo?.failBehaviour ?? config?.failBehaviour ?? 'quit';
  const evidence = { desired, managed, askedAt, failBehaviour, observation, now };
  return toldStateOf(concludeState({ ...evidence, changing: false, reachable: true }));
}

function isToBeHeard({ observation, askedAt }: RegisteredUnikernel, now: Date): boolean {
  if (!observation.absentSince) return false;
  const goneSince = Math.max(observation.absentSince.getTime(), askedAt?.getTime() ?? 0);
  return now.getTime() - goneSince < patience;
}

/** In what it differs from what was requested; null: it was not seen since. */
function driftedFields(unikernel: RegisteredUnikernel): readonly string[] | null {
  const { lastInfo, askedAt, observation } = unikernel;
  const { seenAt, absentSince } = observation;
  if (!lastInfo || !seenAt || absentSince || (askedAt && seenAt < askedAt)) return null;
  return driftFrom(unikernel, lastInfo).map(({ field }) => field);
}

function driftHappening({ key }: RegisteredUnikernel, fields: readonly string[]): EventContent {
  return unikernelDrifted.of({ host: key.host, unikernel: key.name, fields: [...fields] });
}
