import type { HostReport } from '../observer/host-report.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { concludeState } from '../state/conclude-state.ts';
import { driftFrom } from '../state/drift.ts';
import type { KeepingCase } from './keeping.ts';

/** What is known besides. */
export interface Circumstances {
  /** Whether something is done to it now. */
  readonly changing: boolean;
  /** Whether it is silent, and its tender is one that says that it was told to end: that for hvt is, that for spt not. */
  readonly wasKilled: boolean;
  readonly now: Date;
}

/** Options of solo5 that have a unikernel not say its exit. */
const quiet = /--solo5:(?:quiet|error|warn)/;

/** Whether nothing was printed of its end that would have been where its tender says that it was told to end. */
export function isSilent(report: HostReport, unikernel: RegisteredUnikernel): boolean {
  const { lastInfo } = unikernel;
  if (lastInfo?.type !== 'solo5') return false;
  if (lastInfo.arguments?.some((text) => quiet.test(text))) return false;
  const hearing = report.hearingOf(unikernel);
  return hearing?.isOver === true && hearing.words?.isNotToldToEnd === true;
}

/** What a report says of one that is to be kept running. */
export function judgeAbsence(
  report: HostReport,
  unikernel: RegisteredUnikernel,
  { changing, wasKilled, now }: Circumstances,
): KeepingCase {
  const { observation, keeping, lastInfo, config } = unikernel;
  const { desired, managed, askedAt } = unikernel;
  const failBehaviour = (lastInfo ?? config)?.failBehaviour ?? { restart: null };
  const { state } = concludeState({
    ...{ desired, managed, askedAt, changing, failBehaviour, observation, now },
    reachable: true,
  });
  const hearing = report.hearingOf(unikernel);
  const words = hearing?.words ?? null;
  const { upSince, absentSince, lostWithHost } = observation;
  return {
    // What is remembered of an end may be of an earlier one.
    exit: words?.exit ?? null,
    ...{ state, keeping, upSince, absentSince, wasKilled, now },
    isHeard: words !== null,
    isHeardOut: hearing?.isOver ?? false,
    isLostByHost: lostWithHost && words?.isConsoleLost === true && !ranThrough(report, unikernel),
    isOthers: lastInfo !== null && driftFrom(unikernel, lastInfo).length > 0,
    backSince: report.backSince,
  };
}

/** Whether anything runs that ran before this one was missed: then its host was not booted. */
function ranThrough(
  { unikernels }: HostReport,
  { observation: { absentSince: missedAt } }: RegisteredUnikernel,
): boolean {
  return unikernels.some(({ observation: { upSince, absentSince } }) => {
    const isThere = upSince !== null && absentSince === null;
    return isThere && missedAt !== null && upSince < missedAt;
  });
}
