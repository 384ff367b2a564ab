import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { cancelDeployment, deploymentQuery } from '../../api/deployments.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { StateBadge, type Tone } from '../../components/state-badge.tsx';

type Step = Schema['DeploymentDetails']['steps'][number];

const outcomes: Readonly<Record<Step['state'], { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: 'neutral', word: 'Under way' },
  passed: { tone: 'good', word: 'Passed' },
  failed: { tone: 'bad', word: 'Failed' },
  skipped: { tone: 'neutral', word: 'Skipped' },
};

/** The steps of a deployment, as they happen. */
export function DeploymentSteps({ id }: { readonly id: string }) {
  const query = useQuery(deploymentQuery(id));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={20} />}>
      {({ steps, finishedAt }) => (
        <Box mt="xs" pl="sm">
          <Stack component="ol" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
            {steps.map((step) => (
              <StepRow key={`${step.name} ${step.startedAt}`} {...step} />
            ))}
          </Stack>
          {finishedAt === null && <CancelButton id={id} />}
        </Box>
      )}
    </QueryView>
  );
}

function StepRow({ name, state, detail }: Step) {
  const { tone, word } = outcomes[state];
  return (
    <Group component="li" gap="xs" justify="space-between" align="flex-start" wrap="nowrap">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }} miw={0}>
        {capitalized(name)}
        {detail && (
          <Text span size="xs" c="dimmed" ml={6}>
            {detail}
          </Text>
        )}
      </Text>
      <Box style={{ flexShrink: 0 }}>
        <StateBadge tone={tone}>{word}</StateBadge>
      </Box>
    </Group>
  );
}

function CancelButton({ id }: { readonly id: string }) {
  const client = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => cancelDeployment(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['deployments'] }),
  });
  return (
    <>
      <Button
        mt="xs"
        size="xs"
        variant="default"
        loading={cancelling.isPending}
        onClick={() => cancelling.mutate()}
      >
        Cancel the deployment
      </Button>
      <ErrorAlert error={cancelling.error} />
    </>
  );
}

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
