import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Icon } from '../../components/icons.tsx';
import { TokenCommands } from './token-commands.tsx';

interface ShownSecretProps {
  readonly token: Schema['MadeToken'];
  onDone(): void;
}

/** A secret, this once, and what to do with it. It is closed by its button alone, not by mistake. */
export function ShownSecret({ token, onDone }: ShownSecretProps) {
  return (
    <Stack>
      <Alert variant="light" color="sea" icon={<Icon name="attention" />} role="status">
        This is the only time that the secret is shown. Copy it now, to where it is used.
      </Alert>
      <CodeBlock label="Secret" code={token.secret} />
      <div>
        <Text fw={500} size="sm" mb={4}>
          How to use it
        </Text>
        <TokenCommands id={token.id} secret={token.secret} />
      </div>
      <Group justify="flex-end">
        <Button onClick={onDone}>Done, I have copied it</Button>
      </Group>
    </Stack>
  );
}
