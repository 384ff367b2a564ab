import { Button, Group, List, Paper, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { hostsQuery } from '../../api/hosts.ts';
import { accountQuery } from '../../api/session.ts';
import { tokensQuery } from '../../api/tokens.ts';
import { Icon } from '../../components/icons.tsx';
import { SampleImage } from '../../components/sample-image.tsx';
import { type FirstStep, firstSteps } from './first-steps.ts';

/** What to do on an empty server, what of that is done, and what is missing for the rest. */
export function FirstStepsGuide() {
  const account = useQuery(accountQuery).data;
  const hosts = useQuery(hostsQuery).data?.data;
  const tokens = useQuery(tokensQuery).data?.data;
  if (!account || !hosts || !tokens) return null;
  const steps = firstSteps({ account, hosts, tokens });
  const next = steps.find(({ done, act }) => !done && act !== null);
  return (
    <Paper>
      <List listStyleType="none" spacing="md" type="ordered">
        {steps.map((step, index) => (
          <List.Item
            key={step.title}
            styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}
          >
            <Step step={step} number={index + 1} isNext={step === next} />
          </List.Item>
        ))}
      </List>
      <SampleImage mt="md" />
    </Paper>
  );
}

interface StepProps {
  readonly step: FirstStep;
  readonly number: number;
  /** Whether it is what to do now. */
  readonly isNext: boolean;
}

function Step({ step: { title, why, done, act }, number, isNext }: StepProps) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon
        radius="xl"
        variant="light"
        color={done ? 'green' : 'sea'}
        c="var(--mantine-color-text)"
        fz="sm"
      >
        {done ? <Icon name="done" size={14} /> : number}
      </ThemeIcon>
      <Group justify="space-between" gap="xs" flex={1} align="flex-start">
        <div style={{ flex: '1 1 14rem' }}>
          <Text fw={600} size="sm" {...(done && { c: 'dimmed' })}>
            {title}
            {done && <VisuallyHidden>: done</VisuallyHidden>}
          </Text>
          {!done && (
            <Text size="sm" c="dimmed">
              {why}
            </Text>
          )}
        </div>
        {!done && act && (
          <Button
            component={Link}
            href={act.href}
            size="xs"
            variant={isNext ? 'filled' : 'default'}
          >
            {act.label}
          </Button>
        )}
      </Group>
    </Group>
  );
}
