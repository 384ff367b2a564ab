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

/** Where the image of a unikernel came from, and what is newer there; nothing of one that was sent along. */
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
  if (!data || !origin) return null;
  const { checkedAt, problem } = data;
  return (
    <Section title="Image source">
      <Stack gap="xs">
        <Group gap="sm">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            From {originInWords(origin)}.
          </Text>
          <OutsideLink href={origin.page}>Its page</OutsideLink>
        </Group>
        <Newer place={place} updates={data} />
        {problem && (
          <Text size="sm" c="dimmed">
            It could not be asked what is newer: {problem.detail}
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
            Look for a newer one
          </Button>
          <Text size="xs" c="dimmed">
            {checkedAt ? (
              <>
                Asked <RelativeTime at={checkedAt} />
              </>
            ) : (
              'Not asked yet; it is asked once a day.'
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
  if (!update) return checkedAt && <Text size="sm">Nothing newer is known.</Text>;
  const { version, page, comparison } = update;
  return (
    <Group gap="sm">
      <Text size="sm" fw={600} role="status">
        {version === null ? 'There is a newer one.' : `There is a newer one: ${version}.`}
      </Text>
      <OutsideLink href={page}>What is new</OutsideLink>
      <OutsideLink href={comparison}>What differs</OutsideLink>
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
