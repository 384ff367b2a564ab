import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { askForUpdates, updatesQuery } from '../../api/updates.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { Section } from '../../components/section.tsx';
import { OutsideLink, originInWords } from './origin-link.tsx';
import { UpdateDialog } from './update-dialog.tsx';

type Updates = Schema['UnikernelUpdates'];

const uploaded =
  'The image was uploaded. Update checks ask this server’s builder, if there is one.';
const unknownToBuilder = 'The image was uploaded; no builder is known to have made it.';

/** Where the image of a unikernel came from, and what is newer there; an uploaded one the builder may know. */
export function ImageSource({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const place = { host: unikernel.host, name: unikernel.name };
  const client = useQueryClient();
  const { data } = useQuery(updatesQuery(place));
  const asking = useMutation({
    mutationFn: () => askForUpdates(place),
    onSuccess: (updates) => {
      client.setQueryData(updatesQuery(place).queryKey, updates);
      return client.invalidateQueries({ queryKey: ['unikernels'] });
    },
  });
  const origin = data?.origin ?? deployedFrom(unikernel);
  if (!data || unikernel.digest === null) return null;
  const { checkedAt, problem } = data;
  return (
    <Section title="Image source">
      <Stack gap="xs">
        {origin ? (
          <Group gap="sm">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              From {originInWords(origin)}.
            </Text>
            <OutsideLink href={origin.page}>Source page</OutsideLink>
          </Group>
        ) : (
          <Text size="sm">{checkedAt ? unknownToBuilder : uploaded}</Text>
        )}
        {origin && <Newer place={place} updates={data} />}
        {problem && (
          <Text size="sm" c="dimmed">
            Could not check for updates: {problem.detail}
          </Text>
        )}
        <ErrorAlert error={asking.error} />
        <Group gap="sm">
          <Button
            size="compact-sm"
            variant="default"
            loading={asking.isPending}
            onClick={() => asking.mutate()}
          >
            Check for updates
          </Button>
          <Text size="xs" c="dimmed">
            {checkedAt ? (
              <>
                Last checked <RelativeTime at={checkedAt} />
              </>
            ) : (
              origin && 'Not checked yet; checked daily.'
            )}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}

/** Where it came from, before it has become a release. */
function deployedFrom({ digest, lastDeployment }: Schema['UnikernelDetails']) {
  return (lastDeployment?.digest === digest && lastDeployment.origin) || null;
}

interface NewerProps {
  readonly place: UnikernelPlace;
  readonly updates: Updates;
}

function Newer({ place, updates: { update, checkedAt } }: NewerProps) {
  const [isAsked, setAsked] = useState(false);
  if (!update) return checkedAt && <Text size="sm">No newer version is known.</Text>;
  const { version, page, comparison } = update;
  return (
    <Group gap="sm">
      <Text size="sm" fw={600} role="status">
        {version === null ? 'Update available.' : `Update available: ${version}`}
      </Text>
      <OutsideLink href={page}>Release page</OutsideLink>
      <OutsideLink href={comparison}>Compare</OutsideLink>
      <Button size="compact-sm" onClick={() => setAsked(true)}>
        Update to it
      </Button>
      <UpdateDialog
        place={place}
        update={update}
        opened={isAsked}
        onClose={() => setAsked(false)}
      />
    </Group>
  );
}
