import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { ChannelOwner } from '../../../api/channels.ts';
import { mute, mutesQuery, unmute } from '../../../api/mutes.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { RowsSkeleton } from '../../../components/rows-skeleton.tsx';
import { Section } from '../../../components/section.tsx';
import { inSoMany, muteTimes } from './mute-times.ts';

/** What people are told nothing of for a while; what a link has led here for can be muted. */
export function MutesSection({ owner }: { readonly owner: ChannelOwner }) {
  const client = useQueryClient();
  const query = useQuery(mutesQuery(owner));
  const [params, setParams] = useSearchParams();
  const asked = params.get('mute');
  const refresh = () => client.invalidateQueries(mutesQuery(owner));
  const muting = useMutation({
    mutationFn: (milliseconds: number) => mute(owner, asked ?? '', inSoMany(milliseconds)),
    onSuccess: async () => {
      setParams({}, { replace: true });
      await refresh();
    },
  });
  const ending = useMutation({
    mutationFn: (id: string) => unmute(owner, id),
    onSuccess: refresh,
  });
  return (
    <Section title="Muted">
      <Stack gap="sm">
        {asked !== null && (
          <Group gap="xs" role="group" aria-label={`Mute ${asked}`}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              Mute <b>{asked}</b> for
            </Text>
            {muteTimes.map(({ label, milliseconds }) => (
              <Button
                key={label}
                size="compact-sm"
                variant="default"
                disabled={muting.isPending}
                onClick={() => muting.mutate(milliseconds)}
              >
                {label}
              </Button>
            ))}
          </Group>
        )}
        <ErrorAlert error={muting.error ?? ending.error} />
        <QueryView query={query} skeleton={<RowsSkeleton rows={1} height={32} />}>
          {({ data }) =>
            data.length === 0 ? (
              <Text size="sm">Nothing is muted.</Text>
            ) : (
              data.map(({ id, object, until }) => (
                <Group key={id} justify="space-between" gap="xs">
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }} component="div">
                    {object}, ends <RelativeTime at={until} />
                  </Text>
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={ending.isPending}
                    onClick={() => ending.mutate(id)}
                    aria-label={`Unmute ${object}`}
                  >
                    Unmute
                  </Button>
                </Group>
              ))
            )
          }
        </QueryView>
      </Stack>
    </Section>
  );
}
