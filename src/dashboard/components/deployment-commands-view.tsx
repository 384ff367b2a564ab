import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { serverAddress } from '../api/base-path.ts';
import { accountQuery } from '../api/session.ts';
import { CodeBlock } from './code-block.tsx';
import {
  actionStep,
  albatrossLine,
  curlLine,
  hasMasks,
  type SaidDeployment,
} from './deployment-commands.ts';

/** What is deployed, by the account that is signed in, on this server. */
export type OwnDeployment = Omit<SaidDeployment, 'origin' | 'account'>;

interface DeploymentCommandsProps {
  readonly said: OwnDeployment;
  readonly isWhole: boolean;
}

/**
 * A deployment for a shell and for a pipeline, to be copied. `isWhole`: whether all is said of it; else
 * what is not said is kept, which other clients of the host do not do.
 */
export function DeploymentCommands({ said, isWhole }: DeploymentCommandsProps) {
  const { data: account } = useQuery(accountQuery);
  const deployment = { ...said, origin: serverAddress, account: account?.name ?? 'ACCOUNT' };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        With a token that may write unikernels, as $FULMAR_TOKEN or as a secret of the repository.
      </Text>
      {hasMasks(said) && (
        <Text size="sm">
          What looks secret in the arguments is left out (•••). Save it as a secret of the account,
          and refer to it.
        </Text>
      )}
      <CodeBlock label="With curl" code={curlLine(deployment)} />
      <CodeBlock label="As a step of GitHub Actions" code={actionStep(deployment)} />
      {isWhole && (
        <>
          <CodeBlock label="With albatross-client" code={albatrossLine(deployment)} />
          <Text size="sm" c="dimmed">
            albatross-client takes the address of the host and the key of its CA, and knows neither
            this server nor its policies and secrets.
          </Text>
        </>
      )}
    </Stack>
  );
}
