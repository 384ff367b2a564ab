import type { AnsweredRequest } from '../http/audit.ts';
import { shownPrefix } from './shown-prefix.ts';

/** An event that is not written yet: an `AuditEvent` without its id. */
export interface NewEvent {
  readonly at: Date;
  readonly accountId: string | null;
  /** Also null where it has to be looked up by its id. */
  readonly accountName: string | null;
  readonly credential: 'token' | 'session' | null;
  readonly tokenName: string | null;
  readonly tokenPrefix: string | null;
  readonly address: string | null;
  readonly action: string;
  readonly object: string;
  readonly domain: string | null;
  readonly status: number | null;
  readonly outcome: string;
  readonly requestId: string;
  readonly count: number;
  readonly lastAt: Date;
}

/** What is recorded of a request that was answered now. */
export function eventOf(request: AnsweredRequest, now: Date): NewEvent {
  const { address, action, object, domain, status, problem, requestId } = request;
  return {
    at: now,
    ...whoOf(request),
    address,
    action,
    object,
    domain,
    status,
    outcome: problem ?? 'succeeded',
    requestId,
    count: 1,
    lastAt: now,
  };
}

/** Something that the server did by itself, for an account; null: for whoever runs it. */
export interface OwnEvent extends Pick<NewEvent, 'action' | 'object' | 'outcome' | 'requestId'> {
  readonly account: { readonly id: string; readonly name: string } | null;
}

/** What is recorded of something that no request asked for. */
export function ownEvent({ account, ...event }: OwnEvent, now: Date): NewEvent {
  return {
    ...{ at: now, lastAt: now, count: 1 },
    ...{ accountId: account?.id ?? null, accountName: account?.name ?? null },
    ...{ credential: null, tokenName: null, tokenPrefix: null },
    ...{ address: null, domain: null, status: null },
    ...event,
  };
}

type Who = Pick<NewEvent, 'accountId' | 'accountName' | 'credential' | 'tokenName' | 'tokenPrefix'>;

function whoOf({ caller, refused, account, problem, header }: AnsweredRequest): Who {
  const known = caller?.account ?? account;
  const accountId = known?.id ?? refused?.accountId ?? null;
  const credential = caller?.credential ?? refused;
  const token = credential?.kind === 'token' ? credential : null;
  // Past the limit there may be any number of them, which are one event.
  const shown = problem === 'too-many-requests' ? null : header('authorization');
  return {
    accountId,
    accountName: known?.name ?? null,
    credential: credential?.kind ?? null,
    tokenName: token?.name ?? null,
    tokenPrefix: credential ? (token?.prefix ?? null) : shownPrefix(shown),
  };
}
