import { infiniteQueryOptions } from '@tanstack/react-query';
import { serverAddress } from './base-path.ts';
import { api, dataOf } from './client.ts';
import type { operations } from './generated/schema.d.ts';

/** What lets an event pass; empty: everything. */
export interface AuditFilter {
  readonly account?: string;
  readonly action?: string;
  readonly object?: string;
  readonly outcome?: string;
  /** RFC 3339. */
  readonly since?: string;
  /** RFC 3339; not included. */
  readonly until?: string;
}

/** Who did what, the newest first, page by page. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === '' ? filter : { ...filter, cursor: pageParam };
      return dataOf(api.GET('/api/v1/audit', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    // What is new goes to the first page; those that follow keep their events.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : 10_000),
  });

/** Where all that a filter lets pass is downloaded. */
export const auditExportAddress = (filter: AuditFilter, format: 'csv' | 'jsonl'): string =>
  `${serverAddress}/api/v1/audit/export.${format}?${new URLSearchParams({ ...filter })}`;

/** What changes anything, by its name in the API; other operations are recorded when refused. */
export const changingActions = [
  'addHost',
  'allowIssuer',
  'changeAccount',
  'changeHost',
  'changeToken',
  'changeTrust',
  'changeUser',
  'checkExternalCredential',
  'checkExternalCredentialOfServer',
  'checkHost',
  'closeOtherSessions',
  'closeSession',
  'createToken',
  'createTrust',
  'createUnikernel',
  'createVolume',
  'deleteHost',
  'deletePolicy',
  'deleteUser',
  'deleteVolume',
  'destroyUnikernel',
  'endTokenGrace',
  'exchangeToken',
  'offerPasswordReset',
  'removeExternalCredential',
  'removeExternalCredentialOfServer',
  'removeIssuer',
  'removeSecret',
  'removeTrust',
  'resetPassword',
  'restartUnikernel',
  'revokeToken',
  'revokeUserToken',
  'rotateToken',
  'saveExternalCredential',
  'saveExternalCredentialOfServer',
  'saveSecret',
  'setPolicy',
  'signIn',
  'signOut',
  'signUp',
  'updateUnikernel',
  'uploadVolume',
] as const satisfies readonly (keyof operations)[];
