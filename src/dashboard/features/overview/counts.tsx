import { Paper, SimpleGrid, type SimpleGridProps, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { unikernelsQuery } from '../../api/unikernels.ts';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';

/** How much there is, in numbers. */
export function Counts(props: Pick<SimpleGridProps, 'mb'>) {
  const unikernels = useQuery(unikernelsQuery).data;
  const hosts = useQuery(hostsQuery).data?.data;
  const online = hosts?.filter(({ state }) => state === 'online').length ?? 0;
  const memory = unikernels?.data.filter(isThere).reduce((sum, each) => sum + each.memory, 0);
  const uncounted = unreachable(unikernels?.errors.length ?? 0);
  return (
    <SimpleGrid cols={3} spacing={{ base: 'xs', sm: 'md' }} {...props}>
      <Count
        label="Unikernels"
        value={unikernels && formatNumber(unikernels.data.length)}
        note={uncounted}
      />
      <Count label="Hosts online" value={hosts && `${online} of ${hosts.length}`} />
      <Count
        label="Memory used"
        value={memory === undefined ? undefined : formatMebibytes(memory)}
        note={uncounted}
      />
    </SimpleGrid>
  );
}

const unreachable = (hosts: number): string =>
  hosts === 0 ? '' : `(${formatNumber(hosts)} ${hosts === 1 ? 'host' : 'hosts'} unreachable)`;

const isThere = ({ state }: Schema['Unikernel']) => state === 'running' || state === 'restarting';

interface CountProps {
  readonly label: string;
  /** undefined: not known yet. */
  readonly value: string | undefined;
  /** What the value does not count. */
  readonly note?: string;
}

function Count({ label, value, note = '' }: CountProps) {
  return (
    <Paper p={{ base: 'sm', sm: 'md' }}>
      <Stack gap={2}>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        {value === undefined ? (
          <Skeleton height={31} width={80} />
        ) : (
          <Text fz={{ base: 'lg', sm: 'xl' }} fw={600}>
            {value}{' '}
            {note && (
              <Text span size="sm" c="dimmed" fw={400}>
                {note}
              </Text>
            )}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
