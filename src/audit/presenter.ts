import type { z } from 'zod';
import type { AuditEvent } from './entity.ts';
import type { AuditPage } from './read-audit.ts';
import type { auditEventAnswer, auditPage } from './schema.ts';

/** A page of events as those who may see them do. */
export function presentPage({ events, next }: AuditPage): z.input<typeof auditPage> {
  return { data: events.map(presentEvent), next: next === null ? null : `${next}` };
}

/** An event as those who may see it do. */
export function presentEvent(event: AuditEvent): z.input<typeof auditEventAnswer> {
  const { id, at, lastAt, action, object, outcome, requestId, count, tokenPrefix } = event;
  return {
    id: `${id}`,
    at: at.toISOString(),
    account: event.accountName ?? null,
    credential: event.credential ?? null,
    token: tokenPrefix ? { name: event.tokenName ?? null, prefix: tokenPrefix } : null,
    address: event.address ?? null,
    action,
    object,
    domain: event.domain ?? null,
    outcome,
    status: event.status ?? null,
    requestId,
    count,
    lastAt: lastAt.toISOString(),
  };
}
