import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { type VolumePlace, volumeQuery } from '../../api/volumes.ts';
import { NotFound } from '../../components/not-found.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { Subtitle } from '../../components/subtitle.tsx';
import { formatMebibytes } from '../../format/quantities.ts';
import { DeleteVolume } from './delete-volume.tsx';
import { DownloadSection } from './download-section.tsx';
import { ProtectVolume } from './protect-volume.tsx';
import { UploadSection } from './upload-section.tsx';
import { VolumeCommands } from './volume-commands.tsx';
import { VolumeState } from './volume-state.tsx';

/** One volume: fills it, reads it, removes it. */
export function VolumePage() {
  const { host = '', name = '' } = useParams();
  const query = useQuery(volumeQuery({ host, name }));
  const volume = query.data ?? null;
  return (
    <>
      <PageHeader
        title={name}
        about={
          <Subtitle
            what="A volume"
            host={host}
            all={{ label: 'All volumes', href: paths.volumes }}
          />
        }
        actions={volume && <DeleteVolume volume={volume} />}
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={5} height={96} />}>
        {(data) => (data ? <Parts volume={data} /> : <NoVolume host={host} name={name} />)}
      </QueryView>
    </>
  );
}

function Parts({ volume }: { readonly volume: Schema['Volume'] }) {
  return (
    <Stack>
      <Group gap="lg">
        <Text>{formatMebibytes(volume.size)}</Text>
        <VolumeState volume={volume} />
      </Group>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title="Upload content">
          <UploadSection volume={volume} />
        </Section>
        <Stack>
          <Section title="Download content">
            <DownloadSection volume={volume} />
          </Section>
          <Section title="Protection">
            <ProtectVolume volume={volume} />
          </Section>
          <Section title="From a shell">
            <VolumeCommands volume={volume} />
          </Section>
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

function NoVolume({ host, name }: VolumePlace) {
  return (
    <NotFound
      icon="volume"
      title="There is no such volume"
      description={`You have no volume named ${name} on the host ${host}. It may have been deleted.`}
      all={{ label: 'All volumes', href: paths.volumes }}
    />
  );
}
