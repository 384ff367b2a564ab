import { Stack, Text, Title } from '@mantine/core';
import { CodeBlock } from '../../components/code-block.tsx';
import { actionStep, curlLine, type SaidDeployment } from './commands.ts';

export type FormDeployment = Omit<SaidDeployment, 'origin'>;

/** The same as what a form says, for a shell and for a pipeline; it goes along with the form. */
export function EquivalentCommands({ said }: { readonly said: FormDeployment }) {
  const deployment = { ...said, origin: location.origin };
  return (
    <Stack component="section" aria-label="The same without this page">
      <Title order={2} size="h4">
        The same without this page
      </Title>
      <Text size="sm" c="dimmed">
        With a token that may write unikernels, as $FULMAR_TOKEN or as a secret of the repository.
      </Text>
      <CodeBlock label="With curl" code={curlLine(deployment)} />
      <CodeBlock label="As a step of GitHub Actions" code={actionStep(deployment)} />
    </Stack>
  );
}
