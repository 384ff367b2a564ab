import type { HostReport } from '../observer/host-report.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { concludeState } from '../state/conclude-state.ts';
import { driftFrom } from '../state/drift.ts';
import type { KeepingCase } from './keeping.ts';

/** What a report says of one that is to be kept running; `changing`: something is done to it now. */
export function judgeAbsence(
  report: HostReport,
  unikernel: RegisteredUnikernel,
  { changing, now }: { readonly changing: boolean; readonly now: Date },
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
    ...{ state, keeping, upSince, absentSince, now },
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
