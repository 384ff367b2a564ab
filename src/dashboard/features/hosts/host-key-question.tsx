import { Alert, Stack, Text } from '@mantine/core';
import { ProblemError } from '../../api/problem-error.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Icon } from '../../components/icons.tsx';
import { Fingerprint } from './host-connection.tsx';

/** What a host presents that nobody has confirmed yet. */
export interface PresentedHostKey {
  readonly hostKey: string;
  readonly hostKeyType: string;
  readonly authorizedKeysLine: string;
}

/** The key that a host presents, where an error says that a person has to confirm it. */
export function presentedHostKey(error: unknown): PresentedHostKey | null {
  if (!(error instanceof ProblemError) || error.code !== 'host-key-unconfirmed') return null;
  const text = (name: string) => `${error.facts[name] ?? ''}`;
  const [hostKey, hostKeyType] = [text('hostKey'), text('hostKeyType')];
  return { hostKey, hostKeyType, authorizedKeysLine: text('authorizedKeysLine') };
}

interface HostKeyQuestionProps {
  readonly presented: PresentedHostKey;
  /** Whether the line for `authorized_keys` is not shown elsewhere. */
  readonly withLine: boolean;
}

/** Asks a person whether the key that a host presents is its own. */
export function HostKeyQuestion({ presented, withLine }: HostKeyQuestionProps) {
  const { hostKey, hostKeyType, authorizedKeysLine } = presented;
  return (
    <Alert
      color="yellow"
      title="Is this the host’s key?"
      icon={<Icon name="attention" />}
      role="alert"
    >
      <Stack gap="xs">
        <Text size="sm">
          It presents <Fingerprint value={hostKey} /> ({hostKeyType}). Compare it with the output of
          this command on the host itself. Nothing was sent to it yet.
        </Text>
        <CodeBlock label="On the host" code={listingOf(hostKeyType)} />
        {withLine && <CodeBlock label="Line for authorized_keys" code={authorizedKeysLine} />}
      </Stack>
    </Alert>
  );
}

/** What shows the fingerprint of a key where sshd has it. */
function listingOf(type: string): string {
  const kind = type === 'ssh-ed25519' ? 'ed25519' : type === 'ssh-rsa' ? 'rsa' : 'ecdsa';
  return `ssh-keygen -l -f /etc/ssh/ssh_host_${kind}_key.pub`;
}
