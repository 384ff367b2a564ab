import { formerRoute } from '../http/former-routes.ts';
import type { Method, Route } from '../http/route.ts';

/** Where routes were before, and from when until when they answer there, too. */
interface Move {
  /** The routes, by their operations. */
  readonly operations: ReadonlySet<string>;
  /** What they are asked with and at, for what they were. */
  readonly method?: Method;
  readonly now?: string;
  readonly before?: string;
  readonly since: Date;
  readonly until: Date;
}

const moves: readonly Move[] = [
  {
    operations: new Set([
      ...['listUsers', 'changeUser', 'deleteUser', 'offerPasswordReset', 'listUserTokens'],
      ...['revokeUserToken', 'setPolicy', 'deletePolicy'],
    ]),
    ...{ now: '/accounts', before: '/users' },
    ...{ since: new Date('2026-11-29T00:00:00Z'), until: new Date('2027-11-30T00:00:00Z') },
  },
  {
    operations: new Set(['rotateChannelSecret', 'rotateChannelSecretOfServer']),
    ...{ now: '/rotate', before: '/secret' },
    ...{ since: new Date('2026-11-30T00:00:00Z'), until: new Date('2027-11-30T00:00:00Z') },
  },
  {
    operations: new Set(['changeAutomation']),
    method: 'POST',
    ...{ since: new Date('2026-11-30T00:00:00Z'), until: new Date('2027-11-30T00:00:00Z') },
  },
];

/** These routes, at the addresses, too, that some of them had before. */
export function withFormerAddresses(routes: readonly Route[]): Route[] {
  const former = moves.flatMap(({ operations, ...move }) =>
    routes
      .filter(({ operationId }) => operations.has(operationId))
      .map((route) => formerRoute(route, placeOf(route, move), move.since, move.until)),
  );
  return [...routes, ...former];
}

function placeOf(
  { method, path }: Route,
  { method: former = method, now = '', before = '' }: Omit<Move, 'operations'>,
): Pick<Route, 'method' | 'path'> {
  return { method: former, path: path.replace(now, before) };
}
