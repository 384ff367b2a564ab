import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { unikernelsQuery } from '../../api/unikernels.ts';
import type { VolumePlace } from '../../api/volumes.ts';
import { paths } from '../../components/paths.ts';
import { StateBadge } from '../../components/state-badge.tsx';
import { useLastUpload } from './use-upload.ts';

interface VolumeStateProps {
  readonly volume: Schema['Volume'];
  /** Of others' it is not known here what holds or fills them. Default: it is. */
  readonly isOwn?: boolean;
}

/** Whether a volume is free, in use and by which unikernel, or being filled; and whether it is protected. */
export function VolumeState({ volume, isOwn = true }: VolumeStateProps) {
  return (
    <Group gap={6} component="span">
      {isOwn ? <Use volume={volume} /> : <StrangersUse volume={volume} />}
      {volume.deletionProtection && <StateBadge tone="neutral">Protected</StateBadge>}
    </Group>
  );
}

function StrangersUse({ volume: { inUse } }: { readonly volume: Schema['Volume'] }) {
  return <StateBadge tone={inUse ? 'good' : 'neutral'}>{inUse ? 'In use' : 'Free'}</StateBadge>;
}

function Use({ volume }: { readonly volume: Schema['Volume'] }) {
  const upload = useLastUpload(volume);
  if (upload?.status === 'pending') return <StateBadge tone="warning">Being filled</StateBadge>;
  if (!volume.inUse) return <StateBadge tone="neutral">Free</StateBadge>;
  return (
    <Text size="sm" component="span">
      <StateBadge tone="good">In use</StateBadge> <HolderLink {...volume} />
    </Text>
  );
}

/** The unikernel that holds a volume, as far as the account may see it. */
export function HolderLink({ host, name }: VolumePlace) {
  const holder = useHolder({ host, name });
  if (!holder) return null;
  return (
    <>
      by{' '}
      <Anchor component={Link} href={paths.unikernel(host, holder)} fz="inherit" underline="always">
        {holder}
      </Anchor>
    </>
  );
}

/** The name of the unikernel that holds a volume; null where the list does not tell. */
export function useHolder({ host, name }: VolumePlace): string | null {
  const { data } = useQuery(unikernelsQuery);
  const holds = (unikernel: Schema['Unikernel']) =>
    unikernel.host === host && unikernel.blockDevices.some(({ volume }) => volume === name);
  return data?.data.find(holds)?.name ?? null;
}
