import { Box, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { type UnikernelPlace, unikernelDeploymentsQuery } from '../../api/unikernel.ts';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { formatSpan } from '../../format/times.ts';
import { DeploymentSteps } from './deployment-steps.tsx';
import { Digest } from './digest.tsx';
import { RevisionLine } from './revision-line.tsx';

type Deployment = Schema['Deployment'];

const past: Readonly<Record<Deployment['action'], string>> = {
  create: 'Created',
  update: 'Updated',
  restart: 'Restarted',
  stop: 'Stopped',
  start: 'Started',
  rollback: 'Rolled back',
  deploy: 'Deployed',
  destroy: 'Destroyed',
};

/** What was done to a unikernel, by whom, and what became of it. */
export function DeploymentList(place: UnikernelPlace) {
  const query = useQuery(unikernelDeploymentsQuery(place));
  return (
    <Section title="Deployments" id="deployments">
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={44} />}>
        {({ data }) =>
          data.length === 0 ? (
            <Text c="dimmed">Not deployed from here.</Text>
          ) : (
            <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
              {data.map((deployment) => (
                <Entry key={deployment.id} deployment={deployment} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  );
}

function Entry({ deployment }: { readonly deployment: Deployment }) {
  const [isOpen, setOpen] = useState(deployment.finishedAt === null);
  const { id, action, state, digest, startedAt, finishedAt, error, revision } = deployment;
  return (
    <li>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Box miw={0} style={{ flex: '1 1 16rem' }}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {past[action]} <RelativeTime at={startedAt} /> by <Who by={deployment.by} />
          </Text>
          {revision && <RevisionLine revision={revision} />}
          {error && (
            <Text size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: 'anywhere' }}>
              {error}
            </Text>
          )}
        </Box>
        <Group gap="sm">
          {finishedAt && (
            <Text size="sm" c="dimmed">
              took {formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))}
            </Text>
          )}
          {digest && <Digest digest={digest} />}
          <Box w={{ sm: 100 }}>
            <OutcomeBadge state={state} />
          </Box>
          <Box w={{ sm: 96 }}>
            {action === 'deploy' && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
              >
                {isOpen ? 'Hide steps' : 'Show steps'}
              </Button>
            )}
          </Box>
        </Group>
      </Group>
      {action === 'deploy' && isOpen && <DeploymentSteps id={id} />}
    </li>
  );
}

/** Most take less than a second, which is worth no figure. */
const formatDuration = (milliseconds: number) =>
  milliseconds < 1000 ? 'under 1 s' : formatSpan(milliseconds);

function Who({ by: { account, token } }: { readonly by: Deployment['by'] }) {
  if (!token) return account;
  return (
    <>
      {account}, with the token {token.name} <Code>{token.prefix}</Code>
    </>
  );
}
