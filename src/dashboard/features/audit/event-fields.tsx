import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatNumber } from '../../format/quantities.ts';

interface PartProps {
  readonly event: Schema['AuditEvent'];
}

/** When it was, and how often where it was more than once. */
export function When({ event: { at, lastAt, count } }: PartProps) {
  return (
    <>
      <RelativeTime at={lastAt} />
      {count > 1 && (
        <Small>
          {formatNumber(count)} times since <RelativeTime at={at} />
        </Small>
      )}
    </>
  );
}

/** Whose account it was, and by what. */
export function Who({ event }: PartProps) {
  return (
    <>
      {event.account ?? 'Unknown'}
      <Small>{credentialOf(event)}</Small>
    </>
  );
}

/** What it was done to. */
export function Target({ event: { object, domain } }: PartProps) {
  return (
    <Small>
      {object}
      {domain && `, in the domain of ${domain}`}
    </Small>
  );
}

/** What came of it. */
export function Outcome({ event: { outcome, status } }: PartProps) {
  if (outcome === 'succeeded') return <StateBadge tone="good">Succeeded</StateBadge>;
  if (outcome === 'unknown') return <StateBadge tone="neutral">Unknown</StateBadge>;
  return (
    <>
      <StateBadge tone="bad">{(status ?? 0) >= 500 ? 'Failed' : 'Refused'}</StateBadge>
      <Small>
        {outcome}, {status === null ? 'the client had disconnected' : `status ${status}`}
      </Small>
    </>
  );
}

/** Where it came from, and what the server's log knows it by. */
export function From({ event: { address, requestId } }: PartProps) {
  return (
    <>
      {address ?? 'Many addresses'}
      <Text size="xs" c="dimmed" ff="monospace" truncate maw="9rem" title={requestId}>
        {requestId}
      </Text>
    </>
  );
}

function Small({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  );
}

function credentialOf({ credential, token }: Schema['AuditEvent']): string {
  if (token) return `token ${token.name ?? 'unknown'} (${token.prefix}…)`;
  return credential === 'session' ? 'in a session' : 'without a credential';
}
