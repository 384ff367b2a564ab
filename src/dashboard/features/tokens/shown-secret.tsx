import { Button, Group, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { SecretOnce } from '../../components/secret-once.tsx';
import { TokenCommands } from './token-commands.tsx';

interface ShownSecretProps {
  readonly token: Schema['MadeToken'];
  onDone(): void;
}

/** A secret, this once, and what to do with it. It is closed by its button alone, not by mistake. */
export function ShownSecret({ token, onDone }: ShownSecretProps) {
  return (
    <Stack>
      <SecretOnce secret={token.secret} />
      <div>
        <Text fw={600} size="sm" mb={4}>
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
