import { Alert, Anchor, Code, Group, Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { labelTexts } from '../../components/label-texts.ts';
import { paths } from '../../components/paths.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { unikernelStates } from '../../components/unikernel-states.ts';
import { formatMebibytes, formatOctets } from '../../format/quantities.ts';
import { Digest } from './digest.tsx';
import { failBehaviourInWords } from './fail-behaviour.ts';
import { Uptime } from './uptime.tsx';

type Details = Schema['UnikernelDetails'];

/** What a unikernel is and was started with. */
export function UnikernelFacts({ unikernel }: { readonly unikernel: Details }) {
  const { state, digest, startedAt, memory, cpuids, startup, addName, failBehaviour } = unikernel;
  const { word, tone } = unikernelStates[state];
  const { warnings } = unikernel;
  return (
    <Paper component="section" aria-label="Facts">
      <SimpleGrid component="dl" cols={{ base: 2, sm: 3, lg: 4 }} spacing="md" m={0}>
        <Fact label="State">
          <Group gap={6} component="span">
            <StateBadge tone={tone}>{word}</StateBadge>
            {unikernel.deletionProtection && <StateBadge tone="neutral">Protected</StateBadge>}
          </Group>
        </Fact>
        <Fact label="Uptime">
          <Uptime unikernel={unikernel} />
        </Fact>
        <Fact label="Started">{startedAt ? <RelativeTime at={startedAt} /> : 'Unknown'}</Fact>
        <Fact label="Image">
          <Digest digest={digest} />
        </Fact>
        <Fact label="Memory">{formatMebibytes(memory)}</Fact>
        <Fact label="CPU ids">{cpuids.join(', ')}</Fact>
        <Fact label="Start order">{startup}</Fact>
        <Fact label="When it exits">{failBehaviourInWords(failBehaviour)}</Fact>
        <Fact label="Name passed as argument">
          {addName === null ? 'Unknown' : passed(addName)}
        </Fact>
        <Labels labels={unikernel.labels} />
        <Devices unikernel={unikernel} />
        <Arguments texts={unikernel.arguments} />
      </SimpleGrid>
      {warnings.map((warning) => (
        <Alert key={warning} color="yellow" mt="md" icon={<Icon name="attention" />}>
          {warning}
        </Alert>
      ))}
    </Paper>
  );
}

const passed = (addName: boolean) => (addName ? 'Yes' : 'No');

interface FactProps {
  readonly label: string;
  /** Whether it has a line of its own. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

function Fact({ label, isWide = false, children }: FactProps) {
  return (
    <div style={{ minWidth: 0, ...(isWide && { gridColumn: '1 / -1' }) }}>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0} mt={2} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}

/** Each leads to the list of those that have it. */
function Labels({ labels }: { readonly labels: Details['labels'] }) {
  const texts = labelTexts(labels);
  if (texts.length === 0) return null;
  return (
    <Fact label="Labels">
      <Group component="span" gap={6}>
        {texts.map((text) => (
          <Anchor
            key={text}
            component={Link}
            href={`${paths.unikernels}?${new URLSearchParams({ label: text })}`}
            fz="inherit"
          >
            {text}
          </Anchor>
        ))}
      </Group>
    </Fact>
  );
}

function Arguments({ texts }: { readonly texts: readonly string[] }) {
  return (
    <Fact label="Arguments" isWide={texts.length > 0}>
      {texts.length === 0 && 'None'}
      <Group component="span" gap={6}>
        {texts.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same argument may come twice
          <Code key={index} style={{ wordBreak: 'break-all' }}>
            {text}
          </Code>
        ))}
      </Group>
    </Fact>
  );
}

function Devices({ unikernel: { blockDevices, networkDevices } }: { readonly unikernel: Details }) {
  return (
    <>
      <Fact label="Block devices">
        {blockDevices.length === 0 && 'None'}
        {blockDevices.map(({ name, volume, size, sectorSize }) => (
          <Text key={name} component="span" display="block" inherit>
            <Code>{name}</Code> volume {volume}
            {size !== null && `, ${formatMebibytes(size)}`}, sectors of {formatOctets(sectorSize)}
          </Text>
        ))}
      </Fact>
      <Fact label="Network devices">
        {networkDevices.length === 0 && 'None'}
        {networkDevices.map(({ name, bridge, mac }) => (
          <Text key={name} component="span" display="block" inherit>
            <Code>{name}</Code> bridge {bridge}, <Code>{mac}</Code>
          </Text>
        ))}
      </Fact>
    </>
  );
}
