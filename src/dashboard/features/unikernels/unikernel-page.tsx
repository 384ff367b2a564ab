import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { type UnikernelPlace, unikernelQuery } from '../../api/unikernel.ts';
import { PageContents, partId } from '../../components/page-contents.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RecentEvents } from '../../components/recent-events.tsx';
import { Section } from '../../components/section.tsx';
import { Subtitle } from '../../components/subtitle.tsx';
import { ConsolePanel } from '../console/console-panel.tsx';
import { ChecksPanel } from './checks-panel.tsx';
import { CopyAs } from './copy-as.tsx';
import { DeploymentList } from './deployment-list.tsx';
import { DeploymentLock } from './deployment-lock.tsx';
import { DeploymentNotice } from './deployment-notice.tsx';
import { EndedUnikernel } from './ended-unikernel.tsx';
import { ImageSource } from './image-source.tsx';
import { KeepConsole } from './keep-console.tsx';
import { KeepUnikernel } from './keep-unikernel.tsx';
import { LeftToOthers } from './left-to-others.tsx';
import { LockDeployments } from './lock-deployments.tsx';
import { ProtectUnikernel } from './protect-unikernel.tsx';
import { ReleaseList } from './release-list.tsx';
import { StateNotice } from './state-notice.tsx';
import { UnikernelActions } from './unikernel-actions.tsx';
import { UnikernelFacts } from './unikernel-facts.tsx';
import { UnikernelLabels } from './unikernel-labels.tsx';
import { UsageSection } from './usage-section.tsx';
import { useUnikernelEvents } from './use-unikernel-events.ts';

/** One unikernel: what it is, what it writes and uses, what was done to it. */
export function UnikernelPage() {
  const { host = '', name = '' } = useParams();
  return <Unikernel key={`${host}/${name}`} host={host} name={name} />;
}

function Unikernel(place: UnikernelPlace) {
  const query = useQuery(unikernelQuery(place));
  return (
    <>
      <PageHeader
        title={place.name}
        about={
          <Subtitle
            what="A unikernel"
            host={place.host}
            all={{ label: 'All unikernels', href: paths.unikernels }}
          />
        }
        actions={<UnikernelActions unikernel={query.data ?? null} place={place} />}
      />
      <QueryView query={query} skeleton={<Skeleton height={220} />}>
        {(unikernel) =>
          unikernel ? <Known unikernel={unikernel} /> : <EndedUnikernel {...place} />
        }
      </QueryView>
    </>
  );
}

/** Those that are worth a way to them; the page is long. */
const parts = [
  'Console',
  'Usage',
  'Deployments',
  'Releases',
  'Recent events',
  'Checks',
  'Settings',
];

function Known({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const { host, name } = unikernel;
  const followed = useUnikernelEvents(host, name);
  return (
    <Stack gap="lg">
      <PageContents parts={parts} />
      <DeploymentNotice host={host} name={name} />
      <StateNotice unikernel={unikernel} />
      <DeploymentLock unikernel={unikernel} />
      <UnikernelFacts unikernel={unikernel} />
      <ImageSource unikernel={unikernel} />
      <LeftToOthers left={unikernel.leftToOthers} />
      <ConsolePanel place={unikernel} followed={followed.console} />
      <UsageSection unikernel={unikernel} stats={followed.stats} />
      <DeploymentList host={host} name={name} />
      <ReleaseList host={host} name={name} />
      <Section title="Recent events" id={partId('Recent events')}>
        <RecentEvents filter={{ object: `hosts/${host}/unikernels/${name}` }} />
      </Section>
      <ChecksPanel host={host} name={name} />
      <Section title="Settings" id="settings">
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <UnikernelLabels unikernel={unikernel} />
          <Stack>
            <ProtectUnikernel unikernel={unikernel} />
            <KeepUnikernel unikernel={unikernel} />
            <KeepConsole unikernel={unikernel} />
            <LockDeployments unikernel={unikernel} />
          </Stack>
        </SimpleGrid>
      </Section>
      <CopyAs unikernel={unikernel} />
    </Stack>
  );
}
