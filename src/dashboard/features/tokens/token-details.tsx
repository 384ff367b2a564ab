import { Badge, DataList, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/schema.ts';
import { tokensQuery } from '../../api/tokens.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { levelsOf, scopeKinds } from '../../format/scopes.ts';
import { formatExact } from '../../format/times.ts';
import { TokenActions } from './token-actions.tsx';
import { TokenCommands } from './token-commands.tsx';
import { TokenGrace } from './token-grace.tsx';
import { UsesSparkline } from './uses-sparkline.tsx';

interface TokenDetailsProps {
  readonly token: Schema['Token'];
  onEdit(): void;
}

/** All that is known about a token, and what can be done with it. */
export function TokenDetails({ token, onEdit }: TokenDetailsProps) {
  const { description, expiresAt } = token;
  return (
    <Stack>
      {isLong(description) && <Text style={{ whiteSpace: 'pre-wrap' }}>{description}</Text>}
      <TokenGrace token={token} />
      <DataList labelWidth={110}>
        <Fact label="Scopes">{allowed(token.scopes)}</Fact>
        <Fact label="Hosts">{listed(token.hosts, 'All')}</Fact>
        <Fact label="Names">{listed(token.names, 'All')}</Fact>
        <Fact label="Addresses">{listed(token.addresses, 'Anywhere')}</Fact>
        <Fact label="Limit">{formatNumber(token.hourlyLimit)} requests per hour</Fact>
        <Fact label="Created">
          <span>
            <RelativeTime at={token.createdAt} />
            <MadeBy token={token} />
          </span>
        </Fact>
        <Fact label="Expires">{expiresAt ? formatExact(Date.parse(expiresAt)) : 'Never'}</Fact>
        <Fact label="Last used">{lastUse(token)}</Fact>
        <Fact label="Uses">
          <Stack gap={4} w="100%">
            {formatNumber(token.uses)}
            {token.uses > 0 && <UsesByDay token={token} />}
          </Stack>
        </Fact>
      </DataList>
      <TokenActions token={token} onEdit={onEdit} />
      {!token.exchanged && <TokenCommands id={token.id} />}
    </Stack>
  );
}

/** Whether the head of the card cannot show it whole. */
const isLong = (description: string | null) =>
  description !== null && (description.length > 60 || description.includes('\n'));

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue miw={0} flex={1} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </DataList.ItemValue>
    </DataList.Item>
  );
}

/** The token that made it, or its trust; nothing where a person did. */
function MadeBy({ token: { madeBy } }: { readonly token: Schema['Token'] }) {
  const tokens = useQuery(tokensQuery).data?.data ?? [];
  if (madeBy === null) return null;
  const maker = tokens.find(({ id }) => id === madeBy);
  return maker ? ` by the token ${maker.name}` : ' by a revoked token';
}

function UsesByDay({ token: { id, uses } }: { readonly token: Schema['Token'] }) {
  return (
    <Stack gap={2} maw={480}>
      <UsesSparkline id={id} uses={uses} width="100%" height={56} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          90 days ago
        </Text>
        <Text size="xs" c="dimmed">
          today
        </Text>
      </Group>
    </Stack>
  );
}

function allowed(scopes: readonly string[]) {
  const lines = scopeKinds.flatMap((kind) => {
    const level = levelsOf(kind).findLast(({ scope }) => scopes.includes(scope));
    return level ? [{ ...level, thing: kind.thing }] : [];
  });
  return (
    <Stack gap={2}>
      {lines.map(({ scope, act, thing, words }) => (
        <Text key={scope} size="sm">
          {act} {thing}{' '}
          <Text span size="sm" c="dimmed">
            ({words})
          </Text>
        </Text>
      ))}
    </Stack>
  );
}

function listed(list: readonly string[] | null, all: string): ReactNode {
  if (!list) return all;
  return (
    <Group gap={4}>
      {list.map((each) => (
        <Badge key={each} variant="default">
          {each}
        </Badge>
      ))}
    </Group>
  );
}

function lastUse({ lastUsedAt, lastUsedAddress, lastUsedAgent }: Schema['Token']): ReactNode {
  if (!lastUsedAt) return 'Never';
  return (
    <span>
      <RelativeTime at={lastUsedAt} />
      {lastUsedAddress && ` from ${lastUsedAddress}`}
      {lastUsedAgent && ` by ${lastUsedAgent}`}
    </span>
  );
}
