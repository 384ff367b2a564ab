import fc from 'fast-check';
import type { Reach } from '../../../../src/identity/tokens/reach.ts';
import type { Intruder } from './intruder.ts';
import { anyReach } from './reaches.ts';

type Move = fc.AsyncCommand<Record<string, never>, Intruder>;

/** A move that can always be tried. */
function move(text: () => string, run: (intruder: Intruder) => Promise<void>): Move {
  return { check: () => true, run: (_, intruder) => run(intruder), toString: text };
}

/** What can be done with tokens. Whatever else makes or changes one belongs here, too. */
export function anyMove(start: Date): fc.Arbitrary<Move>[] {
  const index = fc.nat(8);
  const reach = anyReach(start);
  const change: fc.Arbitrary<Partial<Reach>> = fc
    .tuple(reach, fc.subarray([...members]))
    .map(([whole, chosen]) => Object.fromEntries(chosen.map((member) => [member, whole[member]])));
  const create = fc.tuple(index, reach).map(([by, wanted]) => {
    const request = { name: 'made', description: null, ...wanted };
    return move(
      () => `create(${by}, ${fc.stringify(wanted)})`,
      (intruder) => intruder.attempt(by, (bearer) => intruder.shop.create(bearer, request)),
    );
  });
  const edit = fc.tuple(index, index, change).map(([by, target, changes]) =>
    move(
      () => `edit(${by}, ${target}, ${fc.stringify(changes)})`,
      (intruder) => {
        const id = intruder.target(target);
        return intruder.attempt(by, (bearer) => intruder.shop.change(bearer, id, changes), id);
      },
    ),
  );
  const grace = fc.constantFrom(0, 3_600_000, 7 * 86_400_000);
  const rotate = fc.tuple(index, index, grace).map(([by, target, milliseconds]) =>
    move(
      () => `rotate(${by}, ${target}, ${milliseconds})`,
      (intruder) => intruder.attemptRotation(by, intruder.target(target), milliseconds),
    ),
  );
  const trust = fc.tuple(index, reach).map(([by, wanted]) =>
    move(
      () => `trust(${by}, ${fc.stringify(wanted)})`,
      (intruder) => intruder.attemptTrust(by, wanted),
    ),
  );
  const exchange = index.map((job) =>
    move(
      () => `exchange(${job})`,
      (intruder) => intruder.attemptExchange(job),
    ),
  );
  const enter = index.map((by) =>
    move(
      () => `enter(${by})`,
      (intruder) => intruder.attemptSession(by, (bearer) => intruder.shop.enter(bearer)),
    ),
  );
  const flag = fc.option(fc.boolean(), { nil: undefined });
  const helper = fc.constantFrom('waiting' as const, 'former' as const);
  const userChange = fc.record({ active: flag, admin: flag });
  const changeHelper = fc.tuple(index, helper, userChange).map(([by, who, wanted]) =>
    move(
      () => `changeHelper(${by}, ${who}, ${fc.stringify(wanted)})`,
      (intruder) =>
        intruder.attemptSession(by, (bearer) => intruder.shop.changeHelper(bearer, who, wanted)),
    ),
  );
  return [create, edit, rotate, trust, exchange, enter, changeHelper];
}

const members = ['scopes', 'hosts', 'names', 'addresses', 'expiresAt', 'hourlyLimit'] as const;
