import { Anchor, Group, Paper, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { VolumeState } from './volume-state.tsx';

interface VolumeListProps {
  readonly volumes: readonly Schema['Volume'][];
}

const keyOf = ({ host, name }: Schema['Volume']) => `${host}/${name}`;

/** Volumes in a table, or as cards where that does not fit. */
export function VolumeList({ volumes }: VolumeListProps) {
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  return isWide ? <VolumeTable volumes={volumes} /> : <VolumeCards volumes={volumes} />;
}

function VolumeTable({ volumes }: VolumeListProps) {
  return (
    <Table layout="fixed" aria-label="Volumes">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="30%">Name</Table.Th>
          <Table.Th w="22%">Host</Table.Th>
          <Table.Th w="14%">Size</Table.Th>
          <Table.Th>State</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {volumes.map((volume) => (
          <Table.Tr key={keyOf(volume)}>
            <Table.Td>
              <NameLink volume={volume} />
            </Table.Td>
            <Table.Td>
              <Text size="sm" truncate>
                {volume.host}
              </Text>
            </Table.Td>
            <Table.Td>{formatMebibytes(volume.size)}</Table.Td>
            <Table.Td>
              <VolumeState volume={volume} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function VolumeCards({ volumes }: VolumeListProps) {
  return (
    <ul aria-label="Volumes" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {volumes.map((volume) => (
        <Paper component="li" key={keyOf(volume)} mb={8} px="md" py="sm">
          <Group justify="space-between" wrap="nowrap" gap="xs" mb={4}>
            <NameLink volume={volume} />
            <Text size="sm">{formatMebibytes(volume.size)}</Text>
          </Group>
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" truncate>
              on {volume.host}
            </Text>
            <VolumeState volume={volume} />
          </Group>
        </Paper>
      ))}
    </ul>
  );
}

function NameLink({ volume: { host, name } }: { readonly volume: Schema['Volume'] }) {
  return (
    <Anchor
      component={Link}
      href={paths.volume(host, name)}
      fz="inherit"
      fw={500}
      truncate
      display="block"
    >
      {name}
    </Anchor>
  );
}
