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
        {isWhole ? 'The first two' : 'Both'} need a token with the scope unikernels:write, in
        $FULMAR_TOKEN or in a repository secret.
      </Text>
      {hasMasks(said) && (
        <Text size="sm">
          Anything in the arguments that looks secret is masked (•••). Save it as a secret of your
          account and refer to it.
        </Text>
      )}
      <CodeBlock label="With curl" code={curlLine(deployment)} />
      <CodeBlock label="As a step of GitHub Actions" code={actionStep(deployment)} />
      {isWhole && (
        <>
          <CodeBlock label="With albatross-client" code={albatrossLine(deployment)} />
          <Text size="sm" c="dimmed">
            albatross-client talks to the host itself: it needs the host’s address and the key of
            its CA, and bypasses this server with its policies and secrets.
          </Text>
        </>
      )}
    </Stack>
  );
}
