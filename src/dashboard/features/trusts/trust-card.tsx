import { Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { removeTrust, trustsQuery } from '../../api/trusts.ts';
import { Confirm } from '../../components/confirm.tsx';
import { DangerButton } from '../../components/danger-button.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { scopesInWords } from '../../format/scopes.ts';

interface TrustCardProps {
  readonly trust: Schema['Trust'];
  onEdit(): void;
}

/** One trust: whom it believes, what by, and what that gives. */
export function TrustCard({ trust, onEdit }: TrustCardProps) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { id, name, issuer, issuerAllowed, audience, rules, expiresAt } = trust;
  const removing = useMutation({
    mutationFn: () => removeTrust(id),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: trustsQuery.queryKey });
    },
  });
  return (
    <Paper component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          {!issuerAllowed && <StateBadge tone="warning">Issuer not allowed</StateBadge>}
        </Group>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Trusts <Code>{issuer}</Code> for <Code>{audience}</Code>
          {expiresAt && (
            <>
              , ends <RelativeTime at={expiresAt} />
            </>
          )}
        </Text>
        {rules.map((rule) => (
          <Rule key={JSON.stringify(rule)} rule={rule} />
        ))}
        <Group gap="xs">
          <Button variant="default" onClick={onEdit} aria-label={`Edit ${name}`}>
            Edit
          </Button>
          <DangerButton onClick={() => setAsking(true)} aria-label={`Remove ${name}`}>
            Remove
          </DangerButton>
        </Group>
      </Stack>
      <Confirm
        opened={asking}
        title={`Remove the trust ${name}?`}
        act="Remove"
        pending={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => setAsking(false)}
      >
        Tokens issued through it are revoked immediately, and its jobs get no new ones.
      </Confirm>
    </Paper>
  );
}

function Rule({ rule }: { readonly rule: Schema['Trust']['rules'][number] }) {
  const { claims, scopes, hosts, names, addresses } = rule;
  const reach = [
    hosts && `on ${hosts.join(', ')}`,
    names && `of ${names.join(', ')}`,
    addresses && `from ${addresses.join(', ')}`,
  ].filter((part) => part !== null);
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {Object.entries(claims)
          .map(([claim, pattern]) => `${claim} = ${pattern}`)
          .join(', ')}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {[scopesInWords(scopes), ...reach].join(', ')}
      </Text>
    </Stack>
  );
}
