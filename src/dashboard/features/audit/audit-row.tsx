import { Code, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { actionInWords } from './audit-words.ts';

type AuditEvent = Schema['AuditEvent'];

/** One event: a line of what is asked for most, and a smaller one of the rest. */
export function AuditRow({ event }: { readonly event: AuditEvent }) {
  const { at, lastAt, count, account, action, object, domain, address, requestId } = event;
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <RelativeTime at={lastAt} />
        {count > 1 && (
          <Small>
            {formatNumber(count)} times since <RelativeTime at={at} />
          </Small>
        )}
      </Table.Td>
      <Table.Td>
        {account ?? 'Nobody that is known'}
        <Small>{credentialOf(event)}</Small>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {actionInWords(action)}
        <Small>
          {object}
          {domain && `, in the domain of ${domain}`}
        </Small>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <Outcome event={event} />
      </Table.Td>
      <Table.Td>
        {address ?? 'many addresses'}
        <Small>
          <Code fz="inherit" px={0} bg="transparent" style={{ whiteSpace: 'nowrap' }}>
            {requestId}
          </Code>
        </Small>
      </Table.Td>
    </Table.Tr>
  );
}

function Outcome({ event: { outcome, status } }: { readonly event: AuditEvent }) {
  if (outcome === 'succeeded') return <StateBadge tone="good">Succeeded</StateBadge>;
  return (
    <>
      <StateBadge tone="bad">{(status ?? 0) >= 500 ? 'Failed' : 'Refused'}</StateBadge>
      <Small>
        {outcome}, {status === null ? 'the client had left' : `status ${status}`}
      </Small>
    </>
  );
}

function Small({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" component="div">
      {children}
    </Text>
  );
}

function credentialOf({ credential, token }: AuditEvent): string {
  if (token) return `token ${token.name ?? 'unknown'} (${token.prefix}…)`;
  return credential === 'session' ? 'by a session' : 'without a credential';
}
