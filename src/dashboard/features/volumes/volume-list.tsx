import { Anchor, Group, Paper, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { isOwn, ownerOf } from '../../components/owner.ts';
import { paths } from '../../components/paths.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { VolumeState } from './volume-state.tsx';

interface VolumeListProps {
  readonly volumes: readonly Schema['Volume'][];
  /** Where they are everybody's: whose of them have pages. null: all are one's own. */
  readonly ownAccount: string | null;
}

type Volume = Schema['Volume'];

const keyOf = ({ host, account, name }: Volume) => `${host}/${account ?? ''}/${name}`;

/** A name is never cut off: others may begin like it. */
const whole = { overflowWrap: 'anywhere' } as const;

/** Volumes in a table, or as cards where that does not fit. */
export function VolumeList(props: VolumeListProps) {
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  return isWide ? <VolumeTable {...props} /> : <VolumeCards {...props} />;
}

function VolumeTable({ volumes, ownAccount }: VolumeListProps) {
  return (
    <Table layout="fixed" aria-label="Volumes">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="30%">Name</Table.Th>
          {ownAccount !== null && <Table.Th w="16%">Account</Table.Th>}
          <Table.Th w="20%">Host</Table.Th>
          <Table.Th w="14%">Size</Table.Th>
          <Table.Th>State</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {volumes.map((volume) => (
          <Table.Tr key={keyOf(volume)}>
            <Table.Td>
              <VolumeName volume={volume} ownAccount={ownAccount} />
            </Table.Td>
            {ownAccount !== null && <Table.Td>{ownerOf(volume)}</Table.Td>}
            <Table.Td>
              <Text size="sm" style={whole}>
                {volume.host}
              </Text>
            </Table.Td>
            <Table.Td>{formatMebibytes(volume.size)}</Table.Td>
            <Table.Td>
              <VolumeState volume={volume} isOwn={isOwn(volume, ownAccount)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function VolumeCards({ volumes, ownAccount }: VolumeListProps) {
  return (
    <ul aria-label="Volumes" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {volumes.map((volume) => (
        <Paper component="li" key={keyOf(volume)} mb={8} px="md" py="sm">
          <Group justify="space-between" wrap="nowrap" gap="xs" mb={4}>
            <VolumeName volume={volume} ownAccount={ownAccount} />
            <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
              {formatMebibytes(volume.size)}
            </Text>
          </Group>
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" style={whole}>
              on {volume.host}
              {ownAccount !== null && `, ${ownerOf(volume)}’s`}
            </Text>
            <VolumeState volume={volume} isOwn={isOwn(volume, ownAccount)} />
          </Group>
        </Paper>
      ))}
    </ul>
  );
}

interface VolumeNameProps {
  readonly volume: Volume;
  readonly ownAccount: string | null;
}

/** The way to a volume's page, where it is one's own; else its name. */
function VolumeName({ volume, ownAccount }: VolumeNameProps) {
  const { host, name } = volume;
  if (!isOwn(volume, ownAccount)) {
    return (
      <Text size="sm" style={whole}>
        {name}
      </Text>
    );
  }
  return (
    <Anchor
      component={Link}
      href={paths.volume(host, name)}
      fz="inherit"
      fw={500}
      display="block"
      style={whole}
    >
      {name}
    </Anchor>
  );
}
