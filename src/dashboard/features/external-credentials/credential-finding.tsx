import { Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { formatSpan } from '../../format/times.ts';
import type { Service } from './services.ts';

type Finding = Schema['ExternalCredential']['finding'];

interface CredentialFindingProps {
  readonly finding: Finding;
  readonly service: Service;
}

/** What a service said of a credential: whose it is, and what is left of its limit. */
export function CredentialFinding({ finding, service }: CredentialFindingProps) {
  if (!finding) {
    return (
      <Text size="sm" c="dimmed">
        {service.checkedAs ? 'Not checked yet.' : 'Not used yet.'}
      </Text>
    );
  }
  const { accepted, identity, detail, at, resetsAt } = finding;
  return (
    <Stack gap={4} align="flex-start" role="status">
      <StateBadge tone={accepted ? 'good' : 'bad'}>
        {accepted ? `Accepted${identity ? ` as ${identity}` : ''}` : 'Not accepted'}
      </StateBadge>
      {detail && <Text size="sm">{detail}</Text>}
      <Text size="sm">
        {limitInWords(finding, service)}
        {resetsAt && (
          <>
            {' '}
            Resets <RelativeTime at={resetsAt} />.
          </>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        Last asked <RelativeTime at={at} />
      </Text>
    </Stack>
  );
}

function limitInWords(
  { limit, remaining, window }: NonNullable<Finding>,
  { counted }: Service,
): string {
  if (limit === null) return `No limit of ${counted} is known.`;
  const span = window === null ? '' : ` in ${formatSpan(window * 1000)}`;
  const all = `${formatNumber(limit)} ${counted}${span}`;
  return remaining === null ? `${all}.` : `${formatNumber(remaining)} left of ${all}.`;
}
