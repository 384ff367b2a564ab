import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { paths } from '../../components/paths.ts';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { UsageBar } from '../../components/usage-bar.tsx';
import { formatMebibytes } from '../../format/quantities.ts';
import { PolicyList } from './policy-list.tsx';
import type { PoliciesOfHost } from './use-policies.ts';

/** What is given on one host, to whom, and what it still has to give. */
export function HostPolicies({ host, policies, error }: PoliciesOfHost) {
  const name = (
    <Anchor component={Link} href={paths.host(host)} fz="inherit" fw="inherit">
      {host}
    </Anchor>
  );
  return (
    <Section title={name}>
      {error !== null && <ErrorAlert error={error} />}
      {policies === undefined && error === null && <RowsSkeleton rows={3} height={40} />}
      {policies && (
        <Stack gap="sm">
          <Given policies={policies} />
          {policies.data.length === 0 ? (
            <Text size="sm">Nobody was given anything here yet.</Text>
          ) : (
            <PolicyList label={`Policies on ${host}`} by="account" policies={policies.data} />
          )}
        </Stack>
      )}
    </Section>
  );
}

/** What a host has, and what of that is given. */
function Given({ policies: { root, left, errors } }: { policies: Schema['HostPolicies'] }) {
  if (!root || !left) {
    return (
      <Text size="sm" role="status">
        The host does not say what it has: {errors[0]?.detail}
      </Text>
    );
  }
  const storage = root.storage ?? 0;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <UsageBar
        label="Memory given"
        used={root.memory - left.memory}
        limit={root.memory}
        format={formatMebibytes}
      />
      <UsageBar
        label="Storage given"
        used={storage - left.storage}
        limit={storage}
        format={formatMebibytes}
      />
    </SimpleGrid>
  );
}
