import { type Out, safeText } from '../../output/out.ts';
import type { MovedDevice } from './moved-devices.ts';
import type { Planned } from './planned.ts';

/** Tells a plan, a line a thing; `prune` says what becomes of what the file does not name. */
export function tellPlan(out: Out, planned: readonly Planned[], prune: boolean): string {
  if (planned.length === 0) return 'There is nothing in the file, and nothing on its hosts.';
  return planned.map((each) => lineOf(out, each, prune)).join('\n');
}

function lineOf(out: Out, planned: Planned, prune: boolean): string {
  const { host, name } = planned.place;
  const told = (text: string) => safeText(`${host}/${name}: ${text}`);
  if (planned.kind === 'refused')
    return out.style('red', `! ${told(`refused. ${planned.reason}`)}`);
  if (planned.kind === 'unnamed') {
    const fate = prune ? 'destroy' : 'not in the file; stays';
    return out.style(prune ? 'red' : 'dim', `${prune ? '-' : '?'} ${planned.what} ${told(fate)}`);
  }
  if (planned.change === 'none') return `= ${planned.kind} ${told('as it is')}`;
  if (planned.kind === 'volume') {
    return out.style('green', `+ volume ${told(`create, ${planned.size} MiB`)}`);
  }
  if (planned.change === 'create') return out.style('green', `+ unikernel ${told('create')}`);
  const changes = [...planned.changes, ...Object.keys(planned.settings ?? {})].join(', ');
  const lines = [`~ unikernel ${told(`change ${changes}`)}`, ...planned.moved.map(tellMoved)];
  return lines.map((line) => out.style('yellow', line)).join('\n');
}

const tellMoved = ({ device, from, to, isNew }: MovedDevice): string =>
  safeText(
    `    device ${device}: volume ${from} → ${to}${isNew ? ', which is new and empty' : ''}`,
  );

/** A plan as a program reads it. */
export const presentPlan = (planned: readonly Planned[]) =>
  planned.map((each) => {
    const { kind, place } = each;
    if (each.kind === 'refused') return { kind, ...place, at: each.at, reason: each.reason };
    if (each.kind === 'unnamed') return { kind, ...place, what: each.what };
    if (each.kind === 'volume') return { kind, ...place, change: each.change, size: each.size };
    const { change, changes, settings, moved } = each;
    return { kind, ...place, change, changes, settings, moved };
  });
