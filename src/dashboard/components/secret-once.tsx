import { Alert, Stack } from '@mantine/core';
import { CodeBlock } from './code-block.tsx';
import { Icon } from './icons.tsx';

/** A token's secret, this once. */
export function SecretOnce({ secret }: { readonly secret: string }) {
  return (
    <Stack>
      <Alert color="sea" icon={<Icon name="attention" />} role="status">
        This is the only time that the secret is shown. Copy it now, to where it is used.
      </Alert>
      <CodeBlock label="Secret" code={secret} wrap />
    </Stack>
  );
}
