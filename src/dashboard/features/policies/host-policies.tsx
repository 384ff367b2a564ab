import { Anchor, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { paths } from '../../components/paths.ts';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { UsageBar } from '../../components/usage-bar.tsx';
import { formatMebibytes } from '../../format/quantities.ts';
import { withLocalTimes } from '../../format/times.ts';
import { EditPolicies } from './edit-policies.tsx';
import { PendingPolicies } from './pending-policies.tsx';
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
          <PendingPolicies pending={policies.pending} />
          {policies.data.length === 0 ? (
            <Text size="sm">No account has a policy here yet.</Text>
          ) : (
            <Listed host={host} policies={policies} />
          )}
        </Stack>
      )}
    </Section>
  );
}

interface ListedProps {
  readonly host: string;
  readonly policies: Schema['HostPolicies'];
}

/** The policies to be read, or all of them to be edited. */
function Listed({ host, policies }: ListedProps) {
  const [edits, setEdits] = useState(false);
  if (edits) return <EditPolicies {...{ host, policies }} onClose={() => setEdits(false)} />;
  return (
    <>
      <PolicyList label={`Policies on ${host}`} by="account" policies={policies.data} />
      <Group justify="flex-end">
        <Button size="compact-sm" variant="default" onClick={() => setEdits(true)}>
          Edit as a table
        </Button>
      </Group>
    </>
  );
}

/** What a host has, and what of that is given. */
function Given({ policies: { root, left, errors } }: { policies: Schema['HostPolicies'] }) {
  if (!root || !left) {
    return (
      <Text size="sm" role="status">
        Its capacity is unknown. {withLocalTimes(errors[0]?.detail ?? '')}
      </Text>
    );
  }
  const storage = root.storage ?? 0;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <UsageBar
        label="Memory assigned"
        used={root.memory - left.memory}
        limit={root.memory}
        format={formatMebibytes}
      />
      <UsageBar
        label="Storage assigned"
        used={storage - left.storage}
        limit={storage}
        format={formatMebibytes}
      />
    </SimpleGrid>
  );
}
